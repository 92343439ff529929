import type { ImpairedCause, SensorCause } from '../../shared/alarms/events.ts';
import { isGlucoseKind } from '../../shared/alarms/kinds.ts';
import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { deltaPerFiveMinutes } from '../../shared/glucose/delta.ts';
import { ageSeconds, freshnessOf, isDimmed } from '../../shared/glucose/freshness.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { trendSymbol } from '../../shared/glucose/trend.ts';
import { unitLabel, type Unit } from '../../shared/glucose/units.ts';
import { say } from '../../shared/messages/say.ts';
import { ageText, agoText } from '../../shared/messages/sentences/durations.ts';
import { glucoseNumber } from '../../shared/messages/figures.ts';
import { changeText } from '../format.ts';

/** What one card shows beside its kind and name. */
export interface CardFacts {
  /** Large; null where a sentence says it better. */
  value: string | null;
  unit: string;
  arrow: string;
  /** As of old values everywhere: dimmed from 10 minutes on, struck through from 15, none from 20. */
  wear: 'fresh' | 'dimmed' | 'stale';
  /** Beside the value, or in its place. */
  words: readonly string[];
  /** With the words, smaller: how it changes, and since when it is so. */
  more: readonly string[];
}

const NO_VALUE: CardFacts = { value: null, unit: '', arrow: '', wear: 'fresh', words: [], more: [] };

/**
 * @param reading the newest one of the person, where there is one
 * @param recent those before it
 * @param now ms UTC
 */
export function cardFacts(
  alarm: ShownAlarm,
  reading: Reading | null,
  recent: readonly Reading[],
  unit: Unit,
  now: number,
  localTime: (instant: number) => string,
): CardFacts {
  const { kind, cause, mgdl, measuredAt } = alarm;
  const since = alarm.since === null ? [] : [say('alarmWindow.since', { time: localTime(alarm.since) })];
  const said = (sentence = ''): CardFacts => ({ ...NO_VALUE, words: [sentence], more: since });
  if (kind === 'impaired') return said(say(`alarmWindow.impaired.${cause as ImpairedCause}`));
  if (kind === 'sensor') return said(say(`alarmWindow.sensor.${cause as SensorCause}`));
  if (mgdl === null || measuredAt === null)
    return {
      ...NO_VALUE,
      words: [kind === 'noData' ? silenceWords(cause, say('alarmWindow.neverAReading')) : ''],
    };
  const own = reading?.measuredAt === measuredAt ? reading : null;
  const offScale = own?.offScale ?? offScaleOf(cause);
  const shown = offScale ?? glucoseNumber(mgdl, unit);
  const label = offScale === null ? unitLabel(unit) : '';
  if (!isGlucoseKind(kind)) return silence(alarm, measuredAt, `${shown} ${label}`.trim(), now, localTime);
  const freshness = freshnessOf(measuredAt, now);
  if (freshness === 'old')
    return { ...NO_VALUE, words: [say('words.noDataSince', { time: localTime(measuredAt) })] };
  const age = agoText(ageSeconds(measuredAt, now));
  const dimmed = isDimmed(measuredAt, now);
  const delta = own === null || dimmed || offScale !== null ? null : deltaPerFiveMinutes(own, recent);
  return {
    value: shown,
    unit: label,
    arrow: dimmed ? '' : trendSymbol(own?.trend ?? null),
    wear: freshness === 'stale' ? 'stale' : dimmed ? 'dimmed' : 'fresh',
    words: freshness === 'stale' ? [age, say('alarmWindow.noLongerCurrent')] : [age],
    more: [
      ...(delta === null ? [] : [say('alarmWindow.delta', { change: changeText(delta, unit), unit: label })]),
      ...since,
    ],
  };
}

function offScaleOf(cause: ShownAlarm['cause']): 'LO' | 'HI' | null {
  if (cause === 'offScaleLow') return 'LO';
  return cause === 'offScaleHigh' ? 'HI' : null;
}

function silence(
  { cause }: ShownAlarm,
  measuredAt: number,
  value: string,
  now: number,
  localTime: (instant: number) => string,
): CardFacts {
  return {
    ...NO_VALUE,
    words: [
      say('alarmWindow.silentFor', { age: ageText(ageSeconds(measuredAt, now)) }),
      `${silenceWords(cause, say('alarmWindow.noNewReading'))} ${say('alarmWindow.last', { value, time: localTime(measuredAt) })}`,
    ],
  };
}

function silenceWords(cause: ShownAlarm['cause'], otherwise: string): string {
  if (cause === 'unreadable') return say('alarmWindow.unreadable');
  return cause === 'noAnswer' ? say('alarmWindow.noAnswer') : otherwise;
}
