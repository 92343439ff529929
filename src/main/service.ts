import type { Target } from '../shared/glucose/range.ts';
import type { Problem } from '../shared/problems.ts';
import type { ClinicReportProps } from '../shared/report/clinic-figures.ts';
import type { Result } from '../shared/result.ts';
import type { TargetSet } from '../shared/statistics/target-sets.ts';
import type { OffsetAt } from '../shared/statistics/civil-clock.ts';
import type { DayKind } from '../shared/statistics/ambulatory-profile.ts';
import type { Statistics } from '../shared/statistics/statistics.ts';
import type { DaySummary, HourAverage, TimeInRange } from '../shared/statistics/summaries.ts';
import type { Credentials } from './credentials/vault.ts';
import type { PersonInfo } from './history/people.ts';
import type { Pattern } from './history/questions/figures.ts';
import type { EdgeWindow as Window } from './history/questions/readings.ts';
import type { AccountInfo } from './libre/client.ts';
import type { Consent } from './libre/sign-in.ts';
import type { Connection } from './libre/source.ts';
import { OneShot, type Backfilled, type Recorded } from './monitor/one-shot.ts';
import { authenticate, logout } from './profile/account.ts';
import { Profile, type RequestOptions, type ServerOptions } from './profile/profile.ts';
import { clinicReport } from './reports/clinic.ts';
import { peopleOf } from './reports/people.ts';
import { newestReadings, storedReadings, type PersonReading } from './reports/readings.ts';
import { dailySummary, hourlyAverage, patternOf, statisticsOf, timeInRange } from './reports/statistics.ts';
import { wearersClock } from './reports/wearers-clock.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Clock } from './time/clock.ts';

export type { Backfilled, Pattern, PersonReading, Recorded, Window };

/** What a program can decide. */
export interface ServiceOptions extends ServerOptions, RequestOptions {
  /** Folder for history, settings and state; made where it is missing. */
  dataDir: string;
  clock?: Clock;
  /** Signs in with these and touches no keychain; the session stays in memory. Without: the keychain's. */
  credentials?: Credentials;
}

/**
 * Everything Glucoglance does without a screen: sign in, ask, record, look back. A façade for programs and the command
 * line; what it does is in the rooms it names. Opens files, keychain and connections only when a call needs them;
 * whoever made it closes it.
 */
export class GlucoseService {
  readonly #profile: Profile;
  readonly #oneShot: OneShot;

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#oneShot = new OneShot(profile);
  }

  /** What the user should hear although the work goes on, such as settings or readings that could not be read. */
  get notices(): Problem[] {
    return [...this.#profile.notices, ...this.#oneShot.doubts];
  }

  settings(): Result<SettingsStore> {
    return this.#profile.settings();
  }

  /** See `authenticate` of the profile. */
  authenticate(credentials?: Credentials, consent?: Consent): Promise<Result<AccountInfo>> {
    return authenticate(this.#profile, credentials, consent);
  }

  /** Forgets credentials and session. The server may honour the token until it ends. */
  logout(): Promise<Result<void>> {
    return logout(this.#profile);
  }

  /** Everyone who shares with this account, with their latest reading. An empty list is `nobodyShares`. */
  getConnections(): Promise<Result<Connection[]>> {
    return this.#oneShot.getConnections();
  }

  /** The latest reading of one person or of everyone followed. One from the future is never the latest. */
  getCurrentGlucose(patient?: string): Promise<Result<PersonReading[]>> {
    return this.#oneShot.getCurrentGlucose(patient);
  }

  /** The graph points of the last 12 hours, oldest first. */
  getGraphReadings(patient?: string): Promise<Result<PersonReading[]>> {
    return this.#oneShot.getGraphReadings(patient);
  }

  /** Records the latest reading of everyone followed; see `OneShot`. */
  recordGlucose(minimumIntervalSeconds?: number): Promise<Result<Recorded>> {
    return this.#oneShot.recordGlucose(minimumIntervalSeconds);
  }

  /** Records the graph points the history lacks, of one person or of everyone followed. */
  recordGraph(patient?: string): Promise<Result<Backfilled>> {
    return this.#oneShot.recordGraph(patient);
  }

  /** Stored readings of one person or of everyone, oldest first. */
  history(patient?: string, window: Window = {}): Promise<Result<PersonReading[]>> {
    return storedReadings(this.#profile, patient, window);
  }

  /** The newest recorded reading of one person or of everyone; none from the future. */
  newestReadings(patient?: string): Promise<Result<PersonReading[]>> {
    return newestReadings(this.#profile, patient);
  }

  /** A summary per civil day of the wearer, of the last `days` days including today. */
  dailySummary(patient: string | undefined, days: number): Promise<Result<DaySummary[]>> {
    return dailySummary(this.#profile, patient, days);
  }

  /** Averages per civil hour of the wearer, of the last `days` × 24 hours. */
  hourlyAverage(patient: string | undefined, days: number): Promise<Result<HourAverage[]>> {
    return hourlyAverage(this.#profile, patient, days);
  }

  /** The shares below, inside and above `bounds` (mg/dL; default: the person's target) in the last `days` × 24 hours. */
  timeInRange(
    patient: string | undefined,
    days: number,
    bounds?: Partial<Target>,
  ): Promise<Result<TimeInRange>> {
    return timeInRange(this.#profile, patient, days, bounds);
  }

  /** The consensus figures of a window; see `statisticsOf`. */
  statistics(patient?: string, window?: Window): Promise<Result<Statistics>> {
    return statisticsOf(this.#profile, patient, window);
  }

  /** The daily pattern of a window; see `patternOf`. */
  pattern(patient?: string, window?: Window, only?: DayKind | null): Promise<Result<Pattern>> {
    return patternOf(this.#profile, patient, window, only);
  }

  /** All that stands in the glucose report; see `clinicReport`. */
  clinicReport(
    patient: string | undefined,
    window: Window,
    targets: TargetSet | null,
  ): Promise<Result<ClinicReportProps>> {
    return clinicReport(this.#profile, { patient, window, targets });
  }

  /** Everyone in the history, or the one named, as last heard of. */
  people(patient?: string): Promise<Result<PersonInfo[]>> {
    return peopleOf(this.#profile, patient);
  }

  /** Somebody's clock, as far as it is needed; see `wearersClock` of the reports. */
  wearersClock(patientId: string, instants: readonly number[]): Promise<OffsetAt> {
    return wearersClock(this.#profile, patientId, instants);
  }

  /** The time by which ages are judged, ms UTC; see `TrustedTime`. */
  now(): number {
    return this.#profile.time.now();
  }

  /** How far the computer's clock is ahead of the server's (behind: negative), ms; null while it is right or unknown. */
  clockWrongBy(): number | null {
    return this.#profile.time.wrongBy();
  }

  close(): Promise<void> {
    return this.#profile.close();
  }
}

/** The service for programs; see the README for an example. Nothing is opened before the first call. */
export function createGlucoseService(options: ServiceOptions): GlucoseService {
  return new GlucoseService(new Profile({ ...options, server: options, requests: options }));
}
