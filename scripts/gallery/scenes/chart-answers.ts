import { COLUMN_SOURCES, LIVE, SCAN, sensorNumber } from '../../../src/shared/chart/reading-columns.ts';
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

/** Readings as the history packs them, all of one kind. */
const columns = (instants: readonly number[], values: readonly number[], source: number) => ({
  since: 0,
  at: typed(
    'Uint32Array',
    instants.map((instant) => instant / 1000),
  ),
  mgdl: typed('Uint16Array', values),
  ends: typed('Uint32Array', [instants.length]),
  source: typed('Uint8Array', [source]),
  offScale: typed('Int8Array', [0]),
  sensor: typed('Uint32Array', [sensorNumber('0HPD2YWLC0')]),
});

const none = columns([], [], SCAN);
const part = { columns: columns(at, mgdl, LIVE), scans: none, previousAt: null, alarms: [] };

/** A day out of a file of LibreView: its history, and what was scanned. */
const scanned = at.filter((_, i) => [9, 10, 40, 77, 78, 120, 160, 161, 200, 254].includes(i));
export const scannedPart = {
  ...part,
  columns: columns(
    at.filter((_, i) => i % 3 === 0),
    mgdl.filter((_, i) => i % 3 === 0),
    COLUMN_SOURCES.indexOf('import'),
  ),
  scans: columns(
    scanned.map((instant) => instant + 120_000),
    scanned.map((instant, i) => (mgdl[at.indexOf(instant)] ?? 0) + ((i * 17) % 31) - 15),
    SCAN,
  ),
};

export const chartAnswers: Answers = {
  'chart:part': ok(part),
  'chart:usual': ok({ p5: band(-60), p25: band(-25), p50: band(0), p75: band(25), p95: band(60) }),
};
