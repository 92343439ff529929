import { problem, type Problem, type ProblemCode } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isErased, isFollowed } from '../../shared/settings/settings.ts';
import { SECOND } from '../../shared/time.ts';
import type { Connection, Sharing, Source } from '../libre/source.ts';
import { followedOf } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import type { Clock } from '../time/clock.ts';
import type { Pulse } from '../time/pulse.ts';
import type { KnownState } from './known-state.ts';
import type { MonitorEvent } from './monitor-event.ts';
import { nextPollAfter, nextRegularPoll, type NextPoll } from './poll-schedule.ts';

/** Whoever presses "refresh" again and again still asks at most this often. */
const REFRESH_FLOOR_MS = 10 * SECOND;
/** An account that had people is believed to have none after this many answers that say so. */
const EMPTY_IS_NOBODY = 3;
/** A computer that woke up or was switched on has no network for a moment: so long it asks again after seconds. */
const WAKING_MS = 60 * SECOND;
const WAKING_RETRY_MS = 5 * SECOND;
const NO_NETWORK: readonly ProblemCode[] = ['connectionFailed', 'nameNotFound', 'timedOut', 'answerCut'];

export interface PollsOptions {
  profile: Profile;
  pulse: Pulse;
  /** Between two polls; under a minute only for servers of one's own. */
  intervalMs: number;
  /** 0 up to 1, for the jitter. */
  random?: () => number;
}

/** Asks the server, one request cycle at a time; each poll arms the next. What the answers say goes to what is known. */
export class Polls {
  readonly #options: PollsOptions;
  readonly #known: KnownState;
  readonly #clock: Clock;
  #failures = 0;
  /** When the computer woke up, or the program started, by the monotonic clock; until the first answer since. */
  #wokeAt = -Infinity;
  /** How often it has slept, as far as the monitor knows. */
  #sleeps = 0;
  #empty = 0;
  #askedAt = -Infinity;
  #changedAt = -Infinity;
  #polling: Promise<void> | null = null;
  /** The poll under way was made for a waking. */
  #isForWaking = false;
  /** The computer woke up while a poll was under way that had been asked before. */
  #isOvertaken = false;
  #cancelPoll = () => {};
  #isRunning = false;

  constructor(options: PollsOptions, known: KnownState) {
    this.#options = options;
    this.#known = known;
    this.#clock = options.pulse.clock;
  }

  /** The poll under way; null where there is none. */
  get underWay(): Promise<void> | null {
    return this.#polling;
  }

  /** How often the computer has slept, as far as it was noticed. */
  get sleeps(): number {
    return this.#sleeps;
  }

  /** From now on polls may be armed. */
  start(): void {
    this.#isRunning = true;
    this.#sleeps = this.#options.pulse.sleeps();
    this.#wokeAt = this.#clock.monotonic();
  }

  /** No poll follows the one under way. */
  stop(): void {
    this.#isRunning = false;
    this.cancel();
  }

  /** The next poll is not armed any more. */
  cancel(): void {
    this.#cancelPoll();
  }

