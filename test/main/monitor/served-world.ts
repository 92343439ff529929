import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { AppState, Link } from '../../../src/shared/state/app-state.ts';
import { linkSentence } from '../../../src/shared/messages/sentences/link.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { PolledBy } from '../../../src/shared/status/kept-poller.ts';
import type { OpenHistory } from '../../../src/main/history/port.ts';
import type { MonitorEvent } from '../../../src/main/monitor/monitor-event.ts';
import { Monitor } from '../../../src/main/monitor/monitor.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { account } from '../../../src/main/simulator/account.ts';
import { scenarios, type ScenarioName } from '../../../src/main/simulator/scenarios.ts';
import { createService } from '../../../src/main/simulator/service.ts';
import { createWorld } from '../../../src/main/simulator/world.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  json,
  startFaultServer,
  startTlsFaultServer,
  text,
  trustTestAuthority,
  type FaultServer,
  type ReceivedRequest,
  type Reply,
  type TlsFault,
} from '../../support/fault-server.ts';
import { historyBehind } from '../../support/history-behind.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const START = Date.UTC(2026, 10, 21, 12);
export const LIST = '/llu/connections';
export const LOGIN = '/llu/auth/login';

export interface ServedWorldOptions {
  scenario?: ScenarioName;
  /** Speaks TLS, well or not; without, plain HTTP. */
  tls?: TlsFault;
  /** Another server than the one that is there. */
  baseUrl?: string;
  fetch?: typeof fetch;
  /** Default: in this thread. */
  openHistory?: OpenHistory;
  /** Default: a folder of its own. */
  dataDir?: string;
  /** As in the desktop: signs in also where that cannot be kept. */
  unremembered?: boolean;
  /** The server is asked by this name instead of its address. */
  hostName?: string;
  /** Whom others are told asks the server; default: nobody. */
  by?: PolledBy;
}

/** `14:05` UTC, so that sentences can be compared as they are. */
export function clockTime(instant: number): string {
  return new Date(instant).toISOString().slice(11, 16);
}

/** What the user is told of a link. */
export function sentenceOf(link: Link): string {
  return linkSentence(link, clockTime);
}

/** All readings in the history behind a profile. */
export function storedIn(profile: Profile): Reading[] {
  const history = historyBehind(profile);
  const read = history.ok ? history.value.read((stored) => stored.readings(null)) : history;
  if (!read.ok) throw new Error(read.problem.code);
  return read.value;
}

/**
 * A monitor that asks a real server over real connections: the simulator, unless a fault answers in its place. Only
 * the time is the test's own, on both sides, so that deadlines and pauses take none.
 */
export class ServedWorld {
  readonly clock = new FakeClock(START);
  readonly pulse = new Pulse(this.clock);
  readonly dataDir: string;
  readonly server: FaultServer;
  readonly events: MonitorEvent[] = [];
  /** What answers a request; null: the service does, as on any day. */
  fault: (request: ReceivedRequest) => Reply | null = () => null;
  profile: Profile;
  monitor: Monitor;
  readonly #options: ServedWorldOptions;

