import type { WindowEvent, WindowEvents } from '../../../shared/ipc/contracts.ts';
import type { Alive } from '../../../shared/ipc/windows.ts';
import { MINUTE } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';

/** A page that has not said anything for so many events is told nothing more until it does: they would pile up here. */
const MOST_UNHEARD = 200;
/** So often a page that nobody sees is told that main lives: it answers with what would be lost with it. */
const UNSEEN_ALIVE_MS = 10 * MINUTE;

/** What is told; where its page is gone, nothing. */
type Tell = <E extends WindowEvent>(event: E, told: WindowEvents[E]) => boolean;

/** What the page of the main window is told: no more than it takes, and while nobody sees it only what is asked of it. */
export class ToldPage {
  readonly #clock: Clock;
  readonly #last: () => WindowEvents['snapshot:changed'];
  readonly #tell: Tell;
  /** How much it was told since it last said something. */
  #unheard = 0;
  #isUnseen = false;
  #alive: Alive = { overdueMs: 0 };
  /** When it was last told that main lives, by the monotonic clock. */
  #aliveAt = -Infinity;

  /** @param last what there is to show @param tell false: there is no page */
  constructor(clock: Clock, last: () => WindowEvents['snapshot:changed'], tell: Tell) {
    this.#clock = clock;
    this.#last = last;
    this.#tell = tell;
  }

  /** It hangs, as far as is known. */
  get isFull(): boolean {
    return this.#unheard >= MOST_UNHEARD;
  }

  /** Another page, which is seen as soon as it is there. */
  begin(): void {
    this.#unheard = 0;
    this.#isUnseen = false;
  }

  /** It has said something. @returns whether it missed what it was to be told */
  heard(): boolean {
    const { isFull } = this;
    this.#unheard = 0;
    return isFull;
  }

  /** Hidden by us, and to be shown again by nobody else: what the system hides it shows without asking. */
  unseen(): void {
    this.#isUnseen = true;
  }

  /** To be called before it is shown again: its first frame is of now. */
  seen(): void {
    if (!this.#isUnseen) return;
    this.#isUnseen = false;
    this.now();
    this.send('monitor:alive', this.#alive);
  }

  /** Something is to be shown otherwise. */
  changed(): void {
    if (!this.#isUnseen) this.now();
  }

  /** Main lives; to be called a few times a minute. */
  alive(alive: Alive): void {
    this.#alive = alive;
    const now = this.#clock.monotonic();
    if (this.#isUnseen && now - this.#aliveAt < UNSEEN_ALIVE_MS) return;
    this.#aliveAt = now;
    this.send('monitor:alive', alive);
  }

  /** All there is to show. */
  now(): void {
    this.send('snapshot:changed', this.#last());
  }

  send<E extends WindowEvent>(event: E, told: WindowEvents[E]): void {
    if (!this.isFull && this.#tell(event, told)) this.#unheard += 1;
  }
}
