import type Electron from 'electron';
import type { PersonState } from '../../../shared/state/app-state.ts';
import {
  MOST_MEGABYTES,
  relaunchStep,
  relaunchWait,
  type RelaunchHold,
  type RelaunchSituation,
} from '../../../shared/state/planned-relaunch.ts';
import { rulesFor, type Settings } from '../../../shared/settings/settings.ts';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import { MINUTE } from '../../../shared/time.ts';
import type { ChosenVault } from '../../credentials/vault.ts';
import type { AppLog } from '../../log/app-log.ts';
import { systemOffset } from '../../time/civil-time.ts';
import type { Pulse } from '../../time/pulse.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { startAnewForMemory, startedForMemory, type StartedAnew } from './starting-anew.ts';
import type { UnderWay } from './under-way.ts';

const LOOK_MS = MINUTE;
const MEGABYTE = 1024 * 1024;

export interface RelaunchOptions {
  app: StartedAnew & Pick<Electron.App, 'quit' | 'once'>;
  log: Pick<AppLog, 'write'>;
  underWay: Pick<UnderWay, 'isAnything'>;
  process?: Pick<NodeJS.Process, 'argv' | 'env'> & { memoryUsage: Pick<NodeJS.MemoryUsageFn, 'rss'> };
}

/** What it has to know of the rest of the program. */
export interface Around {
  pulse: Pulse;
  /** The time by which ages are judged, ms UTC. */
  now: () => number;
  snapshots: { readonly last: Snapshot };
  window: Pick<MainWindow, 'openPage' | 'isUnsaved' | 'isInUse'>;
  /** What the program does by itself and must not be cut off. */
  isAtWork: () => boolean;
  /** Looks for the place of the password as a start does. */
  chooseVault: () => Promise<ChosenVault>;
}

/** How much memory the program takes, MB, and why it does not start anew for it; null: it need not, or is about to. */
export interface MemoryState {
  megabytes: number;
  hold: RelaunchHold | null;
}

/** Starts a program anew that takes too much memory, when nobody loses anything by it; see `relaunchStep`. */
export class PlannedRelaunch {
  readonly #options: RelaunchOptions;
  readonly #process: NonNullable<RelaunchOptions['process']>;
  /** Since when it is too much, by the monotonic clock; null: it is not. */
  #overSince: number | null = null;
  #hold: RelaunchHold | null = null;
  #tries = 0;
  /** By the monotonic clock. */
  #notBefore = -Infinity;
  #isLooking = false;
  /** The program is ending. */
  #isOver = false;

  constructor(options: RelaunchOptions) {
    this.#options = options;
    this.#process = options.process ?? process;
  }

  get state(): MemoryState {
    return { megabytes: this.#megabytes, hold: this.#hold };
  }

  /** @returns what ends it */
  watch(around: Around): () => void {
    const { pulse } = around;
    const startedAt = pulse.clock.monotonic();
    return pulse.beat(LOOK_MS, () => void this.#look(around, startedAt));
  }

  async #look(around: Around, startedAt: number): Promise<void> {
    const { clock } = around.pulse;
    if (this.#megabytes <= MOST_MEGABYTES) return this.#rest();
    this.#overSince ??= clock.monotonic();
    if (this.#isOver || this.#isLooking || clock.monotonic() < this.#notBefore) return;
    this.#isLooking = true;
    try {
      const situation = (keychain: RelaunchSituation['keychain']) => {
        const now = clock.monotonic();
        const times = { overForMs: now - (this.#overSince ?? now), ranForMs: now - startedAt };
        return relaunchStep(this.#situation(around, times, keychain));
      };
      let next = situation('unasked');
      // Anything may have become otherwise while it was asked.
      if (next.step === 'askKeychain') next = situation((await findsPassword(around)) ? 'answers' : 'silent');
      if (next.step === 'hold') this.#goOn(next.why, clock.monotonic());
      if (next.step === 'relaunch') this.#relaunch(around);
    } finally {
      this.#isLooking = false;
    }
  }

  #relaunch({ window }: Around): void {
    const { app } = this.#options;
    this.#isOver = true;
    this.#say(true);
    const page = window.openPage;
    // Once everything is closed: no two of it at once.
    app.once('will-quit', () => startAnewForMemory(app, this.#process, page));
    app.quit();
  }

  #goOn(why: RelaunchHold, now: number): void {
    this.#tries += 1;
    this.#notBefore = now + relaunchWait(this.#tries);
    if (this.#hold === why) return;
    this.#hold = why;
    this.#say(false);
  }

  #rest(): void {
    this.#overSince = null;
    this.#hold = null;
    this.#tries = 0;
    this.#notBefore = -Infinity;
  }

  #say(relaunch: boolean): void {
    const memoryMb = this.#megabytes;
    this.#options.log.write({ event: 'MEMORY', memoryMb, relaunch, ...(!relaunch && { hold: this.#hold }) });
  }

  get #megabytes(): number {
    return this.#process.memoryUsage.rss() / MEGABYTE;
  }

  #situation(
    { snapshots, window, now: trusted, pulse, isAtWork }: Around,
    { overForMs, ranForMs }: { overForMs: number; ranForMs: number },
    keychain: RelaunchSituation['keychain'],
  ): RelaunchSituation {
    const { mode, state, alarms, settings } = snapshots.last;
    const people = state?.people ?? [];
    const now = trusted();
    const computer = pulse.clock.now();
    const wearers = people.map(({ reading }) => reading?.utcOffsetSeconds ?? systemOffset(now));
    return {
      overForMs,
      sinceLastMs: startedForMemory(this.#process.argv) ? ranForMs : null,
      follows: mode === 'account',
      alarms,
      lowAgoMs: lowAgoMs(people, settings, now),
      clocks: [
        { at: computer, offsetSeconds: systemOffset(computer) },
        ...wearers.map((offsetSeconds) => ({ at: now, offsetSeconds })),
      ],
      night: settings.alarms.low.night,
      isRecorded: state?.storage === null,
      isAtWork: this.#options.underWay.isAnything || isAtWork(),
      isUnsaved: window.isUnsaved,
      isInUse: window.isInUse,
      keychain,
    };
  }
}

/** As the next start will look for it: where it is found elsewhere by then, or not at all, nobody would be watched. */
async function findsPassword({ chooseVault, snapshots }: Around): Promise<boolean> {
  const { vault, state } = await chooseVault();
  if (state.kind === 'memory' || state.kind !== snapshots.last.vault?.kind) return false;
  const found = await vault.readCredentials();
  return found.ok && found.value !== null;
}

/** How long ago the last low of anybody was measured, ms; null: none of the last hours. */
function lowAgoMs(people: readonly PersonState[], settings: Settings, now: number): number | null {
  const lows = people.flatMap(({ person, recent, reading }) => {
    const { limit } = rulesFor(settings, person.patientId).low;
    const known = reading === null ? recent : [...recent, reading];
    return known
      .filter(({ mgdl, target }) => mgdl <= limit || (target !== null && mgdl < target.low))
      .map(({ measuredAt }) => now - measuredAt);
  });
  return lows.length === 0 ? null : Math.min(...lows);
}
