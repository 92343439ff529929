import type { AccountLimits } from '../../shared/alarms/rules.ts';
import type { Person, Reading } from '../../shared/glucose/reading.ts';
import type { Target } from '../../shared/glucose/range.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import type { Result } from '../../shared/result.ts';

/** A sensor as the account names it. `activatedAt` in ms UTC. */
export interface Sensor {
  serial: string;
  activatedAt: number | null;
  warmUpMinutes: number | null;
  /** LibreLinkUp's `pt`: 3 Libre 2, 4 Libre 3. */
  productType: number | null;
}

/** One person who shares with this account, with the latest reading if there is one. */
export interface Connection {
  person: Person;
  unit: Unit;
  target: Target | null;
  sensor: Sensor | null;
  latest: Reading | null;
  /** Limits at which the account itself alarms; to be offered, never applied unasked. */
  alarmLimits: AccountLimits;
}

/** The last twelve hours of one person, oldest first, and how many points could not be read. */
export interface Graph {
  connection: Connection | null;
  readings: Reading[];
  skipped: number;
}

/** Where readings come from. LibreLinkUp today; another service can take its place behind these calls. */
export interface Source {
  connections(): Promise<Result<Connection[]>>;
  graph(patientId: string): Promise<Result<Graph>>;
  /** Scans and alarms of about 14 days, oldest first. */
  logbook(patientId: string): Promise<Result<Reading[]>>;
}
