import { expect, test } from 'vitest';
import { wallClock } from '../../../src/shared/exchange/readings-writer.ts';
import type { StoredColumns } from '../../../src/shared/exchange/stored-columns.ts';

function one(zone: number | null, drift: number): StoredColumns {
  const context = {
    key: 1,
    source: 'live',
    offScale: null,
    sensor: null,
    sensorFrom: null,
    zone,
    zoneFrom: zone === null ? null : 'live',
    target: null,
    targetFrom: null,
    import: null,
    isScan: false,
  } as const;
  return {
    at: Float64Array.of(1_000_000_000),
    mgdl: Uint16Array.of(100),
    trend: Uint8Array.of(0),
    context: Uint32Array.of(0),
    contexts: [context],
    rest: {
      drift: Int32Array.of(drift),
      color: Float64Array.of(NaN),
      recorded: Float64Array.of(0),
      also: [],
    },
  };
}

test.each([
  ['what was received', 3600, 12, 3612],
  ['the system’s where nothing was', null, 0, 7200],
  ['the system’s where it can be no zone’s', 20 * 3600, 0, 7200],
])('the wearer’s clock is %s', (_, zone, drift, offset) => {
  const asked: number[] = [];
  const wall = wallClock(one(zone, drift), (instant) => {
    asked.push(instant);
    return 7200;
  });
  expect(wall(0) - 1_000_000_000).toBe(offset);
  expect(asked).toEqual(offset === 7200 ? [1_000_000_000_000] : []);
});
