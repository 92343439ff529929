import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Profile } from '../../../../src/main/profile/profile.ts';
import type { JournalEntry } from '../../../../src/shared/alarms/journal-entry.ts';
import type { Result } from '../../../../src/shared/result.ts';
import { HOUR, MINUTE } from '../../../../src/shared/time.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { historyBehind } from '../../../support/history-behind.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';

/** Of a wearer whose clock is an hour ahead of UTC. */
const MIDNIGHT = NOON - 13 * HOUR;

let profile: Profile;
let clock: FakeClock;

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** Readings every five minutes `[from, to)`, in minutes since the wearer's midnight. */
const record = (from: number, to: number, mgdl: (minute: number) => number) =>
  valueOf(
    valueOf(historyBehind(profile)).record(
      Array.from({ length: (to - from) / 5 }, (_, i) =>
        reading({
          measuredAt: MIDNIGHT + (from + i * 5) * MINUTE,
          mgdl: mgdl(from + i * 5),
          source: 'graph',
          trend: null,
        }),
      ),
    ),
  );
const today = async () => valueOf(await profile.history.ask('today', { patientId: 'ada' }));
const entry = (
  at: number,
  decision: JournalEntry['decision'],
  kind: JournalEntry['kind'] = 'low',
): JournalEntry => ({
  patientId: 'ada',
  kind,
  decision,
  reason: 'belowLimit',
  at,
  mgdl: 60,
  measuredAt: at,
  sound: true,
  since: null,
  until: null,
  by: null,
});

beforeEach(() => {
  clock = new FakeClock(NOON);
  profile = new Profile({
    dataDir: temporaryDirectory(),
    clock,
    credentials: { email: 'follower@example.com', password: 'secret 1!' },
  });
});

afterEach(() => profile.close());

describe('the day until now', () => {
  test('begins at the wearer’s midnight, and its night ends at six', async () => {
    // Yesterday was high, the night low between two and three, the morning in range.
    record(-120, 0, () => 300);
    record(0, 780, (minute) => (minute >= 120 && minute < 180 ? 60 : 110));
    const { day, night, isNightOver } = await today();
    expect([day.from, day.to]).toEqual([MIDNIGHT, NOON]);
    expect([night.from, night.to]).toEqual([MIDNIGHT, MIDNIGHT + 6 * HOUR]);
    expect(isNightOver).toBe(true);
    expect(night).toMatchObject({ readings: 72, lowest: { mgdl: 60, minute: 120 }, coveragePercent: 100 });
    expect(night.lowPercent).toBeCloseTo(100 / 6, 9);
    expect(night.inRangePercent).toBeCloseTo(500 / 6, 9);
    expect(day).toMatchObject({ readings: 156, highest: { mgdl: 110, minute: 0 }, highPercent: 0 });
    expect(day.coveragePercent).toBe(100);
  });

  test('has the figures of `daily`', async () => {
    record(0, 400, (minute) => 80 + (minute % 170));
    record(500, 780, (minute) => 60 + (minute % 90));
    const { day } = await today();
    const [summary] = valueOf(await profile.history.ask('dailySummary', { patientId: 'ada', days: 1 }));
    expect([day.readings, day.lowest!.mgdl, day.highest!.mgdl]).toEqual([
      summary!.readings,
      summary!.minMgdl,
      summary!.maxMgdl,
    ]);
    expect(day.runs).toHaveLength(2);
    expect(day.coveragePercent).toBeLessThan(90);
  });

  test('at three in the night the night is not over, and only what has passed counts', async () => {
    clock.jump(-10 * HOUR);
    record(0, 180, () => 100);
    expect(await today()).toMatchObject({
      isNightOver: false,
      night: { to: MIDNIGHT + 3 * HOUR, coveragePercent: 100, inRangePercent: 100 },
    });
  });

  test('without readings there are no figures, and of somebody unknown neither', async () => {
    expect(await today()).toMatchObject({
      day: { readings: 0, coveragePercent: 0, lowest: null, inRangePercent: null, runs: [] },
      lastAlarm: null,
    });
  });

  test('knows the last alarm that rang in a week', async () => {
    record(0, 60, () => 100);
    const journal = valueOf(historyBehind(profile)).journal;
    valueOf(
      journal.add(
        [
          entry(NOON - 9 * 24 * HOUR, 'raised', 'urgentLow'),
          entry(NOON - 3 * HOUR, 'raised'),
          entry(NOON - HOUR, 'heldBack', 'high'),
          { ...entry(NOON - HOUR, 'raised', 'high'), patientId: 'ben' },
        ],
        [],
      ),
    );
    expect((await today()).lastAlarm).toEqual({ at: NOON - 3 * HOUR, kind: 'low' });
  });
});
