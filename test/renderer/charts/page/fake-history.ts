import type { AlarmMark, ChartPart, UsualBand } from '../../../../src/shared/chart/requests.ts';
import {
  COLUMN_SOURCES,
  columnsOf,
  emptyColumns,
  firstFrom,
  mergeColumns,
  SCAN,
  sliceColumns,
  type ReadingColumns,
} from '../../../../src/shared/chart/reading-columns.ts';
import type { PackedReadings } from '../../../../src/shared/chart/packed-readings.ts';
import type { Reading } from '../../../../src/shared/glucose/reading.ts';
import { ok, type Result } from '../../../../src/shared/result.ts';
import type { ChartData } from '../../../../src/renderer/charts/history/loaded-readings.ts';
import { packed } from '../../../support/packed.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A history that is held in memory, packed as main packs it, and crosses the bridge as it would in the app: as a copy. */
export class FakeHistory implements ChartData {
  columns: ReadingColumns;
  scans = emptyColumns();
  alarms: AlarmMark[];
  band: UsualBand;
  loads: { from: number; to: number }[] = [];
  /** What the answers wait for. */
  held: Promise<void> | null = null;

  constructor(columns: ReadingColumns, alarms: AlarmMark[] = [], band = noBand()) {
    this.columns = columns;
    this.alarms = alarms;
    this.band = band;
  }

  async load(from: number, to: number): Promise<Result<ChartPart>> {
    this.loads.push({ from, to });
    await this.held;
    const start = firstFrom(this.columns.at, from);
    return ok(
      structuredClone({
        columns: partOf(this.columns, from, to),
        scans: partOf(this.scans, from, to),
        previousAt: start > 0 ? (this.columns.at[start - 1] ?? null) : null,
        alarms: this.alarms.filter(({ at }) => at >= from && at < to),
      }),
    );
  }

  async usual(): Promise<Result<UsualBand>> {
    return ok(structuredClone(this.band));
  }
}

const known = new WeakMap<ReadingColumns, PackedReadings>();

/** What main answers of a window; packing is its work, and done once. The copies stand for what comes out of a message. */
function partOf(columns: ReadingColumns, from: number, to: number): PackedReadings {
  const whole = known.get(columns) ?? packed(columns);
  known.set(columns, whole);
  const { since, at, mgdl, ends, source, offScale, sensor } = whole;
  const [start, end] = [firstFrom(columns.at, from), firstFrom(columns.at, to)];
  const [first, last] = [ends.findIndex((one) => one > start), ends.findIndex((one) => one >= end)];
  if (start === end) return packed(emptyColumns());
  return {
    since,
    at: at.slice(start, end),
    mgdl: mgdl.slice(start, end),
    ends: ends.slice(first, last + 1).map((one) => Math.min(one, end) - start),
    source: source.slice(first, last + 1),
    offScale: offScale.slice(first, last + 1),
    sensor: sensor.slice(first, last + 1),
  };
}

/** Plausible glucose at a minute: meals, nights, days that differ. The same every time. */
export function glucoseAt(minute: number): number {
  const day = Math.floor(minute / 1440);
  const hour = (minute / 60) % 24;
  const meal = (at: number, size: number): number => {
    const after = hour - at;
    return after < 0 ? 0 : size * (after / 0.7) * Math.exp(1 - after / 0.7) * (after < 5 ? 1 : 0);
  };
  const wobble = Math.sin(minute / 17) * 5 + Math.sin(minute / 53 + day) * 9 + Math.sin(minute / 211) * 12;
  const size = 55 + 45 * Math.sin(day * 2.3);
  return Math.round(
    104 +
      wobble +
      meal(7.5, size) +
      meal(12.6, size * 0.8) +
      meal(19, size * 1.3) -
      meal(22.5, 30 + 14 * Math.sin(day)),
  );
}

