import { isDeepStrictEqual } from 'node:util';
import type { Armed } from '../../shared/alarms/armed.ts';
import { ENGLISH, speechOf, type SystemSpeech } from '../../shared/messages/speech.ts';
import type { Snapshot } from '../../shared/state/snapshot.ts';
import type { Notice } from '../../shared/state/notices.ts';
import type { Problem } from '../../shared/problems.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts';

/** What the session knows of what is shown. */
export interface SessionSlice extends Pick<
  Snapshot,
  'mode' | 'state' | 'alarms' | 'clockOffset' | 'settings' | 'vault' | 'backup' | 'upload' | 'feed'
> {
  /** What the user should hear although the work goes on. */
  problems: readonly Problem[];
}

export interface SnapshotsOptions {
  /** How the system's person reads. */
  system: () => SystemSpeech;
  /** Told what a listener threw: nobody else is kept from a snapshot by it. */
  onFault: (error: unknown) => void;
}

/**
 * The one writer of what is shown. Its parts publish what they know, alarms, tray and windows read the last snapshot.
 * Whoever publishes while it is being told tells everybody anew: nobody hears of the older one last.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  #listeners: readonly ((snapshot: Snapshot) => void)[] = [];
  #last: Snapshot;
  #problems: readonly Problem[] = [];
  /** Shown until they are dismissed; of each code the newest. */
  #notices: readonly Notice[] = [];

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#last = {
      sequence: 0,
      clockOffset: 0,
      speech: ENGLISH,
      mode: 'starting',
      state: null,
      settings: DEFAULT_SETTINGS,
      alarms: [],
      armed: { faults: [], testedAt: null },
      vault: null,
      backup: null,
      upload: null,
      feed: null,
      update: null,
      notices: [],
    };
  }

  get last(): Snapshot {
    return this.#last;
  }

  /** Listeners are told in the order they came. @returns what ends the subscription */
  subscribe(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener);
    };
  }

  /** Who is followed, and all that is known of them. */
  publishSession({ problems, ...slice }: SessionSlice): void {
    this.#problems = problems.filter(
      (one, index) => problems.findIndex((other) => isDeepStrictEqual(one, other)) === index,
    );
    this.#publish(slice);
  }

  /** Whether alarms would be noticed. */
  publishArmed(armed: Armed): void {
    if (!isDeepStrictEqual(armed, this.#last.armed)) this.#publish({ armed });
  }

  /** What is known of newer versions. */
  publishUpdate(update: Snapshot['update']): void {
    if (!isDeepStrictEqual(update, this.#last.update)) this.#publish({ update });
  }

  /** Shows a notice until it is dismissed; of each code the newest. */
  notify(notice: Notice): void {
    this.#notices = [...this.#notices.filter(({ code }) => code !== notice.code), notice];
    this.#publish({});
  }

  dismiss(code: Notice['code']): void {
    this.#notices = this.#notices.filter((one) => one.code !== code);
    this.#publish({});
  }

  #publish(slice: Partial<Snapshot>): void {
    const problems = this.#problems.map((one): Notice => ({ code: 'problem', problem: one }));
    const { settings } = { ...this.#last, ...slice };
    const snapshot: Snapshot = {
      ...this.#last,
      ...slice,
      speech: speechOf(settings.desktop, this.#options.system()),
      notices: [...this.#notices, ...problems],
      sequence: this.#last.sequence + 1,
    };
    this.#last = snapshot;
    for (const listener of this.#listeners) {
      try {
        listener(snapshot);
      } catch (error) {
        this.#options.onFault(error);
      }
      // It has published something newer, which everybody has heard by now.
      if (this.#last !== snapshot) return;
    }
  }
}
