import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { JOURNAL_DAYS } from '../../../src/main/history/journal.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../../src/main/history/schema.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import { NOON, reading } from '../../support/readings.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  clock,
  codeOf,
  newHistory,
  openedHistory,
  rowsOf,
  stored,
  temporaryFolder,
  valueOf,
} from './history-folder.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const ALWAYS = { from: 0, to: 4e15 };

function entry(changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    patientId: 'ada',
    kind: 'urgentLow',
    decision: 'raised',
    reason: 'belowLimit',
    at: NOON + 123,
    mgdl: 52,
    measuredAt: NOON,
    sound: true,
    since: null,
    until: null,
    by: null,
    ...changes,
  };
}

describe('the journal', () => {
  test('gives back what it was given, oldest first, of one person or of everything', () => {
    const { journal } = newHistory();
    const entries = [
      entry(),
      entry({
        patientId: null,
        kind: 'impaired',
        reason: 'clockWrong',
        mgdl: null,
        measuredAt: null,
        sound: false,
      }),
      entry({ decision: 'snoozed', reason: 'byUser', at: NOON + 500, until: NOON + DAY, by: 'tray' }),
      entry({ decision: 'heldBack', reason: 'missed', at: NOON + 600, since: NOON - DAY, until: NOON }),
      entry({ patientId: 'ben', at: NOON - 1 }),
    ];
    expect(valueOf(journal.add(entries, []))).toBeUndefined();
    expect(valueOf(journal.entries(ALWAYS))).toEqual([entries[4], ...entries.slice(0, 4)]);
    expect(valueOf(journal.entries(ALWAYS, 'ada'))).toEqual([entries[0], entries[2], entries[3]]);
    expect(valueOf(journal.entries({ from: NOON + 123, to: NOON + 500 }))).toEqual(entries.slice(0, 2));
  });

  test('keeps 90 days', () => {
    const { journal } = newHistory();
    const now = clock.now();
    const old = entry({ at: now - JOURNAL_DAYS * DAY - 1 });
    const young = entry({ at: now - JOURNAL_DAYS * DAY });
    valueOf(journal.add([old, young], [{ from: old.at - 10, to: old.at }]));
    expect(valueOf(journal.entries(ALWAYS))).toEqual([young]);
    expect(valueOf(journal.watchedNear(now)).before).toBeNull();
  });

  test('R5: gives away a tenth at most at once, the oldest, by a clock that is a year ahead for a while', () => {
    const clock = new FakeClock();
    const history = valueOf(openHistory(join(temporaryFolder(), 'history.db'), clock));
    const { journal } = history;
    const now = clock.now();
    const entries = Array.from({ length: 50 }, (_, day) => entry({ at: now - (50 - day) * DAY }));
    const watched = entries.map(({ at }) => ({ from: at, to: at + MINUTE }));
    valueOf(journal.add(entries, watched));
    clock.jump(365 * DAY);
    for (let minute = 0; minute < 5; minute += 1) {
      valueOf(journal.add([], []));
      clock.advance(MINUTE);
    }
    clock.jump(-365 * DAY);
    expect(valueOf(journal.entries(ALWAYS))).toEqual(entries.slice(5));
    expect(valueOf(journal.watchedNear(now - 46 * DAY)).before).toBeNull();
    expect(valueOf(journal.watchedNear(now - 45 * DAY)).before).toEqual(watched[5]);
    history.close();
  });

  test('R5: gives nothing away while its clock leaps', () => {
    const clock = new FakeClock();
    const history = valueOf(openHistory(join(temporaryFolder(), 'history.db'), clock));
    const { journal } = history;
    const kept = [entry({ at: clock.now() - 80 * DAY }), entry({ at: clock.now() - DAY })];
    valueOf(journal.add(kept, []));
    clock.jump(365 * DAY);
    valueOf(journal.add([], []));
    clock.jump(-365 * DAY);
    valueOf(journal.add([], []));
    expect(valueOf(journal.entries(ALWAYS))).toEqual(kept);
    history.close();
  });
  test('R5: comes down to 90 days in the course of days', () => {
    const clock = new FakeClock();
    const history = valueOf(openHistory(join(temporaryFolder(), 'history.db'), clock));
    const { journal } = history;
    const old = Array.from({ length: 20 }, (_, day) => entry({ at: clock.now() - (120 - day) * DAY }));
    valueOf(journal.add(old, []));
    for (let day = 0; day < 20; day += 1) {
      clock.advance(DAY);
      valueOf(journal.add([], []));
    }
    expect(valueOf(journal.entries(ALWAYS))).toEqual([]);
    history.close();
  });

  test('draws a stretch out to its end and tells those before and after an instant', () => {
    const { journal } = newHistory();
    valueOf(journal.add([], [{ from: NOON, to: NOON }]));
    valueOf(journal.add([], [{ from: NOON, to: NOON + MINUTE }]));
    const later = { from: NOON + 60 * MINUTE, to: NOON + 70 * MINUTE };
    valueOf(journal.add([], [{ from: NOON, to: NOON + 2 * MINUTE }, later]));
    const first = { from: NOON, to: NOON + 2 * MINUTE };
    expect(valueOf(journal.watchedNear(NOON - 1))).toEqual({ before: null, after: first });
    expect(valueOf(journal.watchedNear(NOON + 30 * MINUTE))).toEqual({ before: first, after: later });
    expect(valueOf(journal.watchedNear(NOON + DAY))).toEqual({ before: later, after: null });
  });

  test('adds all or none', () => {
    const { journal } = newHistory();
    expect(codeOf(journal.add([entry(), entry({ mgdl: 5000 })], []))).toBe('historyFailed');
    expect(valueOf(journal.entries(ALWAYS))).toEqual([]);
    expect(codeOf(journal.add([entry()], []))).toBe('ok');
  });

  test('loses no entry to a fraction of a millisecond', () => {
    const { journal } = newHistory();
    valueOf(journal.add([entry({ at: NOON + 0.4 })], [{ from: NOON + 0.2, to: NOON + 1.6 }]));
    expect(valueOf(journal.entries(ALWAYS))).toEqual([entry({ at: NOON })]);
    expect(valueOf(journal.watchedNear(NOON)).before).toEqual({ from: NOON, to: NOON + 2 });
  });

  test('comes into a history of before it, which keeps its readings', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = new Database(path);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.exec(MIGRATIONS[0]!);
    db.exec(`INSERT INTO patient (source, patient_id, first_name, last_name) VALUES ('librelinkup', 'ada', '', '');
      INSERT INTO context (source) VALUES ('live');
      INSERT INTO reading VALUES (1, ${NOON / 1000}, 133, 3, 1, 1, 0, 1)`);
    db.pragma('user_version = 1');
    db.close();
    const history = openedHistory(path);
    expect(stored(history)).toMatchObject([{ measuredAt: NOON, mgdl: 133 }]);
    valueOf(history.journal.add([entry()], [{ from: NOON, to: NOON }]));
    valueOf(history.record([reading({ measuredAt: NOON + MINUTE })]));
    history.close();
    expect(rowsOf(path, 'SELECT count(*) AS n FROM alarm')).toEqual([{ n: 1 }]);
    expect(rowsOf(path, 'PRAGMA user_version')).toEqual([{ user_version: MIGRATIONS.length }]);
    expect(openHistory(path, clock).ok).toBe(true);
  });
});
