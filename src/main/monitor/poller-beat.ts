import type { ArmedFault } from '../../shared/alarms/armed.ts';
import { shownLink } from '../../shared/state/app-state.ts';
import { BEAT_EVERY_MS, withoutName, type KeptPoller } from '../../shared/status/kept-poller.ts';
import { answered } from '../files/in-turn.ts';
import { ourselves } from '../files/named-process.ts';
import type { Profile } from '../profile/profile.ts';
import type { Clock } from '../time/clock.ts';
import type { KnownState } from './known-state.ts';

/** Who asks the server here. */
export interface PollerWho extends Pick<KeptPoller, 'by' | 'demo'> {
  /** Why alarms might not be noticed; missing where nobody looks. */
  faults?: () => readonly ArmedFault[];
}

/**
 * Keeps in `state.json` that this process watches, and what it knows, for those that only look: every half minute, and
 * by nobody waited for. Only the process whose turn it is to ask does.
 */
export class PollerBeat {
  readonly #who: PollerWho;
  readonly #profile: Profile;
  readonly #known: KnownState;
  readonly #clock: Clock;
  #beatenAt = -Infinity;
  /** What was kept last is from before the first answer. */
  #isStarting = true;

  constructor(who: PollerWho, profile: Profile, known: KnownState, clock: Clock) {
    this.#who = who;
    this.#profile = profile;
    this.#known = known;
    this.#clock = clock;
  }

  /** To be called at each pulse. */
  beat(): void {
    if (!this.#isOurTurn) {
      this.#beatenAt = -Infinity;
      return;
    }
    const now = this.#clock.now();
    const hasStarted = this.#isStarting && this.#known.way.code !== 'starting';
    // By the clock that others judge it by, which may be set, and goes on in a sleep.
    if (Math.abs(now - this.#beatenAt) < BEAT_EVERY_MS && !hasStarted) return;
    this.#beatenAt = now;
    this.#isStarting = this.#known.way.code === 'starting';
    void this.#keep(now, false);
  }

  /** Says that nobody is watching from now on. */
  async end(): Promise<void> {
    if (this.#beatenAt === -Infinity || !this.#isOurTurn) return;
    await answered(this.#clock, this.#keep(this.#clock.now(), true), false);
  }

  get #isOurTurn(): boolean {
    return this.#known.state.polledBy === null;
  }

  #keep(now: number, ended: boolean): Promise<boolean> {
    const { state, way } = this.#known;
    const people = state.people.map(({ person, link }) => [person.patientId, withoutName(link)]);
    return this.#profile.serverState.keepPoller({
      by: this.#who.by,
      process: ourselves(),
      demo: this.#who.demo,
      beatAt: now,
      ended,
      clockOffset: this.#known.now() - now,
      answeredAt: state.lastAnswerAt,
      link: withoutName(shownLink({ ...state, link: way })),
      people: Object.fromEntries(people),
      faults: this.#who.faults?.() ?? null,
    });
  }
}
