import { once } from 'node:events';
import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { setImmediate as turn } from 'node:timers/promises';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Notifier } from '../../src/main/alarms/notifier.ts';
import { memoryVault } from '../../src/main/credentials/vault.ts';
import { allWritten } from '../../src/main/files/in-turn.ts';
import { threadEntry } from '../../src/main/files/thread-entry.ts';
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
import { collectGarbage, giveBackRoom } from './collecting.ts';
import { dayOfUse } from './day-of-use.ts';

const MEGABYTE = 1024 * 1024;

// Days that are lived in seconds make garbage so fast that V8 takes a hundred megabytes of room for young objects, and
// gives it back and takes it again whenever it likes: no program that polls once a minute gets that.
setFlagsFromString('--semi-space-growth-factor=1');

const THREAD = threadEntry(import.meta.url, {
  source: 'collected-worker.ts',
  built: 'collected-worker.js',
});

/** What a program holds at an instant. */
export interface Held {
  heapMb: number;
  rssMb: number;
  /** What keeps a process alive, and open files where the system counts them; connections are neither. */
  handles: number;
  files: number;
  /** Both ends of one are here. */
  connections: number;
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
  readonly #feedPort: number;
  readonly #snapshots = new Snapshots({
    system: () => ({ languages: ['en'], locale: 'en-GB' }),
    onFault: (error) => this.faults.push(error),
  });
  readonly #session: Session;
  /** Whatever was thrown. */
  readonly faults: unknown[] = [];
  rung = 0;
  snapshots = 0;
  /** The way to each thread of a history, to have it collect its garbage. */
  readonly #threads = new Set<MessagePort>();
  /** What is asked of the server or the history and not answered yet. */
  #outstanding = 0;

  private constructor(
    dataDir: string,
    clock: Clock,
    threadClock: Clock,
    simulator: Simulator,
    feedPort: number,
  ) {
    this.#clock = clock;
    this.#dataDir = dataDir;
    this.#simulator = simulator;
    this.#feedPort = feedPort;
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
    const lived = new LivedSession(dataDir, clock, threadClock, simulator, await freePort());
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

  /** What a person does in a day: looks at pages, takes things along, changes a setting; another program reads the feed. */
  async dayOfPerson(day: number): Promise<void> {
    this.#session.updateSettings({
      feed: { on: day % 2 === 0, port: this.#feedPort },
      desktop: { volume: 50 + (day % 2) },
    });
    const { profile, feed } = this.#session.following ?? {};
    if (!profile) throw new Error('Nobody is followed.');
    const { patientId } = ada;
    await dayOfUse(profile, { patientId, now: this.#clock.now(), folder: this.#dataDir }).catch((error) =>
      this.faults.push(error),
    );
    const url = feed?.state && 'url' in feed.state ? feed.state.url : null;
    if (url !== null) for (let i = 0; i < 20; i += 1) await (await fetch(`${url}/sgv.json`)).text();
    await this.settle();
  }

  async held(): Promise<Held> {
    await this.settle();
    // What a request leaves to be done once it is collected is done in a turn after that, and goes with the next one.
    for (let i = 0; i < 4; i += 1) {
      collectGarbage();
      for (let turns = 0; turns < 3; turns += 1) await turn();
    }
    const { heapUsed } = process.memoryUsage();
    // Room that it keeps for what is made next is nothing that it holds; nor is code that is not used, but to let that go
    // makes a heap smaller that has lived an hour, and none that has lived a day.
    giveBackRoom();
    for (const told of this.#threads) await collected(told);
    const { rss } = process.memoryUsage();
    const open = await leastOpen();
    const db = new Database(join(this.#dataDir, 'history.db'), { readonly: true });
    const count = (table: string) =>
      db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    const held: Held = {
      heapMb: heapUsed / MEGABYTE,
      rssMb: rss / MEGABYTE,
      ...open,
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
    const thread = new HistoryThread(path, clock, (data) => {
      const { port1: ours, port2: told } = new MessageChannel();
      const worker = new Worker(THREAD, { workerData: { ...data, told }, transferList: [told] });
      this.#threads.add(ours);
      worker.once('exit', () => this.#threads.delete(ours));
      return worker;
    });
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

async function collected(thread: MessagePort): Promise<void> {
  thread.postMessage(null);
  await once(thread, 'message');
  thread.unref();
}

/** The one that is set by default may be another program's. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').filter(isFile).length;
  } catch {
    return 0;
  }
}

/** The least of some looks: what a disk or a connection is at takes no time of the clock, but some of the computer's. */
async function leastOpen(): Promise<Pick<Held, 'handles' | 'files' | 'connections'>> {
  const least = { handles: Infinity, files: Infinity, connections: Infinity };
  for (let look = 0; look < 50; look += 1) {
    await turn();
    const kinds = process.getActiveResourcesInfo().filter((name) => !/Timeout|Immediate/.test(name));
    const connections = kinds.filter((name) => name === 'TCPSocketWrap').length;
    least.handles = Math.min(least.handles, kinds.length - connections);
    least.files = Math.min(least.files, openFiles());
    least.connections = Math.min(least.connections, connections);
  }
  return least;
}

/** No end of a connection; the one that lists them is closed by now. */
function isFile(descriptor: string): boolean {
  try {
    return !readlinkSync(`/proc/self/fd/${descriptor}`).startsWith('socket:');
  } catch {
    return false;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function sizeIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
}
