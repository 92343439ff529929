import type { AccountLimits } from '../../shared/alarms/rules.ts';
import type { Person, Reading } from '../../shared/glucose/reading.ts';
import type { Target } from '../../shared/glucose/range.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import type { Result } from '../../shared/result.ts';
import { MINUTE } from '../../shared/time.ts';

/** A sensor as the account names it. `activatedAt` in ms UTC. */
export interface Sensor {
  serial: string;
  activatedAt: number | null;
  warmUpMinutes: number | null;
  /** LibreLinkUp's `pt`: 3 Libre 2, 4 Libre 3. */
  productType: number | null;
}

/**
 * What is to be said of somebody's latest reading: one is there but cannot be read, or two of one instant say different
 * things.
 */
export type Doubt = 'unreadable' | 'contradicting';

/** One person who shares with this account, with the latest reading if there is one. */
export interface Connection {
  person: Person;
  unit: Unit;
  target: Target | null;
  sensor: Sensor | null;
  latest: Reading | null;
  doubt: Doubt | null;
  /** Limits at which the account itself alarms; to be offered, never applied unasked. */
  alarmLimits: AccountLimits;
}

/** Everyone who shares; whoever is missing may be among the entries that could not be read. */
export interface Sharing {
  people: Connection[];
  unreadable: number;
}

/** The last twelve hours of one person, oldest first, and how many points could not be read. */
export interface Graph {
  connection: Connection | null;
  readings: Reading[];
  skipped: number;
}

/** A sensor measures nothing for this long where the account does not say, and no sensor for longer than the most. */
const USUAL_WARM_UP_MINUTES = 60;
const MOST_WARM_UP_MINUTES = 120;

/** From when on a sensor gives readings, ms UTC; null where its start is not known. */
export function measuresFrom({ activatedAt, warmUpMinutes }: Sensor): number | null {
  const minutes = warmUpMinutes ?? USUAL_WARM_UP_MINUTES;
  const believed = minutes > MOST_WARM_UP_MINUTES ? USUAL_WARM_UP_MINUTES : minutes;
  return activatedAt === null ? null : activatedAt + believed * MINUTE;
}

/** Where readings come from. LibreLinkUp today; another service can take its place behind these calls. */
export interface Source {
  connections(): Promise<Result<Sharing>>;
  graph(patientId: string): Promise<Result<Graph>>;
  /** Scans and alarms of about 14 days, oldest first. */
  logbook(patientId: string): Promise<Result<Reading[]>>;
}
