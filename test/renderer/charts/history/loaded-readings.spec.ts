import { expect, test } from '@playwright/test';
import { LoadedReadings, type ChartData } from '../../../../src/renderer/charts/history/loaded-readings.ts';
import {
  columnsOf,
  emptyColumns,
  firstFrom,
  sliceColumns,
  type ReadingColumns,
} from '../../../../src/shared/chart/reading-columns.ts';
import { MOST_MS, type AlarmMark } from '../../../../src/shared/chart/requests.ts';
import { problem } from '../../../../src/shared/problems.ts';
import { fail, ok } from '../../../../src/shared/result.ts';
import type { Span } from '../../../../src/shared/statistics/series.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { packed } from '../../../support/packed.ts';
import { runs } from '../../../support/runs.ts';
import fc from '../../../support/seeds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A reading every hour of 400 days, an alarm every tenth of them; both may grow. */
class Truth implements ChartData {
  columns: ReadingColumns = columnsOf(
    Array.from({ length: 400 * 24 }, (_, i) =>
      reading({ measuredAt: NOON - (i + 1) * HOUR, mgdl: 60 + (i % 200) }),
    ),
  );
  scans: ReadingColumns = columnsOf(
    Array.from({ length: 400 * 3 }, (_, i) =>
      reading({ measuredAt: NOON - (8 * i + 0.4) * HOUR, mgdl: 50 + (i % 90) }),
    ),
  );
  alarms: AlarmMark[] = Array.from({ length: 960 }, (_, i) => ({
    at: NOON - (960 - i) * 10 * HOUR,
    kind: 'low',
    decision: 'raised',
  }));
  asked: Span[] = [];
  left: Span[] = [];
  broken = false;
  /** What the answers wait for. */
  held: Promise<void> | null = null;

  async load(from: number, to: number, signal: AbortSignal) {
    this.asked.push({ from, to });
    signal.addEventListener('abort', () => this.left.push({ from, to }));
    await this.held;
    if (this.broken) return fail(problem('historyBusy', { path: 'history.db' }));
    const start = firstFrom(this.columns.at, from);
    return ok({
      columns: packed(sliceColumns(this.columns, from, to)),
      scans: packed(sliceColumns(this.scans, from, to)),
      previousAt: start === 0 ? null : (this.columns.at[start - 1] ?? null),
      alarms: this.alarms.filter(({ at }) => at >= from && at < to),
    });
  }

  async usual() {
    const none = new Float32Array(288);
    return ok({ p5: none, p25: none, p50: none, p75: none, p95: none });
  }
}

