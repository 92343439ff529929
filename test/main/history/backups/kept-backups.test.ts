import { describe, expect, test } from 'vitest';
import { keptBackups, type MadeBackup } from '../../../../src/main/history/backups/kept-backups.ts';
import { DAY, HOUR } from '../../../../src/shared/time.ts';
import { NOON } from '../../../support/readings.ts';
import { runs } from '../../../support/runs.ts';
import fc from '../../../support/seeds.ts';

const copy = (at: number): MadeBackup => ({ at, reason: 'copy' });
const ages = (kept: readonly MadeBackup[]) => kept.map(({ at }) => (NOON - at) / DAY);
const dayOf = (at: number) => Math.floor(at / DAY);

const madeArbitrary = fc.array(
  fc.record({
    at: fc.integer({ min: -70 * 24 * 60, max: 3 * 24 * 60 }).map((minutes) => NOON + minutes * 60_000),
    reason: fc.constantFrom(
      'copy' as const,
      'copy' as const,
      'copy' as const,
      'update' as const,
      'restore' as const,
    ),
  }),
  { maxLength: 40 },
);

describe('which backups stay', () => {
  test('after a year of one a day: a week of days, and four weeks', () => {
    let there: MadeBackup[] = [];
    for (let day = 365; day >= 0; day--) {
      const now = NOON - day * DAY;
      there = keptBackups([...there, copy(now)], now);
    }
    // 20 November 2026 is a Friday: the last of a week is that of its Sunday.
    expect(ages(there).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 12, 19]);
  });

  test('of a day the newest, of many tries too', () => {
    expect(
      ages(
        keptBackups(
          [0, 1, 2, 3].map((hours) => copy(NOON - hours * HOUR)),
          NOON,
        ),
      ),
    ).toEqual([0]);
  });

  test('however long none was made, the last ones', () => {
    const old = [400, 401, 402].map((days) => copy(NOON - days * DAY));
    expect(keptBackups(old, NOON)).toEqual(old);
  });

  test('one made before a restore stays for four weeks beside that of its day', () => {
    const before: MadeBackup = { at: NOON - 27 * DAY, reason: 'restore' };
    const gone: MadeBackup = { at: NOON - 29 * DAY, reason: 'update' };
    expect(keptBackups([before, gone, copy(NOON - 27 * DAY + HOUR), copy(NOON)], NOON)).not.toContain(gone);
    expect(keptBackups([before, gone, copy(NOON)], NOON)).toContain(before);
  });

  test('hold the laws: never more than eleven copies, the newest always, no day or week without need', () => {
    fc.assert(
      fc.property(madeArbitrary, (made) => {
        const kept = keptBackups(made, NOON);
        expect(keptBackups(kept, NOON)).toEqual(kept);
        const past = (all: readonly MadeBackup[]) =>
          all.filter(({ at, reason }) => reason === 'copy' && at <= NOON + HOUR);
        const copies = past(kept);
        expect(copies.length).toBeLessThanOrEqual(11);
        // What a wrong clock has made stays, and pushes nothing out.
        for (const one of made) if (one.at > NOON + HOUR) expect(kept).toContain(one);
        expect(past(keptBackups(past(made), NOON))).toEqual(copies);
        const newest = Math.max(...past(made).map(({ at }) => at));
        if (past(made).length > 0) expect(copies.map(({ at }) => at)).toContain(newest);
        const days = new Set(copies.map(({ at }) => dayOf(at)));
        for (const { at } of past(made)) {
          const newer = new Set(
            past(made).flatMap((one) => (dayOf(one.at) > dayOf(at) ? [dayOf(one.at)] : [])),
          );
          if (newer.size < 7) expect(days).toContain(dayOf(at));
        }
        const weekOf = (at: number) => Math.floor((dayOf(at) - 4) / 7);
        const weeks = new Set(past(made).map(({ at }) => weekOf(at)));
        expect(new Set(copies.map(({ at }) => weekOf(at))).size).toBeGreaterThanOrEqual(
          Math.min(4, weeks.size),
        );
      }),
      { numRuns: runs(300, 5000) },
    );
  });
});
