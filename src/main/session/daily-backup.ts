import { isDeepStrictEqual } from 'node:util';
import { problem, type Problem } from '../../shared/problems.ts';
import type { Result } from '../../shared/result.ts';
import type { BackupState } from '../../shared/state/backup-state.ts';
import { instantOf, type OffsetAt } from '../../shared/statistics/civil-clock.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import type { AnswerOf, RequestOf } from '../history/acts.ts';
import type { HistoryPort } from '../history/port.ts';
import { localDayStart, systemOffset } from '../time/civil-time.ts';
import type { Pulse } from '../time/pulse.ts';

/** Looked at this often, for the first time so long after the start: then others have had their turn. */
const LOOK_MS = MINUTE;
/** After a try that came to nothing. */
const TRY_AGAIN_MS = HOUR;
/** When the last one was made is kept for so long: others may make one or take it away meanwhile. */
const KEPT_MS = HOUR;
/** The day of backups begins after the night, by the computer's clock. */
const BEGINS_MS = 6 * HOUR;
/** From the second failure in a row on it is a matter for an alarm. */
const ALARMING = 2;

export interface DailyBackupOptions {
  history: () => HistoryPort;
  pulse: Pulse;
  /** The time that is trusted, ms UTC. */
  now: () => number;
  /** Whether it is for this process, and now, to make one. */
  mayMake: () => boolean;
  /** Told when the state is another than before. */
  onChange: (state: BackupState) => void;
  offsetAt?: OffsetAt;
}

/** Makes a backup a day of a history that is recorded to, beside all else, and knows how that went. */
export class DailyBackup {
  readonly #options: DailyBackupOptions;
  #state: BackupState | null = null;
  /** By the monotonic clock. */
  #triedAt = -Infinity;
  /** When it was asked what the last one is, by the monotonic clock. */
  #askedAt = -Infinity;
  #isUnderWay = false;
  #end = () => {};
  #isRunning = true;

  constructor(options: DailyBackupOptions) {
    this.#options = options;
  }

  /** Null before it is known. */
  get state(): BackupState | null {
    return this.#state;
  }

  /** One is being made by itself. */
  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  get failsAgain(): boolean {
    return (this.#state?.failures ?? 0) >= ALARMING;
  }

  start(): void {
    this.#end();
    this.#isRunning = true;
    this.#end = this.#options.pulse.beat(LOOK_MS, () => void this.look());
  }

  stop(): void {
    this.#end();
    this.#isRunning = false;
  }

  /** Makes one if it is time. @returns once it is tried */
  async look(): Promise<void> {
    const { mayMake, now, offsetAt = systemOffset, pulse } = this.#options;
    const waits = (this.#state?.problem ?? null) !== null;
    if (this.#isUnderWay || !mayMake()) return;
    const time = pulse.clock.monotonic();
    if (waits && time - this.#triedAt < TRY_AGAIN_MS) return;
    const isFresh = time - this.#askedAt < KEPT_MS;
    if (isFresh && !isDue(this.#state?.last?.at ?? null, now(), offsetAt)) return;
    this.#isUnderWay = true;
    try {
      const last = await this.#ask('lastBackup', null);
      if (!last.ok) return this.#failed(last.problem);
      this.#askedAt = time;
      const { problem: why = null, failures = 0 } = this.#state ?? {};
      this.#know({ last: last.value, problem: why, failures });
      if (!isDue(last.value?.at ?? null, now(), offsetAt)) return;
      const made = await this.#ask('backup', { output: null });
      if (!made.ok) return this.#failed(made.problem);
      const { at, bytes } = made.value;
      this.#know({ last: { at, bytes }, problem: null, failures: 0 });
    } catch {
      // Nobody waits for it any more, since all of it ends; else the next look tries again.
    } finally {
      this.#isUnderWay = false;
    }
  }

  /** Makes one because somebody wants it now; it is the day's as well. That it failed is told to them alone. */
  async make(signal: AbortSignal): Promise<Result<AnswerOf<'backup'>>> {
    const made = await this.#options.history().ask('backup', { output: null }, signal);
    if (made.ok) {
      const { at, bytes } = made.value;
      this.#know({ last: { at, bytes }, problem: null, failures: 0 });
    }
    return made;
  }

  #ask<N extends 'lastBackup' | 'backup'>(name: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>> {
    return this.#options.history().ask(name, request);
  }

  #failed(why: Problem): void {
    const { code, params } = why;
    if (!this.#isRunning || PASSING.has(code)) return;
    this.#triedAt = this.#options.pulse.clock.monotonic();
    const { last = null, failures = 0 } = this.#state ?? {};
    if (code === 'diskNearlyFull') this.#know({ last, problem: why, failures: 0 });
    else if (code === 'diskFull')
      this.#know({ last, problem: problem('diskNearlyFull', { path: params.path }), failures: 0 });
    else {
      const failed = problem('backupFailed', { cause: causeOf(why) });
      this.#know({ last, problem: failed, failures: failures + 1 });
    }
  }

  #know(state: BackupState): void {
    if (isDeepStrictEqual(state, this.#state)) return;
    this.#state = state;
    this.#options.onChange(state);
  }
}

/** What others tell of, or what is over by the next look. */
const PASSING: ReadonlySet<string> = new Set([
  'noReadingYet',
  'historyDamaged',
  'historyAtWork',
  'historyHangs',
  'historySlow',
  'historyReplaced',
  'historyUnderRepair',
]);

function causeOf({ code, params }: Problem): string {
  return 'cause' in params ? params.cause : code;
}

/** Whether the last one is of before the day that has begun at six; or there is none. Instants in ms UTC. */
export function isDue(last: number | null, now: number, offsetAt: OffsetAt): boolean {
  if (last === null) return true;
  const beginnings = [0, 1].map((days) =>
    instantOf(localDayStart(now, days, offsetAt) + BEGINS_MS, offsetAt),
  );
  const begun = beginnings.find((at) => at <= now) ?? now - DAY;
  return last < begun;
}
