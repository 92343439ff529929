import { MINUTE } from '../../shared/time.ts';
import type { SimulatedPerson } from './people.ts';
import type { StepType } from './tokens.ts';
import type { WireAnswer, WireRequest } from './wire-request.ts';

/** What a scenario may look at. */
export interface ScenarioMoment {
  /** When the world, or this link of a chain, began, ms UTC. */
  launchedAt: number;
  /** The world's time, ms UTC. */
  now: number;
  /** True the first time it is asked about something in this run. */
  once: (what: string) => boolean;
}

/** From some time after the launch on, ms, a document must be accepted before there is a session. */
export interface LaterStep {
  type: StepType;
  after: number;
}

/** Sessions given before this time after the launch, ms, are refused from then on, in these words. */
export interface SessionEnd {
  after: number;
  message: 'invalid or expired jwt' | 'invalid auth session';
}

/** The oldest client version that gets data, from this time after the launch on, ms. */
export interface RaisedVersion {
  after: number;
  version: string;
}

/** The worn sensor ends and the next one is put on at these times after the launch, ms. */
export interface SensorChange {
  ends: number;
  next: number;
}

/** A way the service and the people behave. What a scenario leaves out is as on an ordinary day. */
export interface Scenario {
  /** One line, for the command line's help. */
  description: string;
  /** Who shares with the account, in the order of the list. */
  people: readonly SimulatedPerson[];
  /** World minutes after which all is as on an ordinary day again, for a client that behaves too. Default 0. */
  minutes?: number;
  /** Documents the account must accept before it gets a session, in order. */
  steps?: readonly (StepType | LaterStep)[];
  sessionEnds?: readonly SessionEnd[];
  raisedVersions?: readonly RaisedVersion[];
  /** Of the first person; everybody else's follow the calendar. */
  sensorChanges?: readonly SensorChange[];
  /**
   * Changes the glucose of somebody at an instant (mg/dL; off 40-500 is HI or LO), live, graph and trend alike.
   * null: the phone sent nothing then. Must be pure, so that the past stays what it was.
   * @param ordinary what truly is in the body at an instant without the scenario: no noise
   */
  glucose?(
    mgdl: number,
    at: number,
    person: SimulatedPerson,
    launchedAt: number,
    ordinary: (at: number) => number,
  ): number | null;
  /** Up to when the service has somebody's readings at `now`, as the newest one or in the graph; ms UTC. Pure. */
  knownUntil?(of: 'live' | 'graph', now: number, person: SimulatedPerson, launchedAt: number): number;
  /** How far ahead, in ms, a live reading measured at an instant is dated. Pure. */
  datedAhead?(at: number, person: SimulatedPerson, launchedAt: number): number;
  /** Answers a request itself, before any check; null leaves it to the service. */
  intercept?(request: WireRequest, moment: ScenarioMoment): WireAnswer | null;
  /** Changes what the service answers. */
  change?(reply: WireAnswer, request: WireRequest, moment: ScenarioMoment): WireAnswer;
  /** Milliseconds of the clock, not of the world, before a request is answered. */
  delay?(request: WireRequest, moment: ScenarioMoment): number;
}

/** What happens, whoever it happens to. */
export type Course = Omit<Scenario, 'people'> & { minutes: number };

/** Every course leaves this much ordinary time before anything happens, in minutes. */
export const LEAD = 3;

/** World minutes from the launch to an instant (ms UTC). */
export function minutesSince(launchedAt: number, at: number): number {
  return (at - launchedAt) / MINUTE;
}

/** Whether the world is between two minutes after the launch; the later one is outside. */
export function isBetween({ launchedAt, now }: ScenarioMoment, from: number, until: number): boolean {
  const minute = minutesSince(launchedAt, now);
  return minute >= from && minute < until;
}
