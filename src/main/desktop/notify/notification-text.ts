import type { Alarm } from '../../alarms/notifier.ts';
import type { ImpairedCause } from '../../../shared/alarms/events.ts';
import { isGlucoseKind } from '../../../shared/alarms/kinds.ts';
import { ageSeconds, freshnessOf, isDimmed } from '../../../shared/glucose/freshness.ts';
import { trendSymbol, type TrendArrow } from '../../../shared/glucose/trend.ts';
import { unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { printable } from '../../../shared/printable.ts';
import { say } from '../../../shared/messages/say.ts';
import { spanTimes } from '../../../shared/messages/times.ts';
import { agoText } from '../../../shared/messages/sentences/durations.ts';
import { testedText } from '../../../shared/messages/sentences/alarm.ts';

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
 * What a notification says. The title begins with the value and what it means, since desktops cut its end off, and a name
 * may be long; the body says both again, whose they are in full, and how old the value is. It has the time by the clock as
 * well, because a notification that nobody closes goes on saying how old the value was when it came.
 */
export function notificationText(alarm: Alarm, options: TextOptions): NotificationText {
  const { title, body } = textOf(alarm, options);
  return { title: joined([options.demo ? say('alarmWindow.demo') : null, title]), body };
}

function textOf(alarm: Alarm, options: TextOptions): NotificationText {
  const { kind, reason, priority } = alarm.decision;
  const what = say(`alarms.kinds.${kind}`);
  const who = alarm.name === null ? null : plainName(alarm.name);
  if (alarm.test)
    return {
      title: say('notification.testTitle'),
      body: say('notification.test', { what: testedText(kind, priority) }),
    };
  if (reason === 'missed') return missedText(alarm, who, options);
  if (isGlucoseKind(kind)) return glucoseText(alarm, who, options);
  switch (kind) {
    case 'noData':
      return {
        title: joined([what, who]),
        body: lines(capitalised(say(`alarms.reasons.${reason}`)), joined([lastReading(alarm, options), who])),
      };
    case 'impaired':
      return {
        title: say('notification.cannotDoItsJob'),
        body: say(`alarmWindow.impaired.${reason as ImpairedCause}`),
      };
    case 'sensor':
      return {
        title: joined([what, who]),
        body: joined([capitalised(say(`alarms.reasons.${reason}`)), who]),
      };
  }
}

function glucoseText(alarm: Alarm, who: string | null, options: TextOptions): NotificationText {
  const { kind, measuredAt } = alarm.decision;
  const { hideValues, localTime, now, trend } = options;
  const what = say(`alarms.inline.${kind}`);
  const value = valueOf(alarm, options);
  // An arrow of ten minutes ago would tell of another time.
  const arrow = hideValues || measuredAt === null || isDimmed(measuredAt, now) ? null : trendSymbol(trend);
  if (measuredAt === null) return { title: joined([capitalised(what), who]), body: who ?? '' };
  const ago = agoText(ageSeconds(measuredAt, now));
  const isCurrent = freshnessOf(measuredAt, now) === 'current';
  return {
    title: joined([capitalised(spaced([value, arrow, what])), isCurrent ? null : ago, who]),
    body: lines(
      say('notification.measured', { ago, time: localTime(measuredAt) }),
      joined([capitalised(spaced([what, value, arrow])), who]),
    ),
  };
}

/** With its unit; null where there is none, or none to be seen. */
function valueOf({ decision: { mgdl, reason } }: Alarm, { unit, hideValues }: TextOptions): string | null {
  if (hideValues) return null;
  if (reason === 'offScaleLow') return 'LO';
  if (reason === 'offScaleHigh') return 'HI';
  return mgdl === null ? null : `${glucoseNumber(mgdl, unit)} ${unitLabel(unit)}`;
}

function missedText(alarm: Alarm, who: string | null, options: TextOptions): NotificationText {
  const { kind, since, until, measuredAt } = alarm.decision;
  const { localTime } = options;
  const what = say(`alarms.kinds.${kind}`);
  const title = joined([say('notification.missed', { what }), who]);
  if (since === null || until === null) return { title, body: who ?? '' };
  const between = say('notification.between', { what, ...spanTimes(since, until, localTime) });
  const value = valueOf(alarm, options);
  const worst =
    value === null || measuredAt === null
      ? null
      : say('notification.valueAt', { value, time: localTime(measuredAt) });
  return { title, body: lines(between, joined([worst, who])) };
}

function lastReading(alarm: Alarm, options: TextOptions): string | null {
  const { measuredAt } = alarm.decision;
  if (measuredAt === null) return null;
  const ago = agoText(ageSeconds(measuredAt, options.now));
  const value = valueOf(alarm, options);
  const time = options.localTime(measuredAt);
  return value === null
    ? say('notification.last', { ago, time })
    : say('notification.lastValue', { value, ago, time });
}

/** Each short enough for one where a name is not long; some desktops show the first alone until one looks closer. */
function lines(...all: readonly string[]): string {
  return all.filter((line) => line !== '').join('\n');
}

/** `2.8 mmol/L ↓ urgent low · Ada`; what is not known or not to be shown is left out. */
function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function spaced(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' ');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Made when it is needed first: it takes some milliseconds, of which a start has none to spare. */
let graphemes: Intl.Segmenter | null = null;

/** The name without what could turn the text round, break its line or hide a part of it. It is the account's to choose. */
export function plainName(name: string): string {
  const plain = printable(name).replaceAll(/\s+/g, ' ').trim();
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const characters = [...graphemes.segment(plain)].map(({ segment }) => segment);
  return characters.length <= LONGEST_NAME ? plain : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
