import type { Alarm } from '../../alarms/notifier.ts';
import type { ImpairedCause, SensorCause } from '../../../shared/alarms/events.ts';
import { isGlucoseKind } from '../../../shared/alarms/kinds.ts';
import { ageSeconds } from '../../../shared/glucose/freshness.ts';
import { trendSymbol, type TrendArrow } from '../../../shared/glucose/trend.ts';
import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { alarms, alarmWindow, notification as words } from '../../../shared/messages/en.ts';

export interface TextOptions {
  /** ms UTC */
  now: number;
  unit: Unit;
  /** The person is made up. */
  demo: boolean;
  /** Nobody else shall read a value over a shoulder. */
  hideValues: boolean;
  /** Of the reading the alarm rests on. */
  trend: TrendArrow | null;
  localTime: (instant: number) => string;
}

export interface NotificationText {
  title: string;
  body: string;
}

/** A name longer than this would push the value out of the title; in characters. */
const LONGEST_NAME = 40;

/**
 * What a notification says: the title alone tells whose alarm it is, which one, the value and its age. The body has the
 * time by the clock, because a notification that nobody closes goes on saying how old the value was when it came.
 */
export function notificationText(alarm: Alarm, options: TextOptions): NotificationText {
  const { title, body } = textOf(alarm, options);
  return { title: words.title([options.demo ? alarmWindow.demo : null, title]), body };
}

function textOf(alarm: Alarm, options: TextOptions): NotificationText {
  const { decision, test } = alarm;
  const { kind, reason, measuredAt } = decision;
  const { hideValues, localTime, now } = options;
  const what = alarms.kinds[kind].toLowerCase();
  const who = alarm.name === null ? null : plainName(alarm.name);
  if (test) return { title: words.testTitle, body: words.test(alarms.tested(kind, decision.priority)) };
  if (reason === 'missed') return missedText(alarm, who, options);
  const value = hideValues ? null : valueOf(alarm, options);
  if (isGlucoseKind(kind)) {
    const old = measuredAt === null ? null : alarmWindow.ago(ageSeconds(measuredAt, now));
    const arrow = hideValues ? '' : trendSymbol(options.trend);
    const said = [what, value, arrow].filter((part) => part !== null && part !== '').join(' ');
    return {
      title: words.title([who, said, old]),
      body: measuredAt === null ? '' : words.measuredAt(localTime(measuredAt)),
    };
  }
  switch (kind) {
    case 'noData':
      return {
        title: words.title([who, what, alarms.reasons[reason]]),
        body: lastReading(value, measuredAt, localTime),
      };
    case 'impaired':
      return { title: words.cannotDoItsJob, body: alarmWindow.impaired[reason as ImpairedCause] };
    case 'sensor':
      return { title: words.title([who, what]), body: alarmWindow.sensor[reason as SensorCause] };
  }
}

function valueOf({ decision: { mgdl, reason } }: Alarm, { unit }: TextOptions): string | null {
  if (reason === 'offScaleLow') return 'LO';
  if (reason === 'offScaleHigh') return 'HI';
  return mgdl === null ? null : `${formatGlucose(mgdl, unit)} ${unitLabel(unit)}`;
}

function missedText(alarm: Alarm, who: string | null, options: TextOptions): NotificationText {
  const { kind, since, until, measuredAt } = alarm.decision;
  const { hideValues, localTime } = options;
  const title = words.title([who, words.missed(alarms.kinds[kind].toLowerCase())]);
  if (since === null || until === null) return { title, body: '' };
  const [from, to] = [localTime(since), localTime(until)];
  const value = hideValues ? null : valueOf(alarm, options);
  if (value === null || measuredAt === null) return { title, body: words.between(from, to) };
  return { title, body: words.missedValue(from, to, value, localTime(measuredAt)) };
}

function lastReading(
  value: string | null,
  measuredAt: number | null,
  localTime: TextOptions['localTime'],
): string {
  if (measuredAt === null) return '';
  const time = localTime(measuredAt);
  return value === null ? words.lastAt(time) : words.last(value, time);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The name without what could turn the text round, break its line or hide a part of it. It is the account's to choose. */
export function plainName(name: string): string {
  const plain = name
    // The two joiners are letters of some scripts; all other marks of direction and format go.
    .replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...graphemes.segment(plain)].map(({ segment }) => segment);
  return characters.length <= LONGEST_NAME ? plain : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
