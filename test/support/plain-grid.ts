import type { Reading } from '../../src/shared/glucose/reading.ts';
import type { Span } from '../../src/shared/statistics/series.ts';

/** One slot of the grid with the readings it is made of. */
export interface PlainSlot {
  /** UTC seconds. */
  at: number;
  mgdl: number;
  from: readonly Reading[];
}

/** The grid the slow way, slot by slot from its definition: what the fast one is compared with. */
export function plainGrid(readings: readonly Reading[], span: Span): PlainSlot[] {
  const sorted = readings.toSorted((a, b) => a.measuredAt - b.measuredAt);
  const slots: PlainSlot[] = [];
  for (let at = Math.ceil(span.from / 300_000) * 300; at * 1000 < span.to; at += 300) {
    const instant = at * 1000;
    const exact = sorted.find(({ measuredAt }) => measuredAt === instant);
    const before = sorted.findLast(({ measuredAt }) => measuredAt < instant);
    const after = sorted.find(({ measuredAt }) => measuredAt > instant);
    if (exact) slots.push({ at, mgdl: exact.mgdl, from: [exact] });
    else if (before && after && isKnownBetween(before, after)) {
      const share = (instant - before.measuredAt) / (after.measuredAt - before.measuredAt);
      const mgdl = before.mgdl + (after.mgdl - before.mgdl) * share;
      slots.push({ at, mgdl, from: [before, after] });
    }
  }
  return slots;
}

function isKnownBetween(before: Reading, after: Reading): boolean {
  const serials = [before.sensorSerial, after.sensorSerial];
  const changed = !serials.includes(null) && serials[0] !== serials[1];
  return after.measuredAt - before.measuredAt <= 45 * 60_000 && !changed;
}