/** Until nothing is under way any more: every answer comes at once. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
}

const rows = ({ at, mgdl }: ReadingColumns) => Array.from(at, (instant, i) => [instant, mgdl[i]]);

const windowArbitrary = fc
  .tuple(
    fc.integer({ min: 1, max: 330 * 24 }),
    // More than may be asked for at once as well.
    fc.oneof(fc.integer({ min: 1, max: 90 * 24 }), fc.integer({ min: 1, max: 370 * 24 })),
  )
  .map(([ago, hours]): Span => ({ from: NOON - (ago + hours) * HOUR, to: NOON - (ago - 1) * HOUR }));

test.describe('what is loaded', () => {
  test('is what the history has, wherever the view went before, and never asks for too much', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(windowArbitrary, { minLength: 1, maxLength: 8 }), async (windows) => {
        const truth = new Truth();
        const loaded = new LoadedReadings(truth, () => undefined);
        for (const window of windows) {
          loaded.want(window, NOON);
          await settled();
          expect(loaded.covers(window, NOON)).toBe(true);
          const { columns, scans, alarms, previousAt } = loaded.value;
          const inside = (of: ReadingColumns) => rows(sliceColumns(of, window.from, window.to));
          expect(inside(columns)).toEqual(inside(truth.columns));
          expect(inside(scans)).toEqual(inside(truth.scans));
          const marks = (of: readonly AlarmMark[]) =>
            of.filter(({ at }) => at >= window.from && at < window.to);
          expect(marks(alarms)).toEqual(marks(truth.alarms));
          const first = firstFrom(truth.columns.at, columns.at[0] ?? 0);
          expect(previousAt).toBe(truth.columns.at[first - 1] ?? null);
          expect(rows(columns)).toEqual(
            rows(sliceColumns(truth.columns, columns.at[0] ?? 0, (columns.at.at(-1) ?? 0) + 1)),
          );
        }
        for (const { from, to } of truth.asked) expect(to - from).toBeLessThanOrEqual(MOST_MS);
      }),
      { numRuns: runs(60, 600) },
    );
  });

  test('is asked for seldom while a view of months moves on and on', async () => {
    const truth = new Truth();
    const loaded = new LoadedReadings(truth, () => undefined);
    for (let moved = 0; moved < 80; moved++) {
      const window = { from: NOON - (90 + 2 * moved) * DAY, to: NOON - 2 * moved * DAY };
      loaded.want(window, NOON);
      await settled();
      expect(loaded.covers(window, NOON)).toBe(true);
    }
    expect(truth.asked.length).toBeLessThanOrEqual(6);
  });

  test('is let go of where the view has long left it, and read again when it comes back', async () => {
    const truth = new Truth();
    const loaded = new LoadedReadings(truth, () => undefined);
    const look = async (daysAgo: number): Promise<Span> => {
      const window = { from: NOON - (daysAgo + 90) * DAY, to: NOON - daysAgo * DAY };
      loaded.want(window, NOON);
      await settled();
      return window;
    };
    for (let daysAgo = 0; daysAgo <= 300; daysAgo += 30) await look(daysAgo);
    expect(loaded.value.columns.at.length).toBeLessThan(310 * 24);
    const { from } = await look(0);
    expect(rows(sliceColumns(loaded.value.columns, from, NOON))).toEqual(
      rows(sliceColumns(truth.columns, from, NOON)),
    );
  });

  test('takes in what is recorded later, also where it fills a gap, and replaces what was preliminary', async () => {
    const truth = new Truth();
    const loaded = new LoadedReadings(truth, () => undefined);
    loaded.want({ from: NOON - DAY, to: NOON }, NOON);
    await settled();
    const later = [
      reading({ measuredAt: NOON - 5.5 * HOUR, mgdl: 111, source: 'graph' }),
      reading({ measuredAt: NOON + HOUR, mgdl: 122 }),
    ];
    loaded.add([reading({ measuredAt: NOON + HOUR, mgdl: 99 })]);
    expect(loaded.value.columns.mgdl.at(-1)).toBe(99);
    truth.columns = columnsOf([
      ...Array.from(truth.columns.at, (at, i) => reading({ measuredAt: at, mgdl: truth.columns.mgdl[i]! })),
      ...later,
    ]);
    loaded.refresh(NOON + 2 * HOUR);
    await settled();
    expect(rows(sliceColumns(loaded.value.columns, NOON - DAY, Infinity))).toEqual(
      rows(sliceColumns(truth.columns, NOON - DAY, Infinity)),
    );
    expect(loaded.value.alarms.filter(({ at }) => at >= NOON - DAY)).toEqual(
      truth.alarms.filter(({ at }) => at >= NOON - DAY),
    );
    expect(truth.asked.at(-1)!.from).toBe(NOON + 2 * HOUR - 13 * HOUR);
  });

  test('readings that the history lacks stay until it has them', async () => {
    const truth = new Truth();
    truth.columns = emptyColumns();
    const loaded = new LoadedReadings(truth, () => undefined);
    loaded.want({ from: NOON - DAY, to: NOON }, NOON);
    loaded.add([reading({ measuredAt: NOON - HOUR, mgdl: 99 })]);
    await settled();
    loaded.refresh(NOON);
    await settled();
    expect(rows(loaded.value.columns)).toEqual([[NOON - HOUR, 99]]);
  });

  for (const [occasion, again] of [
    ['the view is asked for', (loaded: LoadedReadings, window: Span) => loaded.want(window, NOON)],
    ['something is recorded', (loaded: LoadedReadings) => loaded.refresh(NOON)],
  ] as const) {
    test(`a problem is told, and gone once the history answers again when ${occasion}`, async () => {
      const truth = new Truth();
      let told = 0;
      const loaded = new LoadedReadings(truth, () => told++);
      truth.broken = true;
      const window = { from: NOON - DAY, to: NOON };
      loaded.want(window, NOON);
      await settled();
      expect([loaded.problem?.code, told, truth.asked.length]).toEqual(['historyBusy', 1, 1]);
      truth.broken = false;
      again(loaded, window);
      await settled();
      expect([loaded.problem, loaded.covers(window, NOON)]).toEqual([null, true]);
    });
  }
});

test.describe('what is under way', () => {
  const day = (daysAgo: number): Span => ({ from: NOON - (daysAgo + 1) * DAY, to: NOON - daysAgo * DAY });
  const months = { from: NOON - 90 * DAY, to: NOON };

  function begin() {
    const truth = new Truth();
    const letGo = Promise.withResolvers<void>();
    truth.held = letGo.promise;
    let told = 0;
    const loaded = new LoadedReadings(truth, () => told++);
    return { truth, loaded, letGo: () => letGo.resolve(), told: () => told };
  }

  test('is left where the view goes elsewhere, and its answer is never taken', async () => {
    const { truth, loaded, letGo, told } = begin();
    loaded.want(months, NOON);
    loaded.want(day(0), NOON);
    const [first, second] = truth.asked;
    expect(truth.left).toEqual([first]);
    expect(second!.to - second!.from).toBeLessThanOrEqual(3 * DAY);
    letGo();
    await settled();
    expect([told(), loaded.problem, loaded.covers(day(0), NOON)]).toEqual([1, null, true]);
    expect(loaded.covers(months, NOON)).toBe(false);
    expect(truth.asked).toHaveLength(2);
  });

  test('is left where the view comes back to what is there, and what was recorded meanwhile is read', async () => {
    const { truth, loaded, letGo } = begin();
    const { held } = truth;
    truth.held = null;
    loaded.want(day(0), NOON);
    await settled();
    truth.held = held;
    loaded.want(day(200), NOON);
    loaded.refresh(NOON + HOUR);
    loaded.want(day(0), NOON + HOUR);
    expect(truth.left).toEqual([truth.asked[1]]);
    expect(truth.asked.at(-1)!.to).toBe(NOON + HOUR + 1);
    letGo();
    await settled();
    expect(truth.asked).toHaveLength(3);
    expect(loaded.covers(day(0), NOON + HOUR)).toBe(true);
  });

  test('goes on while the view moves a little, or shows a little of what was recorded', async () => {
    const { truth, loaded, letGo } = begin();
    loaded.want(day(10), NOON);
    loaded.want({ from: day(10).from - HOUR, to: day(10).to - HOUR }, NOON);
    letGo();
    await settled();
    loaded.want(day(0), NOON);
    await settled();
    truth.held = new Promise(() => {});
    loaded.refresh(NOON + HOUR);
    loaded.want({ from: NOON + HOUR / 2, to: NOON + HOUR }, NOON + HOUR);
    expect(truth.left).toEqual([]);
  });

  test('is left with the chart, which hears no more', async () => {
    const { truth, loaded, letGo, told } = begin();
    loaded.want(months, NOON);
    loaded.close();
    expect(truth.left).toEqual(truth.asked);
    letGo();
    await settled();
    expect([told(), loaded.value.columns.at.length]).toEqual([0, 0]);
  });
});