  /** A world whose monitor has not begun yet. */
  static async open(options: ServedWorldOptions = {}): Promise<ServedWorld> {
    const reply: Reply = (request, response, server) => world.#reply(request, response, server);
    const { tls } = options;
    if (tls) onTestFinished(trustTestAuthority());
    const server = await (tls ? startTlsFaultServer(tls, reply) : startFaultServer(reply));
    const world: ServedWorld = new ServedWorld(server, options);
    onTestFinished(() => world.#close());
    return world;
  }

  /** A world after its first good poll. */
  static async begin(options: ServedWorldOptions = {}): Promise<ServedWorld> {
    const world = await ServedWorld.open(options);
    await world.start();
    return world;
  }

  private constructor(server: FaultServer, options: ServedWorldOptions) {
    this.server = server;
    this.#options = options;
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'glucoglance-faults-'));
    const world = createWorld(scenarios[options.scenario ?? 'steady'], {
      clock: this.clock,
      seed: 1,
      start: START,
      speed: 1,
    });
    const service = createService(world, () => server.url);
    this.#service = (request) => {
      const [path = '/', search] = request.path.split('?', 2);
      const headers = request.headers as Record<string, string>;
      const {
        http,
        body,
        headers: more,
      } = service({
        ...request,
        path,
        headers,
        query: new URLSearchParams(search),
      });
      return typeof body === 'string' ? text(http, body, { ...more }) : json(http, body, { ...more });
    };
    [this.profile, this.monitor] = this.#newMonitor();
  }

  readonly #service: (request: ReceivedRequest) => Reply;

  #reply(...[request, response, server]: Parameters<Reply>): void {
    response.setHeader('date', new Date(this.clock.now()).toUTCString());
    // Every request on a connection of its own: what became of the last one plays no part.
    response.shouldKeepAlive = false;
    (this.fault(request) ?? this.#service(request))(request, response, server);
  }

  #newMonitor(): [Profile, Monitor] {
    const { clock, pulse, dataDir } = this;
    const profile = new Profile({
      dataDir,
      clock,
      credentials: { email: account.email, password: account.password },
      server: { baseUrl: this.#baseUrl },
      requests: {
        unremembered: this.#options.unremembered ?? false,
        ...(this.#options.fetch && { fetch: this.#options.fetch }),
      },
      places: { ...(this.#options.openHistory && { openHistory: this.#options.openHistory }) },
    });
    const { by } = this.#options;
    const monitor = new Monitor({
      profile,
      pulse,
      dataDir,
      intervalMs: MINUTE,
      random: () => 0.5,
      ...(by && { poller: { by, demo: false } }),
    });
    monitor.subscribe((event) => this.events.push(event));
    return [profile, monitor];
  }

  get state(): AppState {
    return this.monitor.state;
  }

  /** The sentence of the state. */
  get told(): string {
    return sentenceOf(this.state.link);
  }

  /** `127.0.0.1:1234`, as sentences name the server. */
  get host(): string {
    return new URL(this.#baseUrl).host;
  }

  get #baseUrl(): string {
    const { baseUrl = this.server.url, hostName } = this.#options;
    return hostName === undefined ? baseUrl : baseUrl.replace('127.0.0.1', hostName);
  }

  get stored(): Reading[] {
    return storedIn(this.profile);
  }

  /** The instants of a person's readings in the order in which they were told. */
  heardOf(patientId: string): number[] {
    const readings = this.events.flatMap((event) => (event.type === 'reading' ? [event.reading] : []));
    return readings.filter((one) => one.patientId === patientId).map(({ measuredAt }) => measuredAt);
  }

  /** How long until the next poll, ms. */
  get pollsIn(): number | null {
    return this.state.nextPollAt === null ? null : this.state.nextPollAt - this.clock.now();
  }

  /** How often a path was asked for. */
  asked(path: string): number {
    return this.server.received.filter((request) => request.path === path).length;
  }

  /** Begins, and waits for the first poll to end. */
  async start(): Promise<void> {
    await this.#polled(() => this.monitor.start());
  }

  /** Ends the monitor and begins another on the same data, as after a restart of the program. */
  async restart(): Promise<void> {
    await this.monitor.stop();
    await this.profile.history.close();
    [this.profile, this.monitor] = this.#newMonitor();
    await this.start();
  }

  /** Goes on to the next poll and waits for its end. */
  async poll(): Promise<void> {
    const wait = this.pollsIn;
    if (wait === null) throw new Error('There is no next poll.');
    await this.#polled(() => this.clock.advance(Math.max(0, wait)));
  }

  /** Polls on through the time after a start in which a lack of network is tried again every few seconds. */
  async pollThroughStart(): Promise<void> {
    while ((this.pollsIn ?? Infinity) <= 5 * SECOND) await this.poll();
  }

  /** Polls on until so much time has passed since the beginning. */
  async pollUntil(sinceStart: number): Promise<void> {
    while ((this.state.nextPollAt ?? Infinity) <= START + sinceStart) await this.poll();
    this.clock.advance(START + sinceStart - this.clock.now());
  }

  /** Goes on to the next poll, which nobody answers: so much time passes once the server has been asked. */
  async pollFor(milliseconds: number): Promise<void> {
    const asked = this.server.received.length;
    await this.#polled(async () => {
      this.clock.advance(Math.max(0, this.pollsIn ?? 0));
      await this.server.asked(asked + 1);
      this.clock.advance(milliseconds);
    });
  }

  async networkIsBack(): Promise<void> {
    await this.#polled(() => this.monitor.networkIsBack());
  }

  async #polled(cause: () => void | Promise<void>): Promise<void> {
    let unsubscribe = () => {};
    const ended = new Promise<void>((resolve) => {
      unsubscribe = this.monitor.subscribe(({ type }) => type === 'polled' && resolve());
    });
    await cause();
    await ended;
    unsubscribe();
    await turn();
  }

  async #close(): Promise<void> {
    const stopped = this.monitor.stop();
    // Whatever is still being waited for ends at its deadline.
    while (this.monitor.busy) {
      this.clock.advance(20 * SECOND);
      await turn();
    }
    await stopped;
    await this.profile.history.close();
    await this.server.close();
    if (this.#options.dataDir === undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }
}
