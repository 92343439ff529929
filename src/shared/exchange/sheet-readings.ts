import type { LocalTime } from '../statistics/civil-clock.ts';
import { DAY, MINUTE, SECOND } from '../time.ts';
import type { FileReading } from './import-file.ts';
import { clockOf, skip, type Skips } from './sheet.ts';
import { instantsOf, offsetAt, type ZoneClock } from './zone-clock.ts';

/** A reading whose instant is not known yet, with the place of its row and the device it is of. */
export interface WallReading {
  reading: FileReading;
  index: number;
  device: number;
}

/**
 * Gives readings in the order of the file their instants. In the hour that comes twice a device's first pass is the
 * earlier, and from where its clock steps back the later; where no step is seen, the earlier.
 *
 * @returns how many lie in the missing hour, and the rows before which a clock went back that the zone's did not
 */
export function placeInTime(
  rows: readonly WallReading[],
  clock: ZoneClock,
): { inMissingHour: number; setBack: number[] } {
  const direction = directionOf(rows);
  const last = new Map<number, { wall: LocalTime; isSecond: boolean }>();
  const setBack: number[] = [];
  let inMissingHour = 0;
  for (const { reading, index, device } of direction === 'newestFirst' ? rows.toReversed() : rows) {
    const { first, second, missing } = instantsOf(clock, reading.wall);
    const clockNumber = clockOf({ device, kind: reading.kind });
    const before = last.get(clockNumber);
    const isBack = direction !== 'mixed' && before !== undefined && reading.wall < before.wall;
    const isSecond = second !== null && before !== undefined && (before.isSecond || isBack);
    if (before === undefined) last.set(clockNumber, { wall: reading.wall, isSecond });
    else [before.wall, before.isSecond] = [reading.wall, isSecond];
    if (isBack && !isSecond) setBack.push(index);
    if (missing) inMissingHour += 1;
    reading.measuredAt = isSecond ? second : first;
    reading.utcOffsetSeconds = offsetAt(clock, reading.measuredAt);
  }
  return { inMissingHour, setBack };
}

/** Rows that go the other way than the rest: a clock that was set, and no more. */
const STRAYING = 0.02;

/** Which way the rows of each device go in time. */
function directionOf(rows: readonly WallReading[]): 'oldestFirst' | 'newestFirst' | 'mixed' {
  const last = new Map<number, LocalTime>();
  let [on, back] = [0, 0];
  for (const { reading, device } of rows) {
    const clockNumber = clockOf({ device, kind: reading.kind });
    const before = last.get(clockNumber) ?? reading.wall;
    if (reading.wall > before) on += 1;
    if (reading.wall < before) back += 1;
    last.set(clockNumber, reading.wall);
  }
  const strays = Math.max(2, STRAYING * (on + back));
  if (back <= strays && on > back) return 'oldestFirst';
  return on <= strays && back > on ? 'newestFirst' : 'mixed';
}

const SAME_READING = 3 * MINUTE;

/**
 * Leaves out what two devices have of one sensor: an equal value within three minutes of one by the device that has more
 * rows of that day.
 */
export function withoutSecondDevice(rows: readonly WallReading[], skips: Skips): WallReading[] {
  if (new Set(rows.map(({ device }) => device)).size < 2) return [...rows];
  const byDay = new Map<number, WallReading[]>();
  for (const row of rows) {
    const day = Math.floor(row.reading.wall / DAY);
    const there = byDay.get(day);
    if (there) there.push(row);
    else byDay.set(day, [row]);
  }
  const kept: WallReading[] = [];
  for (const day of byDay.values()) kept.push(...ofOneDay(day, skips));
  return kept;
}

function ofOneDay(rows: readonly WallReading[], skips: Skips): WallReading[] {
  const counts = new Map<number, number>();
  for (const { device } of rows) counts.set(device, (counts.get(device) ?? 0) + 1);
  const devices = [...counts].toSorted((a, b) => b[1] - a[1]).map(([device]) => device);
  const kept: WallReading[] = [];
  const values = new Map<string, WallReading[]>();
  const keyOf = ({ reading }: WallReading): string => `${reading.kind} ${reading.mgdl}`;
  for (const device of devices) {
    const own = rows.filter((row) => row.device === device);
    const fresh = own.filter((row) => {
      const isKnown = values
        .get(keyOf(row))
        ?.some(({ reading }) => Math.abs(reading.measuredAt - row.reading.measuredAt) <= SAME_READING);
      if (isKnown) skip(skips, 'otherDevice', row.index);
      return !isKnown;
    });
    kept.push(...fresh);
    for (const row of fresh) {
      const there = values.get(keyOf(row));
      if (there) there.push(row);
      else values.set(keyOf(row), [row]);
    }
  }
  return kept;
}

/**
 * Oldest first, and one of each person and second: history before scans, then as the rows come.
 * @param rows with what is preferred first
 */
export function oneOfEachSecond(
  rows: readonly { reading: FileReading; index: number }[],
  skips: Skips,
): FileReading[] {
  const isScan = ({ reading }: { reading: FileReading }): number => (reading.kind === 'scan' ? 1 : 0);
  const sorted = rows.toSorted(
    (a, b) => a.reading.measuredAt - b.reading.measuredAt || isScan(a) - isScan(b),
  );
  const kept: FileReading[] = [];
  let second = Number.NaN;
  let there: string[] = [];
  for (const { reading, index } of sorted) {
    const at = Math.floor(reading.measuredAt / SECOND);
    if (at !== second) [second, there] = [at, []];
    if (there.includes(reading.patientId)) {
      skip(skips, 'sameTime', index);
      continue;
    }
    there.push(reading.patientId);
    kept.push(reading);
  }
  return kept;
}
