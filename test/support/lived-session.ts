import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Notifier } from '../../src/main/alarms/notifier.ts';
import { memoryVault } from '../../src/main/credentials/vault.ts';
import { allWritten } from '../../src/main/files/in-turn.ts';
import { HistoryThread } from '../../src/main/history/history-thread.ts';
import type { HistoryPort } from '../../src/main/history/port.ts';
import { openAppLog } from '../../src/main/log/app-log.ts';
import { Profile } from '../../src/main/profile/profile.ts';
import { Session } from '../../src/main/session/session.ts';
import { Snapshots } from '../../src/main/session/snapshots.ts';
import { openSettings } from '../../src/main/settings/settings-store.ts';
import { ada } from '../../src/main/simulator/people.ts';
import { startSimulator, type Simulator } from '../../src/main/simulator/simulator.ts';
import type { Clock } from '../../src/main/time/clock.ts';
import { Pulse } from '../../src/main/time/pulse.ts';
import { SECOND } from '../../src/shared/time.ts';

const MEGABYTE = 1024 * 1024;

// The way to force a collection where the process was not started for it.
setFlagsFromString('--expose-gc');
// Days that are lived in seconds make garbage so fast that V8 takes a hundred megabytes of room for young objects, and
// gives it back and takes it again whenever it likes: no program that polls once a minute gets that.
setFlagsFromString('--semi-space-growth-factor=1');
const collect = runInNewContext('gc') as () => void;

/** What a program holds at an instant. */
export interface Held {
  heapMb: number;
  rssMb: number;
  /** What keeps a process alive, and open files where the system counts them. */
  handles: number;
  files: number;
  walMb: number;
  logMb: number;
  /** Entries of the journal. */
  journal: number;
  readings: number;
}

/**
 * A session as the desktop has one, without its windows: requests over loopback, the history in a thread on the disk, its
 * log, its local feed. The clock is the caller's.
 */
export class LivedSession {
  readonly #clock: Clock;
  readonly #dataDir: string;
  readonly #simulator: Simulator;
  readonly #snapshots = new Snapshots({
    system: () => ({ languages: ['en'], locale: 'en-GB' }),
    onFault: (error) => this.faults.push(error),
  });
  readonly #session: Session;
  /** Whatever was thrown. */
  readonly faults: unknown[] = [];
  rung = 0;
  snapshots = 0;
  /** What is asked of the server or the history and not answered yet. */
  #outstanding = 0;

  private constructor(dataDir: string, clock: Clock, threadClock: Clock, simulator: Simulator) {
    this.#clock = clock;
    this.#dataDir = dataDir;
    this.#simulator = simulator;
    const vault = memoryVault();
    const counted: typeof fetch = (...asked) => this.#counted(fetch(...asked));
    this.#snapshots.subscribe(() => void (this.snapshots += 1));
    this.#session = new Session({
      dataDir,
      pulse: new Pulse(clock),
      log: openAppLog(dataDir, clock),
      snapshots: this.#snapshots,
      chooseVault: async () => ({ vault, state: { kind: 'keytar', cause: null } }),
      openProfile: ({ server, requests, places, ...options }) =>
        new Profile({
          ...options,
          clock,
          server: { baseUrl: simulator.url, ...server },
          // On a busy machine an answer takes its time, which may be a minute of the clock's.
          requests: { fetch: counted, attemptLimitMs: 600 * SECOND, ...requests },
          places: { openSettings, openHistory: (path) => this.#history(path, threadClock), ...places },
        }),
    });
  }

  /** @param threadClock by which the history's thread is waited for */
  static async begin(dataDir: string, clock: Clock, threadClock = clock): Promise<LivedSession> {
    const simulator = await startSimulator({ scenario: 'two-people', seed: 1, clock });
    const lived = new LivedSession(dataDir, clock, threadClock, simulator);
    const notifier: Notifier = { deliver: async () => ((lived.rung += 1), 'shown'), withdraw() {} };
    await lived.#session.prepare(notifier);
    await lived.#session.start();
    const { email, password } = simulator;
    const signedIn = await lived.#session.signIn({ email, password, acceptTerms: false });
    if (!signedIn.ok) throw new Error(signedIn.problem.code);
    return lived;
  }

  /** Until nothing more happens without time passing. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await turn();
      if (this.#outstanding > 0) quiet = -1;
    }
    await allWritten();
    if (this.#outstanding > 0) await this.settle();
  }

  /** The server cannot be reached, or can again. */
  setOnline(online: boolean): void {
    this.#simulator.setOnline(online);
  }

  /** What a person does in a day: looks at pages, changes a setting, and another program reads the feed. */
  async dayOfPerson(day: number): Promise<void> {
    this.#session.updateSettings({
      feed: { on: day % 2 === 0 },
      desktop: { volume: 50 + (day % 2) },
    });
    const history = this.#session.following?.profile.history;
    if (!history) throw new Error('Nobody is followed.');
    const to = this.#clock.now();
    const window = { from: { instant: to - 14 * 86_400_000 }, to: { instant: to } };
    for (const act of ['statistics', 'days', 'pattern'] as const)
      await history
        .ask(act, { patientId: ada.patientId, window } as never)
        .catch((error) => this.faults.push(error));
    await history.ask('chartPart', { patientId: ada.patientId, from: to - 86_400_000, to });
    const { feed } = this.#session.following ?? {};
    const url = feed?.state && 'url' in feed.state ? feed.state.url : null;
    if (url !== null) for (let i = 0; i < 20; i += 1) await (await fetch(`${url}/sgv.json`)).text();
    await this.settle();
  }

  async held(): Promise<Held> {
    // What a request leaves to be done once it is collected is done in a turn after that, and goes with the next one.
    for (let i = 0; i < 4; i += 1) {
      collect();
      for (let turns = 0; turns < 3; turns += 1) await turn();
    }
    const { heapUsed, rss } = process.memoryUsage();
    const db = new Database(join(this.#dataDir, 'history.db'), { readonly: true });
    const count = (table: string) =>
      db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    const held: Held = {
      heapMb: heapUsed / MEGABYTE,
      rssMb: rss / MEGABYTE,
      handles: process.getActiveResourcesInfo().filter((name) => !/Timeout|Immediate/.test(name)).length,
      files: openFiles(),
      walMb: sizeOf(join(this.#dataDir, 'history.db-wal')) / MEGABYTE,
      logMb: sizeIn(join(this.#dataDir, 'logs')) / MEGABYTE,
      journal: count('alarm'),
      readings: count('reading'),
    };
    db.close();
    return held;
  }

  async stop(): Promise<void> {
    await this.#session.stop();
    await this.#simulator.close();
  }

  #history(path: string, clock: Clock): HistoryPort {
    const thread = new HistoryThread(path, clock);
    return {
      ask: (...asked) => this.#counted(thread.ask(...asked)),
      close: () => thread.close(),
      get state() {
        return thread.state;
      },
    };
  }

  #counted<T>(asked: Promise<T>): Promise<T> {
    this.#outstanding += 1;
    return asked.finally(() => (this.#outstanding -= 1));
  }
}

function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function sizeIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
}
