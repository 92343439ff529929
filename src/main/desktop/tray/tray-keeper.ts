import { MINUTE, SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';

/** `none`: nobody here shows icons. `lost`: somebody does, but not ours. `hidden`: the system keeps it out of sight. */
export type TrayState = 'shown' | 'none' | 'lost' | 'hidden';
/** `host`: somebody shows icons, and does not tell which. null: nobody says anything. */
export type TrayAnswer = TrayState | 'host' | null;

/**
 * How often it is looked, and how soon where the desktop may still be starting or something is new: sooner than a beat,
 * and counted from the answer, which may take long.
 */
export const LOOK_EVERY_MS = 30 * SECOND;
export const LOOK_SOON_MS = 2 * SECOND;
/** An icon is made by then, though nobody seems to show it: a panel may do so in the older way, which is not on the bus. */
const MADE_BY_MS = MINUTE;
/** Between two icons that are not shown, at first and at most. */
const ANEW_AFTER_MS = 10 * SECOND;
const ANEW_AFTER_MOST_MS = 10 * MINUTE;

export interface TrayKeeperOptions {
  clock: Clock;
  /** Waits about `LOOK_EVERY_MS`, with whatever wakes the program anyhow; returns what ends the wait. Without: by the clock. */
  later?: (callback: () => void) => () => void;
  ask: () => Promise<TrayAnswer>;
  /** Makes the icon, in place of the one before. */
  make: () => void;
  /** Told when `state` is another than before. */
  onChange: () => void;
}

/**
 * Sees to it that the icon is shown. Chromium looks for a panel once, as an icon is made: one made before the panel is
 * there, or before it was started anew, is not seen all day. So it is made once somebody shows icons, and made anew where
 * ours is not among those shown. What is not as it should be counts once it is seen twice: an icon takes its moment.
 */
export class TrayKeeper {
  readonly #options: TrayKeeperOptions;
  #state: TrayState | null = null;
  #madeBy = 0;
  #isMade = false;
  /** The icon was made, or stood, while nobody showed any. */
  #mayBeLost = false;
  /** What was wrong when it was last looked. */
  #doubt: TrayAnswer = null;
  #anewAt = 0;
  #anewAfter = ANEW_AFTER_MS;
  #isStopped = false;
  #cancel = () => {};

  constructor(options: TrayKeeperOptions) {
    this.#options = options;
  }

  /** How the icon stands; null: not known. */
  get state(): TrayState | null {
    return this.#state;
  }

  start(): void {
    this.#madeBy = this.#options.clock.monotonic() + MADE_BY_MS;
    void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #look(): Promise<void> {
    const { clock, ask, onChange, later = byClock(clock) } = this.#options;
    const answer = await ask().catch(() => null);
    if (this.#isStopped) return;
    const before = this.#state;
    const isSoon = this.#judge(answer);
    const look = () => void this.#look();
    this.#cancel = isSoon ? clock.after(LOOK_SOON_MS, look) : later(look);
    if (this.#state !== before) onChange();
  }

  /** @returns whether to look again soon */
  #judge(answer: TrayAnswer): boolean {
    if (!this.#isMade) return this.#makeFirst(answer);
    const isWrong = answer === 'lost' || answer === 'hidden' || (answer === 'host' && this.#mayBeLost);
    const isNew = isWrong && this.#doubt !== answer;
    this.#doubt = isWrong ? answer : null;
    if (isNew) return true;
    this.#state = answer === 'host' ? null : answer;
    if (answer === 'none') this.#mayBeLost = true;
    if (answer === 'shown') this.#mayBeLost = false;
    if (answer === 'none' || answer === 'shown') this.#anewAfter = ANEW_AFTER_MS;
    // A new one would be hidden just as well.
    return isWrong && answer !== 'hidden' ? this.#makeAnew() : false;
  }

  #makeFirst(answer: TrayAnswer): boolean {
    this.#state = answer === 'none' ? 'none' : null;
    if (answer === 'none' && this.#options.clock.monotonic() < this.#madeBy) return true;
    this.#mayBeLost = answer === 'none';
    this.#make();
    return true;
  }

  #makeAnew(): boolean {
    if (this.#options.clock.monotonic() < this.#anewAt) return false;
    this.#mayBeLost = false;
    this.#anewAfter = Math.min(2 * this.#anewAfter, ANEW_AFTER_MOST_MS);
    this.#make();
    return true;
  }

  #make(): void {
    this.#isMade = true;
    this.#doubt = null;
    this.#anewAt = this.#options.clock.monotonic() + this.#anewAfter;
    this.#options.make();
  }
}

function byClock(clock: Clock): NonNullable<TrayKeeperOptions['later']> {
  return (callback) => clock.after(LOOK_EVERY_MS, callback);
}
