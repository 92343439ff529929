import type { WireAnswer, WireRequest } from './wire-request.ts';
import { ada, ben, type SimulatedPerson } from './people.ts';
import type { StepType } from './tokens.ts';

/** What a scenario may look at. */
export interface Circumstances {
  /** When the world began, ms UTC. */
  launchedAt: number;
  /** The world's time, ms UTC. */
  now: number;
}

/** A way the service and the people behave. What a scenario leaves out is as on an ordinary day. */
export interface Scenario {
  /** One line, for the command line's help. */
  description: string;
  /** Who shares with the account, in the order of the list. */
  people: readonly SimulatedPerson[];
  /** Documents the account must accept before it gets a session, in order. */
  steps?: readonly StepType[];
  /**
   * Changes the glucose of somebody at an instant (mg/dL; off 40-500 is HI or LO), live, graph and trend alike.
   * null: the phone sent nothing then. Must be pure, so that the past stays what it was.
   */
  glucose?(mgdl: number, at: number, person: SimulatedPerson, launchedAt: number): number | null;
  /** Answers a request itself, before any check; null leaves it to the service. */
  intercept?(request: WireRequest, circumstances: Circumstances): WireAnswer | null;
}

const registry = {
  steady: { description: 'one person, ordinary days', people: [ada] },
  'two-people': { description: 'two people, one in mg/dL and one in mmol/L', people: [ada, ben] },
  'nobody-shares': { description: 'an account nobody shares with', people: [] },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof registry;

/** Every scenario by name. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = registry;

/** The names, as the command line lists them. */
export const scenarioNames = Object.keys(registry) as readonly ScenarioName[];

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(registry, name);
}
