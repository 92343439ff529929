import { isDeepStrictEqual } from 'node:util';
import { problem, type Problem, type KnownCause } from '../../shared/problems.ts';
import { MOST_PEOPLE } from '../../shared/glucose/reading.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { isRecording, type AppState, type Link, type Unrecorded } from '../../shared/state/app-state.ts';
import type { PersonInfo } from '../history/people.ts';
import { followedOf } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import type { Clock } from '../time/clock.ts';
import { FollowedPerson } from './followed-person.ts';
import { linkCause, worstLink } from './link.ts';
import type { MonitorEvent } from './monitor-event.ts';
import { Recorder } from './recorder.ts';

const THREE_HOURS_MS = 3 * HOUR;
/** That the disk took nothing for less is not told when it is over. */
const WORTH_TELLING_MS = MINUTE;

/** What is known and why not more: everybody the account shares, the way to the server, what waits for the disk. */
export class KnownState {
  readonly people = new Map<string, FollowedPerson>();
  readonly recorder: Recorder;
  /** The way to the server, whatever is known of the people. */
  server: Link = { code: 'starting' };
  readonly #profile: Profile;
  readonly #listeners = new Set<(event: MonitorEvent) => void>();
  #state: AppState;
  /** What is being read of the history. */
  #reading: Promise<void> | null = null;

  constructor(profile: Profile, clock: Clock) {
    this.#profile = profile;
    this.recorder = new Recorder(() => profile.history, clock);
    this.#state = {
      sequence: 0,
      link: { code: 'starting' },
      since: clock.now(),
      people: [],
      nextPollAt: null,
      pollReason: 'readingDue',
      lastAnswerAt: null,
      storage: null,
      unrecorded: null,
      polledBy: null,
    };
  }

  get state(): AppState {
    return this.#state;
  }

  /** The time by which ages are judged, ms UTC. */
  now(): number {
    return this.#profile.time.now();
  }

  /** The way to the server, with the time that it tells; whatever is known of the people. */
  get way(): Link {
    const wrongBy = this.#profile.time.wrongBy();
    if (this.server.code !== 'ok' || wrongBy === null) return this.server;
    return { code: 'clockWrong', byMs: wrongBy };
  }

  /** @returns what ends the subscription */
  subscribe(listener: (event: MonitorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The one known by this id, new where nobody is. */
  personOf(info: PersonInfo): FollowedPerson {
    let person = this.people.get(info.patientId);
    if (!person) {
      person = new FollowedPerson(info);
      this.#letGo();
      this.people.set(info.patientId, person);
    }
    return person;
  }

  /** Makes room for one more: who has not been listed for longest goes. */
  #letGo(): void {
    if (this.people.size < MOST_PEOPLE) return;
    const [longest] = [...this.people].toSorted(([, a], [, b]) => (a.heardAt ?? 0) - (b.heardAt ?? 0));
    if (longest) this.people.delete(longest[0]);
  }

  /** Where the last run left off; and, while another process polls, what it has recorded. One reading at a time. */
  readHistory(): Promise<void> {
    this.#reading ??= this.#rememberAll()
      .catch((error: unknown) => void this.broke(error))
      .finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #rememberAll(): Promise<void> {
    const asked = await this.#profile.history.ask('since', { from: this.now() - THREE_HOURS_MS });
    if (!asked.ok) return;
    const now = this.now();
    for (const { info, readings } of asked.value) {
      const person = this.personOf(info);
      person.remember(readings, now);
      const reading = this.#state.polledBy === null ? null : person.news();
      if (reading) this.tell({ type: 'reading', reading, person: info });
    }
  }

  /** Tells the listeners where the state is another than before. */
  publish(change: Partial<AppState>): void {
    const now = this.now();
    const settings = this.#profile.currentSettings();
    const known = [...this.people.values()].filter((person) => !person.isOfThePast);
    const people = known.map((person) => person.state(settings, now));
    const link = worstLink(this.way, followedOf(people, settings));
    const before = this.#state;
    const sameCause = linkCause(link) === linkCause(before.link);
    const since = sameCause ? before.since : now;
    const storage = this.recorder.problem ?? this.#profile.history.state.problem;
    const after = { ...before, ...change, people, link, since, storage };
    // Another process that polls records too.
    after.unrecorded = this.#unrecorded(after.polledBy !== null || isRecording(after), now);
    if (isDeepStrictEqual(before, after)) return;
    this.#state = { ...after, sequence: before.sequence + 1 };
    this.tell({ type: 'state', state: this.#state });
  }

  /** @returns of a time that is over only one that is worth a word */
  #unrecorded(isRecorded: boolean, now: number): Unrecorded | null {
    const { unrecorded: before = null } = this.#state;
    const { lost } = this.recorder;
    if (!isRecorded) return { from: before?.to === null ? before.from : now, to: null, lost };
    if (before?.to !== null) return before;
    return now - before.from < WORTH_TELLING_MS && lost === null ? null : { ...before, to: now, lost };
  }

  /** What one listener throws keeps nobody else from hearing it. */
  tell(event: MonitorEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.broke(error);
      }
    }
  }

  /** Hands over what is to be recorded, and tells once it is known what became of it. */
  async record(): Promise<void> {
    try {
      await this.recorder.flush();
    } catch (error) {
      this.broke(error);
    }
    this.publish({});
  }

  /** What the disk did not take is handed over anew: no poll that brings anything may come for minutes. */
  async recordAgain(): Promise<void> {
    if (this.recorder.problem !== null) await this.record();
  }

  /** An exception is a bug, ours or a listener's. It becomes a state, told at the next pulse, and never the end. */
  broke(error: unknown): Problem {
    const detail = error instanceof Error ? error.name : ('unknownError' satisfies KnownCause);
    const cause = problem('unexpected', { detail });
    this.server = { code: 'problem', problem: cause };
    return cause;
  }
}
