import { join } from 'node:path';
import { problem, type Problem } from '../../shared/problems.ts';
import type { AppState, Link } from '../../shared/state/app-state.ts';
import { SECOND } from '../../shared/time.ts';
import { answered } from '../files/in-turn.ts';
import type { Clock } from '../time/clock.ts';
import { BEAT_MS } from '../time/pulse.ts';
import { KnownState } from './known-state.ts';
import type { MonitorEvent } from './monitor-event.ts';
import { HEARTBEAT_MS, PollerLock } from './poller-lock.ts';
import { PollerBeat, type PollerWho } from './poller-beat.ts';
import { Polls, type PollsOptions } from './polls.ts';

/** So long a start waits for what the last run has recorded. */
const REMEMBERING_MS = 2 * SECOND;
/** And an end for what is still to be recorded. */
const RECORDING_MS = 5 * SECOND;

export interface MonitorOptions extends PollsOptions {
  dataDir: string;
  /** Whom others are told asks here; without, nobody is told. */
  poller?: PollerWho;
}

/**
 * Asks the server again and again, records what it says, and knows at any time what it knows and why not more.
 *
 * One request cycle at a time; one process per data directory, others read along in the history. The network, the
 * server and the disk may fail as they like: each failure is a state with a cause, and the next good poll ends it.
 */
