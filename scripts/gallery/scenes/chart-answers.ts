import { sensorNumber } from '../../../src/shared/chart/reading-columns.ts';
import { ok } from '../../../src/shared/result.ts';
import { NOON } from '../../../test/support/readings.ts';

/** Answers of main by channel; of a list the first that is left, the last for ever. `never`: no answer comes. */
export type Answers = Partial<Record<string, unknown>>;

/** A typed array, as it travels into a page. */
export const typed = (name: string, values: readonly number[]) => ({ $typed: name, values });

/** A day of a reading every five minutes, and where they usually are. */
const at = Array.from({ length: 288 }, (_, i) => NOON - 183 * 60_000 - (287 - i) * 300_000);
const mgdl = at.map((_, i) => Math.round(130 + 60 * Math.sin(i / 23) + 18 * Math.sin(i / 7)));
const steps = Array.from({ length: 288 }, (_, i) => i);
const band = (offset: number) =>
  typed(
    'Float32Array',
    steps.map((i) => 125 + offset + 20 * Math.sin(i / 40)),
  );

export const chartAnswers: Answers = {
  'chart:part': ok({
    columns: {
      at: typed('Float64Array', at),
      mgdl: typed('Uint16Array', mgdl),
      source: typed(
        'Uint8Array',
        at.map(() => 0),
      ),
      offScale: typed(
        'Int8Array',
        at.map(() => 0),
      ),
      sensor: typed(
        'Uint32Array',
        at.map(() => sensorNumber('0HPD2YWLC0')),
      ),
    },
    previousAt: null,
    alarms: [],
  }),
  'chart:usual': ok({ p5: band(-60), p25: band(-25), p50: band(0), p75: band(25), p95: band(60) }),
};
