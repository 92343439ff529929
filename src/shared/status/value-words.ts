import { deltaPerFiveMinutes } from '../glucose/delta.ts';
import { ageSeconds, freshnessOf, isDimmed } from '../glucose/freshness.ts';
import { rangeOf, SCALE } from '../glucose/range.ts';
import type { Reading } from '../glucose/reading.ts';
import { trendSymbol } from '../glucose/trend.ts';
import { unitLabel, type Unit } from '../glucose/units.ts';
import { say } from '../messages/say.ts';
import { agoText } from '../messages/sentences/durations.ts';
import type { PersonState } from '../state/app-state.ts';

/** How a value is written. */
export interface ValueStyle {
  unit: Unit;
  /** A figure without its unit: as the reader's country writes it, or as every program reads it. */
  number: (mgdl: number, unit: Unit) => string;
  /** Nothing that is shown changes by the passing of time more than once a minute. */
  wholeMinutes: boolean;
  localTime: (instant: number) => string;
}

/** A reading in words: never a value without its unit and its age, and none that is old. */
export interface ValueWords {
  value: string | null;
  age: string | null;
  range: string | null;
}

/** The same words for tooltip, menu and status lines. @param now ms UTC */
export function valueWords(
  { reading, recent }: Pick<PersonState, 'reading' | 'recent'>,
  style: ValueStyle,
  now: number,
): ValueWords {
  if (reading === null) return { value: null, age: say('tray.noReading'), range: null };
  const { measuredAt } = reading;
  const freshness = freshnessOf(measuredAt, now);
  if (freshness === 'old') {
    const age = say('words.noDataSince', { time: style.localTime(measuredAt) });
    return { value: null, age, range: null };
  }
  const range =
    freshness === 'stale'
      ? say('tray.noLongerCurrent')
      : say(`words.ranges.${rangeOf(reading.mgdl, reading.offScale, reading.target)}`);
  const seconds = ageSeconds(measuredAt, now);
  const trend = isDimmed(measuredAt, now) ? '' : trendWords(reading, recent, style);
  return {
    value: `${glucoseWords(reading, style)}${trend}`,
    age: style.wholeMinutes && seconds < 60 ? say('tray.underAMinuteAgo') : agoText(seconds),
    range,
  };
}

function glucoseWords({ mgdl, offScale }: Reading, { unit, number }: ValueStyle): string {
  const written = (value: number) => `${number(value, unit)} ${unitLabel(unit)}`;
  if (offScale === 'LO') return say('tray.below', { limit: written(SCALE.low) });
  return offScale === 'HI' ? say('tray.above', { limit: written(SCALE.high) }) : written(mgdl);
}

function trendWords(reading: Reading, recent: readonly Reading[], { unit, number }: ValueStyle): string {
  const delta = deltaPerFiveMinutes(reading, recent);
  const sign = delta !== null && delta < 0 ? '−' : '+';
  const change = delta === null ? '' : `${sign}${number(Math.abs(delta), unit)}`;
  return [trendSymbol(reading.trend), change]
    .filter((word) => word !== '')
    .map((word) => ` ${word}`)
    .join('');
}
