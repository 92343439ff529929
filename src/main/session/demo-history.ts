import { setImmediate } from 'node:timers/promises';
import type { Reading } from '../../shared/glucose/reading.ts';
import type { Result } from '../../shared/result.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import type { ActName, AnswerOf, RequestOf } from '../history/acts.ts';
import type { HistoryState } from '../history/history-state.ts';
import type { HistoryPort } from '../history/port.ts';
import { pastReadings } from '../simulator/past.ts';
import { scenarios } from '../simulator/scenarios.ts';
import type { Clock } from '../time/clock.ts';

const { people: PEOPLE } = scenarios['two-people'];
type DemoPerson = (typeof PEOPLE)[number];

/** How far back the demo's readings go, from when it is first looked at. */
export const DEMO_DAYS = 90;
/**
 * The monitor takes what is younger than three hours for what the last run left it, shows it and lets the alarms judge
 * it. What nobody has measured must be none of that; what is missing then comes with the graph.
 */
const CURRENT_MS = 4 * HOUR;
/** Less than this is no past: that the ninety days of a later start are others, or began with a sensor warming up. */
const LEAST_MS = 2 * HOUR;
/** So many readings are made at a stretch, some milliseconds; then whoever waits for this thread has a turn. */
const STRETCH = 1000;

/**
 * The history of a demo, which goes ninety days back from its first use on. Whatever is asked of it first waits until
 * they are made. Each person's are recorded before everything known of them, and all at once or not at all: what a kill
 * kept from being recorded is made at the next start, and nothing twice.
 */
export class DemoHistory implements HistoryPort {
  readonly #history: HistoryPort;
  readonly #clock: Clock;
  #begun: Promise<void> | null = null;
  #closings = 0;

  constructor(history: HistoryPort, clock: Clock) {
    this.#history = history;
    this.#clock = clock;
  }

  get state(): HistoryState {
    return this.#history.state;
  }

  async ask<N extends ActName>(
    name: N,
    request: RequestOf<N>,
    signal?: AbortSignal,
  ): Promise<Result<AnswerOf<N>>> {
    await (this.#begun ??= this.#begin());
    return this.#history.ask(name, request, signal);
  }

  async close(): Promise<void> {
    this.#closings += 1;
    await this.#begun;
    this.#begun = null;
    await this.#history.close();
  }

  async #begin(): Promise<void> {
    const closings = this.#closings;
    const now = this.#clock.now();
    const known = await this.#beginnings();
    // Readings of anybody else: whatever folder this is, it is not the demo's.
    if (known === null || [...known.keys()].some((id) => !PEOPLE.some(({ patientId }) => patientId === id)))
      return;
    for (const person of PEOPLE) {
      const until = Math.min(known.get(person.patientId) ?? Infinity, now - CURRENT_MS);
      const readings = await this.#made(person, { from: now - DEMO_DAYS * DAY, until }, closings);
      if (readings.length === 0 || closings !== this.#closings) continue;
      // Writes go first: it is there before the next question, and a disk that hangs keeps nobody from asking. What
      // becomes of it the state of the history says.
      const request = { people: [infoOf(person)], readings };
      void this.#history.ask('record', request).catch(() => {});
    }
  }

  /** Since when there are readings of whom; null where the history does not say. */
  async #beginnings(): Promise<Map<string, number | null> | null> {
    let asked = await this.#history.ask('beginnings', null);
    // Told once; by then there is a new one.
    if (!asked.ok && asked.problem.code === 'historyDamaged')
      asked = await this.#history.ask('beginnings', null);
    return asked.ok ? new Map(asked.value.map(({ patientId, since }) => [patientId, since])) : null;
  }

  async #made(
    person: DemoPerson,
    span: { from: number; until: number },
    closings: number,
  ): Promise<Reading[]> {
    const readings: Reading[] = [];
    if (span.until - span.from < LEAST_MS) return readings;
    for (const reading of pastReadings(person, span)) {
      if (readings.push(reading) % STRETCH === 0) await setImmediate();
      if (closings !== this.#closings) break;
    }
    return readings;
  }
}

function infoOf({ patientId, firstName, lastName, targetLow, targetHigh, unit }: DemoPerson) {
  return { patientId, firstName, lastName, target: { low: targetLow, high: targetHigh }, unit };
}
