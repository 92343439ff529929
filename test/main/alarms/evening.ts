import { linkSentence } from '../../../src/shared/messages/sentences/link.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import type { Scenario } from '../../../src/main/simulator/scenario.ts';
import { AlarmedWorld } from './alarmed-world.ts';
import { lineOf, textOf, timeSince, type Line } from './journal-lines.ts';

const MINUTE = 60_000;
/** Six in the evening in UTC, an hour later on the clock of the house. */
const START = Date.UTC(2026, 10, 18, 18);

/** Where somebody's glucose goes: mg/dL at minutes of the evening, in straight lines between. */
export type Course = readonly (readonly [minute: number, mgdl: number])[];

function along(course: Course, minute: number): number {
  const next = course.findIndex(([at]) => at >= minute);
  const [[from, start], [to, end]] = [course.at(next === -1 ? -1 : Math.max(0, next - 1))!, course.at(next)!];
  return to === from ? end : start + ((end - start) * (minute - from)) / (to - from);
}

/**
 * An evening with Ada and this program in it, written down as it goes: what happened (`--`), what the alarms decided and,
 * in quotes, what the tray says whenever that is something else. All times are true ones, whatever a clock shows.
 */
export class Evening {
  readonly alarmed: AlarmedWorld;
  readonly #lines: Line[] = [];
  #said = '';

  constructor(course: Course, scenario: Partial<Scenario> = {}) {
    this.alarmed = new AlarmedWorld({
      start: START,
      scenario: {
        description: '',
        people: [ada],
        glucose: (_, at, _person, launchedAt) => along(course, (at - launchedAt) / MINUTE),
        ...scenario,
      },
    });
    this.alarmed.onDecision = (patientId, decision) => {
      const dated = decision.at - this.#now;
      const line = lineOf({ ...decision, at: this.#now }, patientId, START);
      this.#add(Math.abs(dated) < 1000 ? line : `${line} dated ${timeSince(START, decision.at)}`);
    };
    this.alarmed.onEvent = (event) => {
      if (event.type !== 'state') return;
      const said = linkSentence(event.state.link, (instant) => timeSince(START, instant));
      if (said !== this.#said) this.#add(`${this.#time}          “${said}”`);
      this.#said = said;
    };
  }

  get world() {
    return this.alarmed.world;
  }

  /** Of the evening, with fractions; by no clock that anybody sets. */
  get minute(): number {
    return (this.#now - START) / MINUTE;
  }

  get #now(): number {
    const { clock } = this.world;
    return clock.now() - clock.jumped;
  }

  get #time(): string {
    return timeSince(START, this.#now).padStart(7);
  }

  #add(text: string): void {
    this.#lines.push({ at: this.#now, text });
  }

  /** Writes down what happens. */
  note(what: string, sign = '--'): void {
    this.#add(`${this.#time} ${sign} ${what}`);
  }

  begin(): Promise<void> {
    return this.alarmed.start();
  }

  /** Lets the evening go on to a minute of it. */
  async until(minute: number): Promise<void> {
    await this.world.run((minute - this.minute) * MINUTE);
  }

  /** Somebody sets the computer's clock. */
  setClock(what: string, minutes: number): void {
    this.note(what);
    this.world.clock.jump(minutes * MINUTE);
  }

  async end(title: string): Promise<string> {
    await this.alarmed.stop();
    return textOf(title, this.#lines);
  }
}
