import { causesTonight, worthSaying, type Tonight } from '../../shared/night/causes.ts';
import { isEveningDue, type EveningCheck } from '../../shared/night/evening.ts';
import { nightSentence } from '../../shared/night/sentence.ts';
import type { Way } from '../../shared/night/told.ts';
import type { OffsetAt } from '../../shared/statistics/civil-clock.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { answered } from '../files/in-turn.ts';
import { systemOffset } from '../time/civil-time.ts';
import type { Pulse } from '../time/pulse.ts';
import { keepEveningCheck, lastEveningCheck } from './evening-file.ts';

const LOOK_MS = MINUTE;
/** A computer that has just been started or woken up has no network yet, and its server has not been asked. */
const SETTLED_MS = 2 * MINUTE;
/** The way to the server is noted so often, and for so long it is that of the day. */
const NOTE_MS = HOUR;
const DAY_MS = 12 * HOUR;

export interface EveningWatchOptions {
  dataDir: string;
  pulse: Pulse;
  /** When the evening begins, minutes since midnight; null: nobody wants a check, or there is nobody to watch over. */
  wantedAt: () => number | null;
  /** Whoever sees to an alarm is not told of anything else. */
  alarmIsOn: () => boolean;
  /** Asks the computer, and how alarms would reach somebody. */
  look: () => Promise<Pick<Tonight, 'told' | 'faults' | 'keepsAwake'>>;
  way: () => Promise<Way>;
  /** Told what there is to say, once an evening at most. */
  say: (sentence: string) => void;
  onFault: (error: unknown) => void;
  offsetAt?: OffsetAt;
}

/**
 * Finds out in the evening what would keep this computer from alarming tonight, and says it in one sentence; where
 * nothing would, nothing is said. Slept through, it comes once the computer is awake, as long as the evening lasts.
 */
export class EveningWatch {
  readonly #options: EveningWatchOptions;
  /** undefined: not read yet. */
  #last: EveningCheck | null | undefined;
  #sleeps = 0;
  /** Since when it has been awake, by the monotonic clock. */
  #awakeSince = 0;
  /** The oldest first. `at`: ms UTC, by the computer's clock. */
  #ways: readonly { at: number; way: Way }[] = [];
  #isUnderWay = false;
  #end = () => {};

  constructor(options: EveningWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { pulse, dataDir } = this.#options;
    this.#sleeps = pulse.sleeps();
    this.#awakeSince = pulse.clock.monotonic();
    this.#end = pulse.beat(LOOK_MS, () => void this.#beat());
    // A disk that does not answer costs no more than a second word.
    void answered(pulse.clock, lastEveningCheck(dataDir), null).then((last) => (this.#last ??= last));
  }

  stop(): void {
    this.#end();
  }

  async #beat(): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      if (this.#isSettled()) await this.#check();
    } catch (error) {
      this.#options.onFault(error);
    } finally {
      this.#isUnderWay = false;
    }
  }

  #isSettled(): boolean {
    const { pulse } = this.#options;
    const sleeps = pulse.sleeps();
    const time = pulse.clock.monotonic();
    if (sleeps !== this.#sleeps) this.#awakeSince = time;
    this.#sleeps = sleeps;
    return time - this.#awakeSince >= SETTLED_MS;
  }

  async #check(): Promise<void> {
    const { dataDir, alarmIsOn, look, say } = this.#options;
    if (!this.#isDue()) return this.#noteWay();
    if (alarmIsOn()) return;
    const now = this.#now();
    const [found, way] = await Promise.all([look(), this.#options.way()]);
    // Much may have happened while the computer thought about it.
    if (alarmIsOn() || !this.#isDue()) return;
    const causes = causesTonight({ ...found, now: way, byDay: this.#byDay(now) });
    const news = worthSaying(causes, this.#last?.causes ?? []);
    this.#last = { at: now, causes };
    void keepEveningCheck(dataDir, this.#last);
    if (news.length > 0) say(nightSentence(news));
  }

  #isDue(): boolean {
    const { wantedAt, offsetAt = systemOffset } = this.#options;
    const minute = wantedAt();
    if (minute === null || this.#last === undefined) return false;
    return isEveningDue(this.#now(), minute, this.#last?.at ?? null, offsetAt);
  }

  #now(): number {
    return this.#options.pulse.clock.now();
  }

  async #noteWay(): Promise<void> {
    const now = this.#now();
    this.#ways = this.#ways.filter(({ at }) => at <= now && at > now - DAY_MS);
    if ((this.#ways.at(-1)?.at ?? -Infinity) > now - NOTE_MS) return;
    const way = await this.#options.way();
    this.#ways = [...this.#ways, { at: now, way }];
  }

  /** As it was for the first time today, if that is long enough ago. */
  #byDay(now: number): Way | null {
    return this.#ways.find(({ at }) => at > now - DAY_MS && at <= now - NOTE_MS)?.way ?? null;
  }
}