export class Monitor {
  readonly #options: MonitorOptions;
  readonly #clock: Clock;
  readonly #lock: PollerLock;
  readonly #known: KnownState;
  readonly #polls: Polls;
  readonly #beat: PollerBeat | null;
  #starting: Promise<void> | null = null;
  #endBeats = () => {};
  /** When the lock was last kept, by the monotonic clock, and how often the computer had slept by then. */
  #kept = { at: -Infinity, sleeps: 0 };
  #readAt = -Infinity;
  #running = false;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#clock = options.pulse.clock;
    this.#lock = new PollerLock(options.dataDir);
    this.#known = new KnownState(options.profile, this.#clock);
    this.#polls = new Polls(options, this.#known);
    const { poller, profile } = options;
    this.#beat = poller ? new PollerBeat(poller, profile, this.#known, this.#clock) : null;
  }

  get state(): AppState {
    return this.#known.state;
  }

  /** The way to the server, whatever is known of the people. */
  get way(): Link {
    return this.#known.way;
  }

  /** Whether the server is being asked right now. */
  get busy(): boolean {
    return this.#polls.underWay !== null || this.#starting !== null;
  }

  /** How many readings were new to the history since the start. */
  get recorded(): number {
    return this.#known.recorder.recorded;
  }

  /** Once it has stopped: why readings that wait in memory were not recorded; null where none wait. */
  get unrecorded(): Problem | null {
    const { recorder } = this.#known;
    if (!recorder.isWaiting) return null;
    const { dataDir, profile } = this.#options;
    const hangs = () => problem('historyHangs', { path: join(dataDir, 'history.db') });
    return recorder.problem ?? profile.history.state.problem ?? hangs();
  }

  /** @returns what ends the subscription */
  subscribe(listener: (event: MonitorEvent) => void): () => void {
    return this.#known.subscribe(listener);
  }

  /** Knows from the history where the last run left off, before anything is asked. */
  async remember(): Promise<void> {
    await this.#known.readHistory();
    this.#known.publish({});
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#polls.start();
    // What the answers mean depends on it; but a disk that does not answer must not keep anybody from asking.
    this.#starting = this.#atMost(REMEMBERING_MS, this.#known.readHistory())
      .then(() => this.#begin())
      .finally(() => (this.#starting = null));
  }

  async #begin(): Promise<void> {
    if (!this.#running) return;
    await this.#takeTurn();
    if (!this.#running) return;
    this.#tick();
    this.#endBeats = this.#options.pulse.beat(BEAT_MS, this.#tick);
  }

  async #atMost(milliseconds: number, work: Promise<void>): Promise<void> {
    let cancel = () => {};
    const limit = new Promise<void>((resolve) => (cancel = this.#clock.after(milliseconds, resolve)));
    await Promise.race([work, limit]);
    cancel();
  }

  /** Ends after the request under way, if any. Nothing is left running or open. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#polls.stop();
    this.#endBeats();
    await this.#starting;
    await this.#polls.underWay;
    await this.#atMost(RECORDING_MS, this.#known.record());
    await this.#beat?.end();
    await answered(this.#clock, this.#lock.release(), undefined);
  }

  /** The network is there again: what has failed without it is tried now. */
  networkIsBack(): void {
    if (this.state.pollReason === 'afterProblem') this.wake();
  }

  /** The computer woke up: one poll now, unless the server or the user must come first. */
  wake(): void {
    if (this.#running && this.state.polledBy === null) this.#polls.wake();
  }

  /** The user wants to know now. Asks unless it did a moment ago or the server said not to. */
  async refresh(): Promise<void> {
    if (this.#running && this.state.polledBy === null) await this.#polls.refresh();
  }

  /**
   * Polls if it is this process's turn; otherwise another does, and we read along. While the disk does not say whose it
   * is, it stays whose it was, at first ours.
   */
  async #takeTurn(): Promise<void> {
    const taking = this.#lock.acquire();
    this.#turnIsOf(await answered(this.#clock, taking, this.state.polledBy));
    // What the disk says late counts all the same.
    void taking.then((holder) => holder !== this.state.polledBy && this.#turnIsOf(holder));
  }

  #turnIsOf(holder: number | null): void {
    if (!this.#running) return;
    try {
      const was = this.state.polledBy;
      this.#known.publish({ polledBy: holder });
      if (holder !== null) {
        this.#polls.cancel();
        this.#known.server = { code: 'ok' };
        this.#known.publish({ nextPollAt: null, pollReason: 'anotherPolls' });
        void this.#known.readHistory();
      } else if (was !== null || this.#known.server.code === 'starting') {
        void this.#polls.poll();
      }
    } catch (error) {
      this.#known.broke(error);
    }
  }

  /** Shows that this process lives and polls, or learns that another one does by now; after a sleep it asks then. */
  async #keepTurn(slept: boolean): Promise<void> {
    const kept = this.#lock.beat().then(async (isOurs) => {
      if (!isOurs && this.#running) await this.#takeTurn();
    });
    // Nobody else waits for the disk: a limit that is not reached is one waking more.
    if (!slept) return kept;
    await answered(this.#clock, kept, undefined);
    if (this.state.polledBy === null) this.wake();
  }

  #tick = (): void => {
    try {
      const slept = this.#polls.noticeSleep();
      const monotonic = this.#clock.monotonic();
      const { sleeps } = this.#polls;
      if (monotonic - this.#kept.at >= HEARTBEAT_MS || sleeps !== this.#kept.sleeps) {
        this.#kept = { at: monotonic, sleeps };
        // Whoever slept long may have lost its turn.
        this.#keepTurn(slept).catch((error: unknown) => void this.#known.broke(error));
        // Asking for it is what notices that somebody took the file away, even while there is nothing to record.
        this.#options.profile.history
          .ask('look', null)
          .then(() => this.#known.recordAgain())
          .catch((error: unknown) => this.#known.broke(error));
      }
      if (this.state.polledBy !== null) this.#readAlong(monotonic);
      this.#known.publish({});
      this.#beat?.beat();
    } catch (error) {
      this.#known.broke(error);
    }
  };

  /** While another process polls: what it has recorded, told as often as it would be asked for. */
  #readAlong(monotonic: number): void {
    const isDue = monotonic - this.#readAt >= this.#options.intervalMs;
    if (isDue) this.#readAt = monotonic;
    void this.#known.readHistory().then(() => {
      this.#known.publish({});
      if (isDue) this.#known.tell({ type: 'polled' });
    });
  }
}
