import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Profile } from '../../../src/main/profile/profile.ts';
import { happenedAt, journalDays, lastRaised } from '../../../src/main/reports/journal.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import type { Result } from '../../../src/shared/result.ts';
import { clockOf } from '../../../src/shared/statistics/civil-clock.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { historyBehind } from '../../support/history-behind.ts';
import { NOON, person, reading } from '../../support/readings.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { journalEntry } from '../../support/journal-entry.ts';

const TOKYO = 9 * 3600;
/** Begins the 20th where Ada is; there it is nine hours earlier than in UTC. */
const MIDNIGHT = NOON - 12 * HOUR - TOKYO * 1000;

let profile: Profile;

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const note = (...entries: JournalEntry[]) =>
  valueOf(valueOf(historyBehind(profile)).journal.add(entries, []));

beforeEach(() => {
  profile = new Profile({ dataDir: temporaryDirectory(), clock: new FakeClock(NOON) });
  const history = valueOf(historyBehind(profile));
  valueOf(history.rememberPerson({ ...person(), target: { low: 70, high: 180 }, unit: 'mmol' }));
  const every5 = Array.from({ length: 4 * 288 }, (_, i) => NOON - 4 * DAY + 5 * i * MINUTE);
  valueOf(history.record(every5.map((measuredAt) => reading({ measuredAt, utcOffsetSeconds: TOKYO }))));
});

afterEach(() => profile.close());

describe('days of the journal', () => {
  it('are those of the wearer’s clock, with their lines', async () => {
    note(
      journalEntry(MIDNIGHT - 1),
      journalEntry(MIDNIGHT),
      journalEntry(MIDNIGHT + DAY - 1, { decision: 'cleared', reason: 'recovered' }),
    );
    const journal = valueOf(await journalDays(profile, { date: '2026-11-20', days: 1 }));
    expect(journal.entries.map(({ at }) => (at - MIDNIGHT) / MINUTE)).toEqual([0, 1440 - 1 / MINUTE]);
    const [ada] = journal.people;
    expect(ada).toMatchObject({ name: 'Ada Lovelace', unit: 'mmol', target: { low: 70, high: 180 } });
    expect(ada!.days.map(({ date, from }) => [date, from])).toEqual([['2026-11-20', MIDNIGHT]]);
    expect(clockOf(ada!.zones, () => 0)(MIDNIGHT)).toBe(TOKYO);
  });

  it('have the lines of `days`, seven where a week is asked for', async () => {
    const journal = valueOf(await journalDays(profile, { date: '2026-11-20', days: 7 }));
    const window = { from: { local: NOON - 12 * HOUR - 6 * DAY }, to: { local: NOON + 12 * HOUR } };
    const days = valueOf(await profile.history.ask('days', { patientId: 'ada', window }));
    expect(journal.people[0]!.days.map((day) => ({ ...day, alarms: 0 }))).toEqual(days);
    expect(days).toHaveLength(5);
  });

  it('know what began the day before: after how long it was answered, and over', async () => {
    note(
      journalEntry(MIDNIGHT - 20 * MINUTE),
      journalEntry(MIDNIGHT - 5 * MINUTE, { decision: 'repeated' }),
      journalEntry(MIDNIGHT + MINUTE, { decision: 'acknowledged', reason: 'byUser', by: 'tray' }),
      journalEntry(MIDNIGHT + 31 * MINUTE, { decision: 'repeated' }),
      journalEntry(MIDNIGHT + 33 * MINUTE, { decision: 'acknowledged', reason: 'byUser', by: 'window' }),
      journalEntry(MIDNIGHT + 40 * MINUTE, { decision: 'cleared', reason: 'recovered' }),
      journalEntry(MIDNIGHT + 50 * MINUTE, { decision: 'snoozed', reason: 'byUser' }),
    );
    const { entries } = valueOf(await journalDays(profile, { date: '2026-11-20', days: 1 }));
    const after = entries.map(({ at, ringsSince }) => ringsSince && (at - ringsSince) / MINUTE);
    expect(after).toEqual([21, null, 2, 60, null]);
  });

  it('have what is about the program on the days of this computer', async () => {
    const about = { patientId: null, kind: 'impaired', reason: 'storageFailed', mgdl: null } as const;
    const here = new Date(2026, 10, 20).getTime();
    note(journalEntry(here - 1, about), journalEntry(here, about));
    const { entries } = valueOf(await journalDays(profile, { date: '2026-11-20', days: 1 }));
    expect(entries.map(({ at }) => at)).toEqual([here]);
  });

  it('are empty where nothing was: before the history, and with nobody in it', async () => {
    const before = valueOf(await journalDays(profile, { date: '2020-01-01', days: 7 }));
    expect(before).toMatchObject({ people: [{ days: [] }], entries: [] });
    await profile.close();
    profile = new Profile({ dataDir: temporaryDirectory(), clock: new FakeClock(NOON) });
    expect(valueOf(await journalDays(profile, { date: '2026-11-20', days: 1 }))).toEqual({
      people: [],
      entries: [],
    });
  });
});

describe('what is asked about a minute', () => {
  it('is typed on the clock of the only wearer, and told on it', async () => {
    note(journalEntry(MIDNIGHT + 3 * HOUR));
    const local = { local: NOON - 9 * HOUR };
    const happened = valueOf(await happenedAt(profile, local));
    expect(happened.at).toBe(MIDNIGHT + 3 * HOUR);
    expect(clockOf(happened.zones!, () => 0)(happened.at)).toBe(TOKYO);
    expect(happened.people).toMatchObject([
      { name: 'Ada Lovelace', reading: { measuredAt: MIDNIGHT + 3 * HOUR, mgdl: 133 } },
    ]);
    expect(happened.entries).toHaveLength(1);
    expect(valueOf(await happenedAt(profile, { instant: happened.at }))).toEqual(happened);
  });

  it('is on this computer’s clock where there are several', async () => {
    const ben = { ...person({ patientId: 'ben', firstName: 'Ben' }), target: null, unit: null };
    valueOf(valueOf(historyBehind(profile)).rememberPerson(ben));
    const happened = valueOf(await happenedAt(profile, { local: Date.UTC(2026, 10, 20, 3) }));
    expect(happened).toMatchObject({ at: new Date(2026, 10, 20, 3).getTime(), zones: null });
  });

  it('is not answered once nobody waits for it', async () => {
    const left = new AbortController();
    left.abort();
    await expect(happenedAt(profile, { instant: NOON }, left.signal)).rejects.toThrow();
  });
});

describe('the last alarm', () => {
  it('is what was raised last, of anybody, not from ahead', async () => {
    expect(await lastRaised(profile)).toBeNull();
    note(
      journalEntry(NOON - 5 * HOUR),
      journalEntry(NOON - 3 * HOUR, { patientId: null, kind: 'impaired' }),
      journalEntry(NOON - 2 * HOUR, { decision: 'repeated' }),
      journalEntry(NOON - HOUR, { decision: 'cleared', reason: 'recovered' }),
      journalEntry(NOON + HOUR),
    );
    expect(await lastRaised(profile)).toBe(NOON - 3 * HOUR);
  });
});