/** 90 days that end at an instant: a reading a minute lately, the graph before, with all that a chart must show. */
export function richHistory(now: number): FakeHistory {
  const start = now - 95 * DAY;
  const readings: Omit<Reading, 'patientId' | 'trend' | 'color' | 'utcOffsetSeconds' | 'target'>[] = [];
  const gaps: [number, number][] = [
    [now - 3.4 * HOUR, now - 2.6 * HOUR],
    [now - 14 * HOUR, now - 9.5 * HOUR],
    [now - 2 * DAY - 3 * HOUR, now - 2 * DAY],
    [now - 9 * DAY, now - 8 * DAY - 6 * HOUR],
    [now - 40 * DAY, now - 36 * DAY],
  ];
  const dense = now - 20 * DAY;
  for (let at = start; at <= now - 40_000; at += MINUTE) {
    const minute = Math.floor((at - start) / MINUTE);
    const sparse = at < dense || (at > now - 20 * HOUR && at < now - 15 * HOUR);
    if (sparse && minute % 15 !== 0) continue;
    if (gaps.some(([from, to]) => at > from && at < to)) continue;
    // An hour without readings while a new sensor warms up.
    const sinceSensor = (at - (now - 30 * HOUR)) % (14 * DAY);
    if (Math.abs(sinceSensor < 0 ? sinceSensor + 14 * DAY : sinceSensor) < HOUR) continue;
    const dip =
      Math.abs(at - (now - 7 * HOUR)) < 50 * MINUTE
        ? -75 * Math.cos((at - (now - 7 * HOUR)) / (32 * MINUTE))
        : 0;
    const peak =
      Math.abs(at - (now - 60 * HOUR)) < 90 * MINUTE
        ? 470 * Math.cos((at - (now - 60 * HOUR)) / (58 * MINUTE))
        : 0;
    const value = glucoseAt(minute) + dip + peak;
    const offScale = value < 40 ? 'LO' : value > 500 ? 'HI' : null;
    readings.push({
      measuredAt: at,
      mgdl: Math.max(40, Math.min(500, Math.round(value))),
      offScale,
      source: sparse ? 'graph' : 'live',
      sensorSerial: `sensor ${Math.floor((at - (now - 30 * HOUR)) / (14 * DAY))}`,
    });
  }
  const columns = columnsOf(
    readings.map((one) => ({
      ...one,
      patientId: 'ada',
      trend: null,
      color: null,
      utcOffsetSeconds: null,
      target: null,
    })),
  );
  const alarms: AlarmMark[] = [
    { at: now - 60.8 * HOUR, kind: 'high', decision: 'raised' },
    { at: now - 13.6 * HOUR, kind: 'noData', decision: 'raised' },
    { at: now - 7.6 * HOUR, kind: 'low', decision: 'raised' },
    { at: now - 7.35 * HOUR, kind: 'urgentLow', decision: 'raised' },
    { at: now - 7.1 * HOUR, kind: 'urgentLow', decision: 'repeated' },
    { at: now - 1.2 * HOUR, kind: 'high', decision: 'heldBack' },
  ];
  for (let day = 3; day < 90; day++) {
    if (day % 3 === 0) alarms.unshift({ at: now - day * DAY - 5 * HOUR, kind: 'low', decision: 'raised' });
    if (day % 4 === 0) alarms.unshift({ at: now - day * DAY - 1 * HOUR, kind: 'high', decision: 'raised' });
  }
  alarms.sort((a, b) => a.at - b.at);
  return new FakeHistory(columns, alarms, usualBand());
}

/** A reading every `step` minutes before an instant, all of the graph. */
export function sparseHistory(now: number, step: number, count: number): FakeHistory {
  const columns = emptyColumns(count);
  for (let i = 0; i < count; i++) {
    const at = now - (count - i) * step * MINUTE;
    columns.at[i] = at;
    columns.mgdl[i] = glucoseAt(Math.floor(at / MINUTE) % 100_000);
    columns.source[i] = 1;
  }
  return new FakeHistory(columns);
}

/** The same of which half were imported, some before the others. */
export function importedHistory(now: number): FakeHistory {
  const history = sparseHistory(now, 15, 96);
  history.columns.source.fill(COLUMN_SOURCES.indexOf('import'), 0, 48);
  return history;
}

/** The same of half a day, with scans among its readings and one of the evening before, where there are none. */
export function scannedHistory(now: number): FakeHistory {
  const history = sparseHistory(now, 15, 48);
  const scans: [hoursAgo: number, mgdl: number][] = [
    [14, 66],
    [9.1, 58],
    [5.3, 141],
    [5.2, 203],
    [1.1, 118],
  ];
  history.scans = {
    ...emptyColumns(scans.length),
    at: Float64Array.from(scans, ([hoursAgo]) => now - hoursAgo * HOUR),
    mgdl: Uint16Array.from(scans, ([, mgdl]) => mgdl),
    source: new Uint8Array(scans.length).fill(SCAN),
  };
  return history;
}

/** So many days of one reading a minute. */
export function denseHistory(now: number, days = 90): FakeHistory {
  const count = days * 1440;
  const columns = emptyColumns(count);
  for (let i = 0; i < count; i++) {
    columns.at[i] = now - (count - i) * MINUTE;
    columns.mgdl[i] = Math.min(400, Math.max(45, glucoseAt(i) + Math.round(25 * Math.sin(i * 1.7))));
  }
  return new FakeHistory(columns, [], usualBand());
}

/** The same, always at one value up and down between two values but for two minutes, one very low and one very high; and a gap. */
export function spikesHistory(now: number, days = 90): FakeHistory {
  const history = denseHistory(now, days);
  const { at, mgdl } = history.columns;
  const swing = (i: number): number => 120 + (i % 2 === 0 ? 30 : -30);
  mgdl.forEach((_, i) => (mgdl[i] = swing(i)));
  mgdl[firstFrom(at, now - (days / 3) * DAY)] = 45;
  mgdl[firstFrom(at, now - (days / 2) * DAY)] = 290;
  history.columns = mergeColumns(
    sliceColumns(history.columns, -Infinity, now - 0.75 * days * DAY),
    sliceColumns(history.columns, now - 0.7 * days * DAY, Infinity),
  );
  return history;
}

function usualBand(): UsualBand {
  const at = (shift: number, spread: number) =>
    Float32Array.from({ length: 288 }, (_, i) => {
      const hour = i / 12;
      const base = 125 + 45 * Math.exp(-((hour - 9) ** 2) / 4) + 60 * Math.exp(-((hour - 20.5) ** 2) / 5);
      return base + shift * spread * (1 + 0.4 * Math.sin(hour / 3));
    });
  return { p5: at(-1, 52), p25: at(-1, 24), p50: at(0, 0), p75: at(1, 30), p95: at(1, 75) };
}

function noBand(): UsualBand {
  const none = () => new Float32Array(288).fill(Number.NaN);
  return { p5: none(), p25: none(), p50: none(), p75: none(), p95: none() };
}