  /** Whether the computer slept, or somebody set its clock, since this was last looked at. */
  noticeSleep(): boolean {
    const sleeps = this.#options.pulse.sleeps();
    if (sleeps === this.#sleeps) return false;
    this.#sleeps = sleeps;
    this.#wokeAt = this.#clock.monotonic();
    return true;
  }

  /**
   * The computer woke up: one poll now, or as soon as the one under way has ended that was asked before, unless the server
   * or the user must come first. One waking may be told of again and again.
   */
  wake(): void {
    const { nextPollAt, pollReason } = this.#known.state;
    this.noticeSleep();
    const isUnderWay = this.#polling !== null;
    if (nextPollAt === null && !isUnderWay) return;
    if (pollReason === 'serverSaid' && nextPollAt !== null && nextPollAt > this.#clock.now()) return;
    // What failed before the sleep, or in a night's short wakings, says nothing about the network there is now.
    if (pollReason === 'afterProblem') this.#failures = 0;
    this.#wokeAt = this.#clock.monotonic();
    if (isUnderWay) this.#isOvertaken ||= !this.#isForWaking;
    else void this.#pollForWaking();
  }

  /** The user wants to know now. Asks unless it did a moment ago or the server said not to. */
  async refresh(): Promise<void> {
    const { nextPollAt, pollReason } = this.#known.state;
    const serverSaid = pollReason === 'serverSaid' && nextPollAt !== null && nextPollAt > this.#clock.now();
    if (serverSaid || this.#clock.now() - this.#askedAt < REFRESH_FLOOR_MS) return;
    await this.poll();
  }

  /** Asks now; while a poll is under way that one is it. */
  poll(): Promise<void> {
    this.#polling ??= this.#cycle()
      .catch((error: unknown) => void this.#known.broke(error))
      .finally(() => {
        this.#polling = null;
        this.#isForWaking = false;
        this.#isOvertaken = false;
      });
    return this.#polling;
  }

  #pollForWaking(): Promise<void> {
    this.#isForWaking = true;
    return this.poll();
  }

  async #cycle(): Promise<void> {
    this.#cancelPoll();
    this.#askedAt = this.#clock.now();
    const sleeps = this.#sleeps;
    let next = await this.#round();
    this.noticeSleep();
    // What was asked before a sleep says nothing about the time after it.
    const isOvertaken = this.#isOvertaken || sleeps !== this.#sleeps;
    const isOutdated = isOvertaken && next.at !== null && next.reason !== 'serverSaid';
    if (isOutdated) next = { ...next, at: this.#clock.now() };
    // Before anybody is told: whoever fails then does not keep the next poll from coming.
    if (this.#isRunning && next.at !== null)
      this.#cancelPoll = this.#clock.after(
        Math.max(0, next.at - this.#clock.now()),
        () => void (isOutdated ? this.#pollForWaking() : this.poll()),
      );
    void this.#known.record();
    this.#known.publish({ nextPollAt: next.at, pollReason: next.reason });
    if (!isOutdated) this.#known.tell({ type: 'polled' });
  }

  /** One answer, and all that follows from it. @returns when to ask again */
  async #round(): Promise<NextPoll> {
    try {
      const answer = await this.#ask();
      this.noticeSleep();
      return answer.ok ? await this.#hear(answer.value) : this.#fail(answer.problem);
    } catch (error) {
      return this.#fail(this.#known.broke(error));
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
    const believable = this.#known.people.size === 0 || this.#empty >= EMPTY_IS_NOBODY;
    if (!believable) return ok({ people: [], unreadable: 0 });
    return sharing.ok ? fail(problem('nobodyShares', {})) : sharing;
  }

  async #hear({ people: connections, unreadable }: Sharing): Promise<NextPoll> {
    const { profile } = this.#options;
    this.#failures = 0;
    this.#wokeAt = -Infinity;
    const now = this.#known.now();
    const followed = followedOf(connections, profile.currentSettings());
    const news = followed.flatMap((connection) => this.#hearOf(connection, now));
    // Nothing else is known of them any more, and they are there to be chosen again.
    for (const { person, target, unit } of connections)
      if (isErased(profile.currentSettings(), person.patientId))
        this.#known.personOf({ ...person, target, unit });
    // Whoever is not followed shares all the same.
    const served = new Set(connections.map(({ person }) => person.patientId));
    for (const [patientId, person] of this.#known.people) {
      if (served.has(patientId)) continue;
      if (unreadable > 0) person.unread();
      else person.missed();
    }
    this.#known.server = { code: 'ok' };
    // All that the answer says comes first: what a reading means depends on it. Only then the disk.
    const next = this.#regular();
    this.#known.publish({ lastAnswerAt: now, nextPollAt: next.at, pollReason: next.reason });
    for (const event of news) this.#known.tell(event);
    void this.#known.record();
    return (await this.#backfill()) ? this.#regular() : next;
  }

  /** @returns what is news about this person */
  #hearOf(connection: Connection, now: number): MonitorEvent[] {
    const person = this.#known.personOf({
      ...connection.person,
      target: connection.target,
      unit: connection.unit,
    });
    const fresh = person.hear(connection, now);
    if (!fresh) return [];
    this.#known.recorder.add(person.info, [fresh]);
    // What the history already had is news too when it is served for the first time in this run.
    const news = person.reading?.measuredAt === fresh.measuredAt ? person.news() : null;
    if (!news) return [];
    this.#changedAt = now;
    return [{ type: 'reading', reading: fresh, person: person.info }];
  }

  /** Graphs at the start, after a gap and now and then, since history comes in late. @returns whether any was asked for */
  async #backfill(): Promise<boolean> {
    let hasAsked = false;
    const settings = this.#options.profile.currentSettings();
    for (const person of this.#known.people.values()) {
      if (!this.#isRunning || !isFollowed(settings, person.info.patientId)) continue;
      if (!person.graphIsDue(this.#known.now())) continue;
      hasAsked = true;
      const client = await this.#options.profile.client();
      if (!client.ok) return hasAsked;
      const source: Source = client.value;
      const graph = await source.graph(person.info.patientId);
      if (graph.ok) {
        const points = person.graphCame(graph.value.readings, this.#known.now());
        this.#known.recorder.add(person.info, points);
        void this.#known.record();
      } else {
        person.graphFailed(this.#known.now());
      }
    }
    return hasAsked;
  }

  #fail(cause: Problem): NextPoll {
    this.#known.server = { code: 'problem', problem: cause };
    if (cause.code === 'nobodyShares' || cause.code === 'invitationWaits') return this.#regular();
    const isWaking = this.#clock.monotonic() - this.#wokeAt < WAKING_MS;
    if (isWaking && NO_NETWORK.includes(cause.code))
      return { at: this.#clock.now() + WAKING_RETRY_MS, reason: 'afterProblem' };
    this.#failures += 1;
    // What the server said is in trusted time, as everything kept of it; the timer runs by the computer's.
    const next = nextPollAfter(cause, this.#failures, this.#known.now(), this.#random());
    return next.at === null ? next : { ...next, at: next.at + this.#ahead };
  }

  #regular(): NextPoll {
    const newest = [...this.#known.people.values()].map(({ reading }) => reading?.measuredAt ?? -Infinity);
    const newestAt = Math.max(-Infinity, ...newest);
    // What is due is reckoned in the trusted time of the readings; the timer runs by the computer's.
    const ahead = this.#ahead;
    const next = nextRegularPoll(
      {
        now: this.#known.now(),
        askedAt: this.#askedAt - ahead,
        newestAt: newestAt === -Infinity ? null : newestAt,
        changedAt: this.#changedAt,
        intervalMs: this.#options.intervalMs,
      },
      this.#random(),
    );
    return next.at === null ? next : { ...next, at: next.at + ahead };
  }

  /** How far the computer's clock is ahead of the trusted time, ms. */
  get #ahead(): number {
    return this.#clock.now() - this.#known.now();
  }

  #random(): number {
    return (this.#options.random ?? Math.random)();
  }
}
