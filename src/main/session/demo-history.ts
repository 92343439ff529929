import { setImmediate } from 'node:timers/promises';
import type { Reading } from '../../shared/glucose/reading.ts';
import type { Result } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, rulesFor } from '../../shared/settings/settings.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import type { ActName, AnswerOf, RequestOf } from '../history/acts.ts';
import type { HistoryState } from '../history/history-state.ts';
import type { HistoryPort } from '../history/port.ts';
import { pastReadings } from '../simulator/past.ts';
import { scenarios } from '../simulator/scenarios.ts';
import type { Clock } from '../time/clock.ts';
import { DemoJournal } from './demo-journal.ts';

const { people: PEOPLE } = scenarios['two-people'];
type DemoPerson = (typeof PEOPLE)[number];

/** From one instant up to another, ms UTC. */
interface Span {
  from: number;
  until: number;
}

/** How far back the demo's readings go, from when it is first looked at. */
export const DEMO_DAYS = 90;
/**
 * The monitor takes what is younger than three hours for what the last run left it, shows it and lets the alarms judge
 * it. What nobody has measured must be none of that; what is missing then comes with the graph.
 */
const CURRENT_MS = 4 * HOUR;
/** So far back the journal tells what the alarms did. */
const JOURNAL_MS = 14 * DAY;
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
  #closing = new AbortController();

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
    onProgress?: (done: number) => void,
  ): Promise<Result<AnswerOf<N>>> {
    await (this.#begun ??= this.#begin());
    return this.#history.ask(name, request, signal, onProgress);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#begun;
    this.#begun = null;
    this.#closing = new AbortController();
    await this.#history.close();
  }

  async #begin(): Promise<void> {
    const { signal } = this.#closing;
    const now = this.#clock.now();
    const known = await this.#beginnings();
    // Readings of anybody else: whatever folder this is, it is not the demo's.
    if (known === null || [...known.keys()].some((id) => !isDemoPerson(id))) return;
    for (const person of PEOPLE) {
      const until = Math.min(known.get(person.patientId) ?? Infinity, now - CURRENT_MS);
      await this.#fill(person, { from: now - DEMO_DAYS * DAY, until }, signal);
    }
  }

  /** Makes somebody's days and hands them over, unless it is closed meanwhile. */
  async #fill(person: DemoPerson, { from, until }: Span, closing: AbortSignal): Promise<void> {
    if (until - from < LEAST_MS) return;
    const readings: Reading[] = [];
    const watched = { from: Math.max(from, until - JOURNAL_MS), to: until };
    const journal = new DemoJournal(rulesFor(DEFAULT_SETTINGS, person.patientId));
    for (const reading of pastReadings(person, { from, until })) {
      if (reading.measuredAt >= watched.from) journal.hear(reading);
      if (readings.push(reading) % STRETCH === 0) await setImmediate();
      if (closing.aborted) return;
    }
    // Writes go first: it is there before the next question, and a disk that hangs keeps nobody from asking. What
    // becomes of it the state of the history says.
    this.#write('record', { people: [infoOf(person)], readings });
    this.#write('note', { entries: journal.entries, watched: [watched], again: true });
  }

  #write<N extends 'record' | 'note'>(name: N, request: RequestOf<N>): void {
    void this.#history.ask(name, request).catch(() => {});
  }

  /** Since when there are readings of whom; null where the history does not say. */
  async #beginnings(): Promise<Map<string, number | null> | null> {
    let asked = await this.#history.ask('beginnings', null);
    // Told once; by then there is a new one.
    if (!asked.ok && asked.problem.code === 'historyDamaged')
      asked = await this.#history.ask('beginnings', null);
    return asked.ok ? new Map(asked.value.map(({ patientId, since }) => [patientId, since])) : null;
  }
}

export function isDemoPerson(patientId: string): boolean {
  return PEOPLE.some((one) => one.patientId === patientId);
}

function infoOf({ patientId, firstName, lastName, targetLow, targetHigh, unit }: DemoPerson) {
  return { patientId, firstName, lastName, target: { low: targetLow, high: targetHigh }, unit };
}
