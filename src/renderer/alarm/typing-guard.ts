/** So long without a key, and what is typed is meant for this window. */
export const STILL_MS = 1500;

/**
 * Keeps keys away from a window that came by itself: some desktops give every new window the keyboard, and what is typed
 * on elsewhere must not answer an alarm. Its first key counts once nobody has typed for a moment, or the mouse was used.
 */
export class TypingGuard {
  readonly #monotonic: () => number;
  /** When it came, or the last key that was not meant for it, ms; null: it takes keys. */
  #last: number | null;

  /** It begins on guard: a page that is new came by itself. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
    this.#last = monotonic();
  }

  /** The window has come up, has been given the keyboard, or shows something new under the hand. */
  came(): void {
    this.#last = this.#monotonic();
  }

  /** Somebody has turned to it. */
  touched(): void {
    this.#last = null;
  }

  /** @returns whether the key is meant for this window */
  takes(): boolean {
    if (this.#last === null) return true;
    const now = this.#monotonic();
    const isMeant = now - this.#last >= STILL_MS;
    this.#last = isMeant ? null : now;
    return isMeant;
  }

  /** Stands before everything else that listens in the page. */
  watch(page: Window): void {
    // A key that is let go of belongs to the press before, and is no typing of its own.
    let taken = false;
    const withhold = (event: Event): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const pressed = (event: Event): void => {
      taken = this.takes();
      if (!taken) withhold(event);
    };
    const rest = (event: Event): void => {
      if (!taken) withhold(event);
    };
    page.addEventListener('keydown', pressed, true);
    for (const kind of ['keypress', 'keyup', 'beforeinput']) page.addEventListener(kind, rest, true);
    page.addEventListener('pointerdown', () => this.touched(), true);
    page.addEventListener('focus', (event) => event.target === page && this.came(), true);
  }
}
