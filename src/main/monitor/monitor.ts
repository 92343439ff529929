import { isDeepStrictEqual } from 'node:util';
import type { AppState, Link } from '../../shared/state/app-state.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { problem, type Problem, type ProblemCode } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isFollowed } from '../../shared/settings/settings.ts';
import { HOUR, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { answered } from '../files/in-turn.ts';
import { BEAT_MS, type Pulse } from '../time/pulse.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Connection, Sharing, Source } from '../libre/source.ts';
import { followedOf } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import { FollowedPerson } from './followed-person.ts';
import { worstLink } from './link.ts';
import { nextPollAfter, nextRegularPoll, type NextPoll } from './poll-schedule.ts';
import { HEARTBEAT_MS, PollerLock } from './poller-lock.ts';
import { Recorder } from './recorder.ts';

/** Whoever presses "refresh" again and again still asks at most this often. */
const REFRESH_FLOOR_MS = 10 * SECOND;
/** An account that had people is believed to have none after this many answers that say so. */
const EMPTY_IS_NOBODY = 3;
const THREE_HOURS_MS = 3 * HOUR;
/** A computer that woke up or was switched on has no network for a moment: so long it asks again after seconds. */
const WAKING_MS = 60 * SECOND;
const WAKING_RETRY_MS = 5 * SECOND;
/** So long a start waits for what the last run has recorded. */
const REMEMBERING_MS = 2 * SECOND;
/** And an end for what is still to be recorded. */
const RECORDING_MS = 5 * SECOND;
const NO_NETWORK: readonly ProblemCode[] = ['connectionFailed', 'nameNotFound', 'timedOut', 'answerCut'];

export interface MonitorOptions {
  profile: Profile;
  pulse: Pulse;
  dataDir: string;
  /** Between two polls; under a minute only for servers of one's own. */
  intervalMs: number;
  /** 0 up to 1, for the jitter. */
  random?: () => number;
}

/** What the monitor tells its listeners; a reading before it is recorded, so that an alarm never waits for a disk. */
export type MonitorEvent =
  | { type: 'reading'; reading: Reading; person: PersonInfo }
  | { type: 'state'; state: AppState }
  /** A poll has ended, well or not. */
  | { type: 'polled' };

/**
 * Asks the server again and again, records what it says, and knows at any time what it knows and why not more.
 *
 * One request cycle at a time; one process per data directory, others read along in the history. The network, the
 * server and the disk may fail as they like: each failure is a state with a cause, and the next good poll ends it.
 */
export class Monitor {
  readonly #options: MonitorOptions;
  readonly #pulse: Pulse;
  readonly #clock: Clock;
  readonly #lock: PollerLock;
  readonly #recorder: Recorder;
  readonly #people = new Map<string, FollowedPerson>();
  readonly #listeners = new Set<(event: MonitorEvent) => void>();
  #state: AppState;
  #server: Link = { code: 'starting' };
  #failures = 0;
  /** When the computer woke up, or the program started, by the monotonic clock; until the first answer since. */
  #wokeAt = -Infinity;
  /** How often it has slept, as far as the monitor knows. */
  #sleeps = 0;
  #empty = 0;
  #askedAt = -Infinity;
  #changedAt = -Infinity;
  #polling: Promise<void> | null = null;
  #starting: Promise<void> | null = null;
  /** What is being read of the history. */
  #reading: Promise<void> | null = null;
  #cancelPoll = () => {};
  #endBeats = () => {};
  #beatAt = -Infinity;
  #readAt = -Infinity;
  #running = false;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#pulse = options.pulse;
    this.#clock = options.pulse.clock;
    this.#lock = new PollerLock(options.dataDir);
    this.#recorder = new Recorder(() => options.profile.history, this.#clock);
    this.#state = {
      sequence: 0,
      link: { code: 'starting' },
      since: this.#clock.now(),
      people: [],
      nextPollAt: null,
      pollReason: 'readingDue',
      lastAnswerAt: null,
      storage: null,
      polledBy: null,
    };
  }

  get state(): AppState {
    return this.#state;
  }

  /** Whether the server is being asked right now. */
  get busy(): boolean {
    return this.#polling !== null || this.#starting !== null;
  }

  /** How many readings were new to the history since the start. */
  get recorded(): number {
    return this.#recorder.recorded;
  }

  /** Why readings that wait in memory cannot be recorded; null when none wait. */
  get unrecorded(): Problem | null {
    return this.#recorder.problem;
  }

  /** @returns what ends the subscription */
  subscribe(listener: (event: MonitorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Knows from the history where the last run left off, before anything is asked. */
  async remember(): Promise<void> {
    await this.#readHistory();
    this.#publish({});
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#sleeps = this.#pulse.sleeps();
    this.#wokeAt = this.#clock.monotonic();
    // What the answers mean depends on it; but a disk that does not answer must not keep anybody from asking.
    this.#starting = this.#atMost(REMEMBERING_MS, this.#readHistory())
      .then(() => this.#begin())
      .finally(() => (this.#starting = null));
  }

  async #begin(): Promise<void> {
    if (!this.#running) return;
    await this.#takeTurn();
    if (!this.#running) return;
    this.#tick();
    this.#endBeats = this.#pulse.beat(BEAT_MS, this.#tick);
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
    this.#cancelPoll();
    this.#endBeats();
    await this.#starting;
    await this.#polling;
    await this.#atMost(RECORDING_MS, this.#record());
    await answered(this.#clock, this.#lock.release(), undefined);
  }

  /** The network is there again: what has failed without it is tried now. */
  networkIsBack(): void {
    if (this.#state.pollReason === 'afterProblem') this.wake();
  }

  /** The computer woke up: one poll now, unless the server or the user must come first. */
  wake(): void {
    const { nextPollAt, pollReason } = this.#state;
    if (!this.#running || this.#state.polledBy !== null) return;
    this.#noticeSleep();
    const waits = nextPollAt === null || (pollReason === 'serverSaid' && nextPollAt > this.#clock.now());
    if (waits) return;
    // What failed before the sleep, or in a night's short wakings, says nothing about the network there is now.
    if (pollReason === 'afterProblem') this.#failures = 0;
    this.#wokeAt = this.#clock.monotonic();
    void this.#poll();
  }

  /** The user wants to know now. Asks unless it did a moment ago or the server said not to. */
  async refresh(): Promise<void> {
    const { nextPollAt, pollReason, polledBy } = this.#state;
    if (!this.#running || polledBy !== null) return;
    const serverSaid = pollReason === 'serverSaid' && nextPollAt !== null && nextPollAt > this.#clock.now();
    if (serverSaid || this.#clock.now() - this.#askedAt < REFRESH_FLOOR_MS) return;
    await this.#poll();
  }

  /**
   * Polls if it is this process's turn; otherwise another does, and we read along. While the disk does not say whose it
   * is, it stays whose it was, at first ours.
   */
  async #takeTurn(): Promise<void> {
    const taking = this.#lock.acquire();
    this.#turnIsOf(await answered(this.#clock, taking, this.#state.polledBy));
    // What the disk says late counts all the same.
    void taking.then((holder) => holder !== this.#state.polledBy && this.#turnIsOf(holder));
  }

  #turnIsOf(holder: number | null): void {
    if (!this.#running) return;
    try {
      const was = this.#state.polledBy;
      this.#publish({ polledBy: holder });
      if (holder !== null) {
        this.#cancelPoll();
        this.#server = { code: 'ok' };
        this.#publish({ nextPollAt: null, pollReason: 'anotherPolls' });
        void this.#readHistory();
      } else if (was !== null || this.#server.code === 'starting') {
        void this.#poll();
      }
    } catch (error) {
      this.#broke(error);
    }
  }

  /** Shows that this process lives and polls, or learns that another one does by now. */
  async #keepTurn(): Promise<void> {
    const kept = this.#lock.beat().then(async (isOurs) => {
      if (!isOurs && this.#running) await this.#takeTurn();
    });
    await answered(this.#clock, kept, undefined);
  }

  #tick = (): void => {
    try {
      const slept = this.#noticeSleep();
      const monotonic = this.#clock.monotonic();
      if (monotonic - this.#beatAt >= HEARTBEAT_MS) {
        this.#beatAt = monotonic;
        // Whoever slept long may have lost its turn.
        this.#keepTurn()
          .then(() => slept && this.#state.polledBy === null && this.wake())
          .catch((error: unknown) => this.#broke(error));
        // Asking for it is what notices that somebody took the file away, even while there is nothing to record.
        this.#options.profile.history.ask('look', null).catch((error: unknown) => this.#broke(error));
      }
      if (this.#state.polledBy !== null) this.#readAlong(monotonic);
      this.#publish({});
    } catch (error) {
      this.#broke(error);
    }
  };

  /** An exception is a bug, ours or a listener's. It becomes a state, told at the next pulse, and never the end. */
  #broke(error: unknown): Problem {
    const detail = error instanceof Error ? error.name : 'an unknown error';
    const cause = problem('unexpected', { detail });
    this.#server = { code: 'problem', problem: cause };
    return cause;
  }

  /** Whether the computer slept, or somebody set its clock, since this was last looked at. */
  #noticeSleep(): boolean {
    const sleeps = this.#pulse.sleeps();
    if (sleeps === this.#sleeps) return false;
    this.#sleeps = sleeps;
    this.#wokeAt = this.#clock.monotonic();
    this.#beatAt = -Infinity;
    return true;
  }

  /** While another process polls: what it has recorded, told as often as it would be asked for. */
  #readAlong(monotonic: number): void {
    const isDue = monotonic - this.#readAt >= this.#options.intervalMs;
    if (isDue) this.#readAt = monotonic;
    void this.#readHistory().then(() => {
      this.#publish({});
      if (isDue) this.#tell({ type: 'polled' });
    });
  }

  /** Hands over what is to be recorded, and tells once it is known what became of it. */
  async #record(): Promise<void> {
    try {
      await this.#recorder.flush();
    } catch (error) {
      this.#broke(error);
    }
    this.#publish({});
  }

  #poll(): Promise<void> {
    this.#polling ??= this.#cycle()
      .catch((error: unknown) => void this.#broke(error))
      .finally(() => (this.#polling = null));
    return this.#polling;
  }

  async #cycle(): Promise<void> {
    this.#cancelPoll();
    this.#askedAt = this.#clock.now();
    const sleeps = this.#sleeps;
    let next = await this.#round();
    this.#noticeSleep();
    // What was asked before a sleep says nothing about the time after it.
    const isOutdated = sleeps !== this.#sleeps && next.at !== null && next.reason !== 'serverSaid';
    if (isOutdated) next = { ...next, at: this.#clock.now() };
    // Before anybody is told: whoever fails then does not keep the next poll from coming.
    if (this.#running && next.at !== null)
      this.#cancelPoll = this.#clock.after(Math.max(0, next.at - this.#clock.now()), () => void this.#poll());
    void this.#record();
    this.#publish({ nextPollAt: next.at, pollReason: next.reason });
    if (!isOutdated) this.#tell({ type: 'polled' });
  }

  /** One answer, and all that follows from it. @returns when to ask again */
  async #round(): Promise<NextPoll> {
    try {
      const answer = await this.#ask();
      this.#noticeSleep();
      return answer.ok ? await this.#hear(answer.value) : this.#fail(answer.problem);
    } catch (error) {
      return this.#fail(this.#broke(error));
    }
  }

  async #ask(): Promise<Result<Sharing>> {
    const client = await this.#options.profile.client();
    if (!client.ok) return client;
    const sharing = await client.value.connections();
    const isEmpty = sharing.ok
      ? sharing.value.people.length === 0
      : sharing.problem.code === 'invitationWaits';
    if (!isEmpty) {
      this.#empty = 0;
      return sharing;
    }
    this.#empty += 1;
    const believable = this.#people.size === 0 || this.#empty >= EMPTY_IS_NOBODY;
    if (!believable) return ok({ people: [], unreadable: 0 });
    return sharing.ok ? fail(problem('nobodyShares', {})) : sharing;
  }

  async #hear({ people: connections, unreadable }: Sharing): Promise<NextPoll> {
    const { profile } = this.#options;
    this.#failures = 0;
    this.#wokeAt = -Infinity;
    const now = this.#now();
    const followed = followedOf(connections, profile.currentSettings());
    const news = followed.flatMap((connection) => this.#hearOf(connection, now));
    // Whoever is not followed shares all the same.
    const served = new Set(connections.map(({ person }) => person.patientId));
    for (const [patientId, person] of this.#people) {
      if (served.has(patientId)) continue;
      if (unreadable > 0) person.unread();
      else person.missed();
    }
    this.#server = { code: 'ok' };
    // All that the answer says comes first: what a reading means depends on it. Only then the disk.
    this.#publish({ lastAnswerAt: now });
    for (const event of news) this.#tell(event);
    void this.#record();
    await this.#backfill();
    return this.#regular();
  }

  /** @returns what is news about this person */
  #hearOf(connection: Connection, now: number): MonitorEvent[] {
    const person = this.#personOf({ ...connection.person, target: connection.target, unit: connection.unit });
    const fresh = person.hear(connection, now);
    if (!fresh) return [];
    this.#recorder.add(person.info, [fresh]);
    // What the history already had is news too when it is served for the first time in this run.
    const news = person.reading?.measuredAt === fresh.measuredAt ? person.news() : null;
    if (!news) return [];
    this.#changedAt = now;
    return [{ type: 'reading', reading: fresh, person: person.info }];
  }

  /** Graphs at the start, after a gap and now and then, since history comes in late. */
  async #backfill(): Promise<void> {
    const settings = this.#options.profile.currentSettings();
    for (const person of this.#people.values()) {
      if (!this.#running || !isFollowed(settings, person.info.patientId)) continue;
      if (!person.graphIsDue(this.#now())) continue;
      const client = await this.#options.profile.client();
      if (!client.ok) return;
      const source: Source = client.value;
      const graph = await source.graph(person.info.patientId);
      if (graph.ok) {
        const points = person.graphCame(graph.value.readings, this.#now());
        this.#recorder.add(person.info, points);
        void this.#record();
      } else {
        person.graphFailed(this.#now());
      }
    }
  }

  #fail(cause: Problem): NextPoll {
    this.#server = { code: 'problem', problem: cause };
    if (cause.code === 'nobodyShares' || cause.code === 'invitationWaits') return this.#regular();
    const isWaking = this.#clock.monotonic() - this.#wokeAt < WAKING_MS;
    if (isWaking && NO_NETWORK.includes(cause.code))
      return { at: this.#clock.now() + WAKING_RETRY_MS, reason: 'afterProblem' };
    this.#failures += 1;
    // What the server said is in trusted time, as everything kept of it; the timer runs by the computer's.
    const next = nextPollAfter(cause, this.#failures, this.#now(), this.#random());
    return next.at === null ? next : { ...next, at: next.at + this.#ahead };
  }

  #regular(): NextPoll {
    const newest = [...this.#people.values()].map(({ reading }) => reading?.measuredAt ?? -Infinity);
    const newestAt = Math.max(-Infinity, ...newest);
    // What is due is reckoned in the trusted time of the readings; the timer runs by the computer's.
    const ahead = this.#ahead;
    const next = nextRegularPoll(
      {
        now: this.#now(),
        askedAt: this.#askedAt - ahead,
        newestAt: newestAt === -Infinity ? null : newestAt,
        changedAt: this.#changedAt,
        intervalMs: this.#options.intervalMs,
      },
      this.#random(),
    );
    return next.at === null ? next : { ...next, at: next.at + ahead };
  }

  #personOf(info: PersonInfo): FollowedPerson {
    let person = this.#people.get(info.patientId);
    if (!person) {
      person = new FollowedPerson(info);
      this.#people.set(info.patientId, person);
    }
    return person;
  }

  /** Where the last run left off; and, while another process polls, what it has recorded. One reading at a time. */
  #readHistory(): Promise<void> {
    this.#reading ??= this.#rememberAll()
      .catch((error: unknown) => void this.#broke(error))
      .finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #rememberAll(): Promise<void> {
    const asked = await this.#options.profile.history.ask('since', { from: this.#now() - THREE_HOURS_MS });
    if (!asked.ok) return;
    const now = this.#now();
    for (const { info, readings } of asked.value) {
      const person = this.#personOf(info);
      person.remember(readings, now);
      const reading = this.#state.polledBy === null ? null : person.news();
      if (reading) this.#tell({ type: 'reading', reading, person: info });
    }
  }

  /** Tells the listeners where the state is another than before. */
  #publish(change: Partial<AppState>): void {
    const now = this.#now();
    const settings = this.#options.profile.currentSettings();
    const known = [...this.#people.values()].filter((person) => !person.isOfThePast);
    const people = known.map((person) => person.state(settings, now));
    const wrongBy = this.#options.profile.time.wrongBy();
    const clock: Link = wrongBy === null ? { code: 'ok' } : { code: 'clockWrong', byMs: wrongBy };
    const link = worstLink(this.#server.code === 'ok' ? clock : this.#server, followedOf(people, settings));
    const before = this.#state;
    const sameCause = linkCause(link) === linkCause(before.link);
    const since = sameCause ? before.since : now;
    const storage = this.#recorder.problem ?? this.#options.profile.history.state.problem;
    const after = { ...before, ...change, people, link, since, storage };
    if (isDeepStrictEqual(before, after)) return;
    this.#state = { ...after, sequence: before.sequence + 1 };
    this.#tell({ type: 'state', state: this.#state });
  }

  #tell(event: MonitorEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#broke(error);
      }
    }
  }

  /** How far the computer's clock is ahead of the trusted time, ms. */
  get #ahead(): number {
    return this.#clock.now() - this.#now();
  }

  #now(): number {
    return this.#options.profile.time.now();
  }

  #random(): number {
    return (this.#options.random ?? Math.random)();
  }
}

/** What makes two links the same state: the cause, not the countdown. */
export function linkCause(link: Link): string {
  if (link.code === 'problem') return `problem:${link.problem.code}`;
  return 'name' in link ? `${link.code}:${link.name}` : link.code;
}
