import { describe, expect, it } from 'vitest';
import { dayStrip } from '../../../src/shared/exchange/day-strip.ts';
import { columnsOf } from '../../../src/shared/exchange/file-columns.ts';
import type { FileReading } from '../../../src/shared/exchange/import-file.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { reading } from '../../support/readings.ts';

const MIDNIGHT = Date.UTC(2026, 10, 20);

const file = (...walls: number[]) =>
  columnsOf(
    walls.map((wall): FileReading => ({
      ...reading(),
      source: 'import',
      line: 1,
      kind: 'history',
      wall,
      isExact: false,
    })),
  );
const held = (...walls: number[]) => ({
  measuredAt: Float64Array.from(walls, (wall) => wall - HOUR),
  wall: Float64Array.from(walls),
  mgdl: Uint16Array.from(walls, () => 100),
  source: Uint8Array.from(walls, () => 0),
});

describe('the days of a file', () => {
  it('are counted by the quarters of an hour that have a reading, on the wearer’s clock', () => {
    const first = MIDNIGHT + 23 * HOUR + 44 * MINUTE;
    const strip = dayStrip(
      file(first, first + MINUTE, first + 5 * MINUTE, first + 17 * MINUTE, first + 2 * DAY),
      [
        held(MIDNIGHT, MIDNIGHT + 14 * MINUTE, MIDNIGHT + 15 * MINUTE),
        held(MIDNIGHT + MINUTE, MIDNIGHT + DAY, MIDNIGHT - 1, MIDNIGHT + 9 * DAY),
      ],
    )!;
    expect(strip.first).toBe(MIDNIGHT);
    expect([...strip.file]).toEqual([2, 1, 1]);
    expect([...strip.held]).toEqual([2, 1, 0]);
  });

  it('of what is held without a clock are those of UTC', () => {
    const unknown = { ...held(MIDNIGHT + HOUR), wall: Float64Array.of(Number.NaN) };
    expect([...dayStrip(file(MIDNIGHT), [unknown])!.held]).toEqual([1]);
  });

  it('are none of a file without readings', () => {
    expect(dayStrip(file(), [held(MIDNIGHT)])).toBeNull();
  });
});
