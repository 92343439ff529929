import { printable } from '../printable.ts';
import { ageSeconds, freshnessOf, type Freshness } from './freshness.ts';
import { rangeOf, SCALE, type OffScale, type Range, type Target } from './range.ts';
import { trendLabel, type TrendArrow, type TrendLabel } from './trend.ts';
import { readingMmol } from './units.ts';

/** Where a reading came from; see `SOURCE_RANK` for which one is kept when several name the same instant. */
export type ReadingSource = 'live' | 'graph' | 'import' | 'logbook';

/** How much a source tells about an instant: a live reading has its trend, a scan too, a graph point has none. */
export const SOURCE_RANK: Record<ReadingSource, number> = { import: 0, graph: 1, logbook: 2, live: 3 };

/** One glucose value of one person at one instant, with the circumstances as they were then. */
export interface Reading {
  patientId: string;
  /** Instant of measurement, ms UTC, whole seconds. */
  measuredAt: number;
  /** Integer mg/dL; the end of the scale where `offScale` is set. */
  mgdl: number;
  offScale: OffScale | null;
  trend: TrendArrow | null;
  /** LibreLinkUp's MeasurementColor as received; says nothing we rely on. */
  color: number | null;
  /** The wearer's clock minus UTC, in seconds; null where the wearer's clock is unknown. */
  utcOffsetSeconds: number | null;
  sensorSerial: string | null;
  /** The account's target range as it was then; null where it named none. */
  target: Target | null;
  source: ReadingSource;
  /** It was dated in the future when it was heard. Nobody knows when it was measured: it never becomes a current one. */
  fromFuture?: true;
}

/** More people than an account shares; only a server that has gone wild names so many, and no more are kept in mind. */
export const MOST_PEOPLE = 100;

/** No sensor says less or more than this, mg/dL, not even off its scale: such a number is something else. */
export const LEAST_MGDL = 20;
export const MOST_MGDL = 1000;

/**
 * mg/dL and scale mark of a wire value; null where it is none. The sensor's own HI/LO flag wins over the number, even
 * over none.
 */
export function scaledValue(
  mgdl: number | null,
  flags: { isHigh: boolean; isLow: boolean },
): { mgdl: number; offScale: OffScale | null } | null {
  if (flags.isLow) return { mgdl: SCALE.low, offScale: 'LO' };
  if (flags.isHigh) return { mgdl: SCALE.high, offScale: 'HI' };
  if (mgdl === null || !(mgdl >= LEAST_MGDL && mgdl <= MOST_MGDL)) return null;
  if (mgdl < SCALE.low) return { mgdl: SCALE.low, offScale: 'LO' };
  if (mgdl > SCALE.high) return { mgdl: SCALE.high, offScale: 'HI' };
  return { mgdl: Math.round(mgdl), offScale: null };
}

/** A person who wears the sensor, as last heard of. */
export interface Person {
  patientId: string;
  firstName: string;
  lastName: string;
}

/** "Ada Lovelace"; "Person" for someone the account gives no name: the id is never shown. */
export function personName(person: Person): string {
  return printable(`${person.firstName} ${person.lastName}`).trim() || 'Person';
}

/** What two spellings of one name have in common; only for comparing. */
export function comparableName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, (mark) =>
    /\s/.test(mark) ? ' ' : '',
  );
  // Small letters first, for those that have no capital of their own; then capitals, which make one of ß and SS.
  const folded = visible.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKC');
  return folded.trim().replace(/\s+/g, ' ');
}

/** The reading as the command line and other programs get it; instants ISO 8601 UTC, ages at `now`. */
export interface ReadingJson {
  patientId: string;
  patientName: string;
  measuredAt: string;
  mgdl: number;
  mmol: number;
  trend: TrendLabel | null;
  trendArrow: TrendArrow | null;
  range: Range;
  isHigh: boolean;
  isLow: boolean;
  offScale: OffScale | null;
  ageSeconds: number;
  freshness: Freshness;
  sensorSerial: string | null;
  targetLow: number | null;
  targetHigh: number | null;
  source: ReadingSource;
}

/** @param now ms UTC, for age and freshness */
export function readingJson(reading: Reading, person: Person, now: number): ReadingJson {
  const range = rangeOf(reading.mgdl, reading.offScale, reading.target);
  return {
    patientId: reading.patientId,
    patientName: personName(person),
    measuredAt: new Date(reading.measuredAt).toISOString(),
    mgdl: reading.mgdl,
    mmol: readingMmol(reading.mgdl),
    trend: trendLabel(reading.trend),
    trendArrow: reading.trend,
    range,
    isHigh: range === 'high',
    isLow: range === 'low',
    offScale: reading.offScale,
    ageSeconds: ageSeconds(reading.measuredAt, now),
    freshness: freshnessOf(reading.measuredAt, now),
    sensorSerial: reading.sensorSerial,
    targetLow: reading.target?.low ?? null,
    targetHigh: reading.target?.high ?? null,
    source: reading.source,
  };
}
