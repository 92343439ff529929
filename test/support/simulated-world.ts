import { setImmediate as turn } from 'node:timers/promises';
import type { Credentials } from '../../src/main/credentials/vault.ts';
import type { OpenHistory } from '../../src/main/history/port.ts';
import { allWritten } from '../../src/main/files/in-turn.ts';
import { Monitor } from '../../src/main/monitor/monitor.ts';
import { Profile } from '../../src/main/profile/profile.ts';
import { account } from '../../src/main/simulator/account.ts';
import { scenarios, type Scenario, type ScenarioName } from '../../src/main/simulator/scenarios.ts';
import { createService } from '../../src/main/simulator/service.ts';
import { truthOf } from '../../src/main/simulator/truth.ts';
import type { WireAnswer, WireRequest } from '../../src/main/simulator/wire-request.ts';
import { momentOf, createWorld, type World } from '../../src/main/simulator/world.ts';
import { Pulse } from '../../src/main/time/pulse.ts';
import { FakeClock } from './fake-clock.ts';
import { temporaryDirectory } from './run-cli.ts';

export interface WorldOptions {
  scenario?: ScenarioName | Scenario;
  seed?: number;
  /** ms UTC */
  start?: number;
  dataDir?: string;
  random?: () => number;
  /** Default: in this thread. */
  history?: SimulatedHistory;
}

/** A history that is not in this thread, as far as a world has to know of it. */
export interface SimulatedHistory {
  open: OpenHistory;
  /** Whether it will answer something without time passing. */
  isBusy(): boolean;
}

/** What happens to a request instead of an answer: an error of the network, or another answer. */
export type Fault = Error | ((reply: WireAnswer) => WireAnswer);

