import type { OffScale, Target } from '../glucose/range.ts';
import type { ReadingSource } from '../glucose/reading.ts';
import { trendArrow } from '../glucose/trend.ts';
import type { FileReading, HeldReading } from './import-file.ts';

/** What many readings of a file share. */
export interface FileCircumstances {
  patientId: string;
  kind: FileReading['kind'];
  offScale: OffScale | null;
  utcOffsetSeconds: number | null;
  sensorSerial: string | null;
  target: Target | null;
  isExact: boolean;
}

/** The readings of a file in columns of equal length, to pass between threads: a million in some megabytes. */
export interface FileColumns {
  /** ms UTC */
  measuredAt: Float64Array;
  /** As `FileReading.wall`. */
  wall: Float64Array;
  mgdl: Uint16Array;
  /** 0: none. */
  trend: Uint8Array;
  /** Of each one's in `shared`. */
  circumstances: Uint32Array;
  shared: readonly FileCircumstances[];
}

export function columnsOf(readings: readonly FileReading[]): FileColumns {
  const { length } = readings;
  const columns = {
    measuredAt: new Float64Array(length),
    wall: new Float64Array(length),
    mgdl: new Uint16Array(length),
    trend: new Uint8Array(length),
    circumstances: new Uint32Array(length),
  };
  const shared: FileCircumstances[] = [];
  const placeOf = placesIn(shared);
  for (let i = 0; i < length; i++) {
    const reading = readings[i]!;
    columns.measuredAt[i] = reading.measuredAt;
    columns.wall[i] = reading.wall;
    columns.mgdl[i] = reading.mgdl;
    columns.trend[i] = reading.trend ?? 0;
    columns.circumstances[i] = placeOf(reading);
  }
  return { ...columns, shared };
}

/** Neighbours mostly share theirs, so the last one is compared before it is looked up. */
function placesIn(shared: FileCircumstances[]): (reading: FileReading) => number {
  const places = new Map<string, number>();
  let last = -1;
  return (reading) => {
    const before = shared[last];
    if (before !== undefined && areAlike(before, reading)) return last;
    const { patientId, kind, offScale, utcOffsetSeconds, sensorSerial, target, isExact } = reading;
    const one = { patientId, kind, offScale, utcOffsetSeconds, sensorSerial, target, isExact };
    const text = JSON.stringify(one);
    last = places.get(text) ?? shared.push(one) - 1;
    places.set(text, last);
    return last;
  };
}

function areAlike(one: FileCircumstances, other: FileCircumstances): boolean {
  return (
    one.patientId === other.patientId &&
    one.kind === other.kind &&
    one.offScale === other.offScale &&
    one.utcOffsetSeconds === other.utcOffsetSeconds &&
    one.sensorSerial === other.sensorSerial &&
    one.target?.low === other.target?.low &&
    one.target?.high === other.target?.high &&
    one.isExact === other.isExact
  );
}

/** The same readings again, from one place up to another; `line` is the place in the columns, from 1. */
export function readingsIn(columns: FileColumns, from = 0, to = columns.measuredAt.length): FileReading[] {
  const { measuredAt, wall, mgdl, trend, circumstances, shared } = columns;
  return Array.from(measuredAt.subarray(from, to), (at, place) => {
    const i = from + place;
    const one = shared[circumstances[i] ?? 0]!;
    return {
      patientId: one.patientId,
      measuredAt: at,
      mgdl: mgdl[i] ?? 0,
      offScale: one.offScale,
      trend: trendArrow(trend[i] ?? 0),
      color: null,
      utcOffsetSeconds: one.utcOffsetSeconds,
      sensorSerial: one.sensorSerial,
      target: one.target,
      source: 'import',
      line: i + 1,
      kind: one.kind,
      wall: wall[i] ?? 0,
      isExact: one.isExact,
    };
  });
}

/** Whose readings there are, by id. */
export function peopleIn({ shared }: FileColumns): ReadonlySet<string> {
  return new Set(shared.map(({ patientId }) => patientId));
}

/** What the numbers of the `source` column stand for. */
export const HELD_SOURCES: readonly ReadingSource[] = ['live', 'graph', 'logbook', 'import'];

/** What is held of a person, in columns. */
export interface HeldColumns {
  /** ms UTC */
  measuredAt: Float64Array;
  /** What the wearer's clock showed; NaN where that is unknown. */
  wall: Float64Array;
  mgdl: Uint16Array;
  /** Index into `HELD_SOURCES`. */
  source: Uint8Array;
}

export function heldIn({ measuredAt, wall, mgdl, source }: HeldColumns): HeldReading[] {
  return Array.from(measuredAt, (at, i) => ({
    measuredAt: at,
    wall: Number.isNaN(wall[i]) ? null : (wall[i] ?? null),
    mgdl: mgdl[i] ?? 0,
    source: HELD_SOURCES[source[i] ?? 0] ?? 'live',
  }));
}
