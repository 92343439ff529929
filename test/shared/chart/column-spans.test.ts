import { describe, expect, test } from 'vitest';
import { denseLines, type ColumnSpan } from '../../../src/shared/chart/column-spans.ts';
import { isJoined, JOINED_MS, runStarts } from '../../../src/shared/chart/gaps.ts';
import { blocksOf } from '../../../src/shared/chart/reading-blocks.ts';
import { LIVE, type ReadingColumns } from '../../../src/shared/chart/reading-columns.ts';
import { NOON } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { columns, columnsArbitrary, longColumnsArbitrary, MINUTE } from './chart-columns.ts';

interface Drawn {
  readings: ReadingColumns;
  view: { from: number; to: number };
  columnMs: number;
  spread: number;
}

/** Any readings, any window (also beside them, also tiny), any width of it, whole minutes and not. */
const drawnArbitrary: fc.Arbitrary<Drawn> = fc
  .record({
    readings: fc.oneof(columnsArbitrary(), longColumnsArbitrary(400)),
    start: fc.double({ min: -0.3, max: 1.1, noNaN: true }),
    share: fc.double({ min: 0.0001, max: 1.5, noNaN: true }),
    width: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 300 })),
    isWhole: fc.boolean(),
    spread: fc.constantFrom(0, 1, 2),
  })
  .map(({ readings, start, share, width, isWhole, spread }) => {
    const whole = Math.max(MINUTE, (readings.at.at(-1) ?? NOON) - NOON);
    const from = Math.round(NOON + start * whole);
    const to = Math.round(from + share * whole) + 1;
    const columnMs = (to - from) / width;
    return {
      readings,
      view: { from, to },
      columnMs: isWhole ? Math.max(1, Math.ceil(columnMs / MINUTE)) * MINUTE : columnMs,
      spread,
    };
  });

const linesOf = ({ readings, view, columnMs, spread }: Drawn) =>
  denseLines(readings, blocksOf(readings, JOINED_MS), runStarts(readings), view, columnMs, spread);

/** What every single piece of line covers, of each column, piece by piece as they would be stroked. */
function strokes({ readings, view, columnMs, spread }: Drawn) {
  const { at, mgdl, source } = readings;
  const covered = { live: [] as ColumnSpan[], history: [] as ColumnSpan[] };
  for (let i = 1; i < at.length; i++) {
    const [from, to] = [Math.max(at[i - 1]!, view.from), Math.min(at[i]!, view.to)];
    if (!isJoined(readings, i) || from > to) continue;
    const height = (instant: number) =>
      mgdl[i - 1]! + ((mgdl[i]! - mgdl[i - 1]!) * (instant - at[i - 1]!)) / (at[i]! - at[i - 1]!);
    const kind = source[i] === LIVE || source[i - 1] === LIVE ? covered.live : covered.history;
    for (let column = Math.floor(from / columnMs); column <= Math.floor(to / columnMs); column++) {
      const ends = [Math.max(from, column * columnMs), Math.min(to, (column + 1) * columnMs)].map(height);
      for (let beside = -spread; beside <= spread; beside++)
        kind.push({ column: column + beside, low: Math.min(...ends), high: Math.max(...ends) });
    }
  }
  return covered;
}

/** The same ground in as few spans as there can be, to a ten thousandth of a mg/dL. */
function joined(spans: readonly ColumnSpan[]): ColumnSpan[] {
  const found: ColumnSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.column - b.column || a.low - b.low)) {
    const last = found.at(-1);
    if (last && last.column === span.column && span.low <= last.high + 1e-4)
      last.high = Math.max(last.high, span.high);
    else found.push({ ...span });
  }
  return found;
}

const rounded = (spans: readonly ColumnSpan[]) =>
  joined(spans).map(({ column, low, high }) => [column, Number(low.toFixed(3)), Number(high.toFixed(3))]);

describe('what lines cover of a view of many readings', () => {
  test('is what they would cover if every piece of them were stroked: nothing more, nothing less', () => {
    fc.assert(
      fc.property(drawnArbitrary, (drawn) => {
        const lines = linesOf(drawn);
        const each = strokes(drawn);
        expect(rounded(lines.live)).toEqual(rounded(each.live));
        expect(rounded(lines.history)).toEqual(rounded(each.history));
      }),
      { numRuns: runs(400, 6000) },
    );
  });

  test('every reading in the view is on a line of its column, or has a dot', () => {
    fc.assert(
      fc.property(drawnArbitrary, (drawn) => {
        const { readings, view, columnMs } = drawn;
        const lines = linesOf(drawn);
        const alone = new Set(lines.alone);
        const byColumn = Map.groupBy([...lines.live, ...lines.history], ({ column }) => column);
        readings.at.forEach((at, i) => {
          if (at < view.from || at > view.to) {
            expect(alone.has(i)).toBe(false);
            return;
          }
          const value = readings.mgdl[i]!;
          const spans = byColumn.get(Math.floor(at / columnMs)) ?? [];
          const isOnLine = spans.some(({ low, high }) => low <= value && value <= high);
          const joins = [i, i + 1].some((k) => k > 0 && k < readings.at.length && isJoined(readings, k));
          expect(alone.has(i)).toBe(!joins);
          expect(isOnLine || alone.has(i)).toBe(true);
        });
      }),
      { numRuns: runs(400, 6000) },
    );
  });

  test('the spans of a column do not touch, so that no colour is laid over itself', () => {
    fc.assert(
      fc.property(drawnArbitrary, (drawn) => {
        const lines = linesOf(drawn);
        for (const spans of [lines.live, lines.history]) {
          const low = (span: ColumnSpan) => span.low;
          for (const own of Map.groupBy(spans, ({ column }) => column).values())
            own
              .toSorted((a, b) => low(a) - low(b))
              .forEach((span, i, all) => {
                if (i > 0) expect(span.low).toBeGreaterThan(all[i - 1]!.high);
              });
        }
      }),
      { numRuns: runs(200, 3000) },
    );
  });

  test('a gap within a column stays open between the values on both sides', () => {
    const readings = columns([0, 100], [10, 110], [70, 200], [80, 210]);
    const lines = linesOf({
      readings,
      view: { from: NOON, to: NOON + 240 * MINUTE },
      columnMs: 240 * MINUTE,
      spread: 0,
    });
    expect(lines.live.map(({ low, high }) => [low, high])).toEqual([
      [100, 110],
      [200, 210],
    ]);
  });

  test('moving the view changes no column', () => {
    const readings = columns(
      ...Array.from({ length: 900 }, (_, i): [number, number] => [i, 100 + ((i * 37) % 90)]),
    );
    const columnMs = 20 * MINUTE;
    const [one, other] = [60, 63].map((start) =>
      linesOf({
        readings,
        view: { from: NOON + start * MINUTE, to: NOON + (start + 600) * MINUTE },
        columnMs,
        spread: 0,
      }).live.filter(
        ({ column }) => column * columnMs > NOON + 90 * MINUTE && column * columnMs < NOON + 600 * MINUTE,
      ),
    );
    expect(one).toHaveLength(25);
    expect(one).toEqual(other);
  });
});