export function networkError(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

/**
 * A monitor in a world of its own: the simulator behind an HTTP stack without sockets, both on one clock that only the
 * test moves. Weeks pass in seconds, and nothing depends on how fast the machine is.
 */
export class SimulatedWorld {
  readonly clock: FakeClock;
  readonly pulse: Pulse;
  readonly world: World;
  readonly dataDir: string;
  readonly requests: { path: string; at: number }[] = [];
  readonly credentials: Credentials = { email: account.email, password: account.password };
  /** Decides what happens to a request; null: it is answered. */
  fault: (request: WireRequest, at: number) => Fault | null = () => null;
  /** What becomes of a request that was on its way; null: it is answered. */
  lateFault: Error | null = null;
  /** Told of everything that was really answered. */
  onAnswer: (request: WireRequest, reply: WireAnswer) => void = () => {};
  profile: Profile;
  monitor: Monitor;
  mostAtOnce = 0;
  #inFlight = 0;
  /** Requests whose answer waits for the clock. */
  #waiting = 0;
  readonly #random: () => number;
  readonly #history: SimulatedHistory | null;
  readonly #service: (request: WireRequest) => WireAnswer;

  constructor(options: WorldOptions = {}) {
    const { scenario = 'two-people', seed = 1, start = Date.UTC(2026, 10, 21, 12) } = options;
    this.clock = new FakeClock(start);
    this.pulse = new Pulse(this.clock);
    this.dataDir = options.dataDir ?? temporaryDirectory();
    this.#random = options.random ?? (() => 0.5);
    this.#history = options.history ?? null;
    const { clock } = this;
    this.world = createWorld(typeof scenario === 'string' ? scenarios[scenario] : scenario, {
      // The world does not notice when somebody sets the computer's clock.
      clock: {
        now: () => clock.now() - clock.jumped,
        monotonic: () => clock.monotonic(),
        after: clock.after.bind(clock),
      },
      seed,
      start,
      speed: 1,
    });
    this.#service = createService(this.world, () => 'http://127.0.0.1');
    [this.profile, this.monitor] = this.#newMonitor();
  }

  #newMonitor(): [Profile, Monitor] {
    const { clock, pulse, dataDir } = this;
    const profile = new Profile({
      dataDir,
      clock,
      credentials: this.credentials,
      server: { baseUrl: 'http://127.0.0.1' },
      requests: { fetch: this.#fetch as typeof fetch, random: this.#random, unremembered: true },
      ...(this.#history && { places: { openHistory: this.#history.open } }),
    });
    return [profile, new Monitor({ profile, pulse, dataDir, intervalMs: 60_000, random: this.#random })];
  }

  async start(): Promise<void> {
    this.monitor.start();
    await this.settle();
  }

  /** Ends the monitor and starts another on the same data, as after a restart of the program. */
  async restart(): Promise<void> {
    await this.stop();
    this.renew();
    await this.start();
  }

  /** Another monitor on the same data, not started yet; the one before must have been stopped. */
  renew(): void {
    [this.profile, this.monitor] = this.#newMonitor();
  }

  async stop(): Promise<void> {
    let isOver = false;
    const stopped = this.monitor
      .stop()
      .then(() => this.profile.history.close())
      .finally(() => (isOver = true));
    // What waits for the clock may be a request, or a disk that does not answer.
    const waits = () => (this.monitor.busy && this.#waiting > 0) || this.#history !== null;
    for (await this.settle(); !isOver && waits(); await this.settle())
      this.clock.advance(this.clock.nextIn ?? 0);
    await stopped;
  }

  /** Lets time pass, timer by timer; after each everything that follows from it happens. */
  async run(milliseconds: number): Promise<void> {
    let left = milliseconds;
    for (;;) {
      await this.settle();
      const next = this.clock.nextIn;
      if (next === null || next > left) break;
      this.clock.advance(next);
      left -= next;
    }
    this.clock.advance(left);
    await this.settle();
  }

  /** Until nothing more happens without time passing. */
  async settle(): Promise<void> {
    let round = 0;
    // What waits for a disk that is not in this thread may wait for the clock.
    const isBusy = () =>
      this.#history?.isBusy() ||
      (this.monitor.busy && this.#waiting === 0 && (this.#history === null || round < 20));
    do {
      if (++round > 10_000) throw new Error('The monitor is busy with something that never ends.');
      // What was asked of the history is answered in the next turn; what the disk has said is followed by more.
      await turn();
      await allWritten();
      await turn();
    } while (isBusy());
    await allWritten();
  }

  /** What the service really served of somebody; see the simulator. */
  truth(patientId: string, from: number, to: number) {
    const person = this.world.scenario.people.find((one) => one.patientId === patientId);
    if (!person) throw new Error(`Nobody here has the id ${patientId}.`);
    return truthOf(this.world, person, from, to);
  }

  #fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const signal = init.signal!;
    this.#inFlight += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#inFlight);
    try {
      const { pathname, searchParams } = new URL(url);
      const request: WireRequest = {
        method: init.method ?? 'GET',
        path: pathname,
        query: searchParams,
        headers: init.headers as Record<string, string>,
        body: (init.body as string | undefined) ?? '',
      };
      this.requests.push({ path: pathname, at: this.clock.now() });
      const fault = this.fault(request, this.clock.now());
      if (fault instanceof Error) throw fault;
      const wait = this.world.scenario.delay?.(request, momentOf(this.world)) ?? 0;
      if (wait > 0) await this.#wait(wait, signal);
      if (this.lateFault) throw this.lateFault;
      const answered = this.#service(request);
      const reply = fault ? fault(answered) : answered;
      this.onAnswer(request, reply);
      return this.#responseOf(reply);
    } finally {
      this.#inFlight -= 1;
    }
  };

  #responseOf(reply: WireAnswer): Response {
    const isText = typeof reply.body === 'string';
    return new Response(isText ? String(reply.body) : JSON.stringify(reply.body), {
      status: reply.http,
      headers: {
        date: new Date(this.world.now()).toUTCString(),
        'content-type': isText ? 'text/html' : 'application/json',
        ...reply.headers,
      },
    });
  }

  #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.#waiting += 1;
    return new Promise<void>((resolve, reject) => {
      const cancel = this.clock.after(milliseconds, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        reject(signal.reason as Error);
      });
    }).finally(() => (this.#waiting -= 1));
  }
}
