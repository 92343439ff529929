import { describe, expect, it } from 'vitest';
import { DemoJournal } from '../../../src/main/session/demo-journal.ts';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { NOON, reading } from '../../support/readings.ts';

const MINUTE = 60_000;

/** A reading every five minutes from noon on; null: none came. */
function told(values: readonly (number | null)[], change: Partial<Reading>[] = []): string[] {
  const journal = new DemoJournal(DEFAULT_RULES);
  for (const [place, mgdl] of values.entries()) {
    if (mgdl === null) continue;
    const measuredAt = NOON + place * 5 * MINUTE;
    journal.hear(reading({ measuredAt, mgdl, offScale: null, trend: null, ...change[place] }));
  }
  return journal.entries.map(
    ({ kind, decision, at, by }) =>
      `${(at - NOON) / MINUTE} ${kind} ${decision}${by === null ? '' : ` by ${by}`}`,
  );
}

describe('the journal of what the alarms would have done', () => {
  it('has nothing to tell of an ordinary day', () => {
    expect(told([120, 110, 100, 110, 120])).toEqual([]);
  });

  it('tells of an alarm, that somebody answered it, and that it was over', () => {
    expect(told([100, 66, 64, 66, 90, 100])).toEqual([
      '5 low raised',
      '8 low acknowledged by window',
      '20 low cleared',
    ]);
  });

  it('tells that nothing came, and that it came again; not so between two sensors', () => {
    const gap = [100, null, null, null, null, null, null, null, null, 100];
    const minutes = DEFAULT_RULES.noData.minutes;
    expect(told(gap)).toEqual([
      `${minutes} noData raised`,
      `${minutes + 3} noData acknowledged by window`,
      '45 noData cleared',
    ]);
    const sensors = gap.map((_, place) => ({ sensorSerial: place === 0 ? 'one' : 'two' }));
    expect(told(gap, sensors)).toEqual([]);
  });
});
