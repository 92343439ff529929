import type { QuietHours } from '../alarms/rules.ts';
import { DAY, MINUTE } from '../time.ts';
import type { Speech } from '../state/speech.ts';
import { inSpeech } from './speech.ts';

/** What makes `Intl` write the clock that was chosen; nothing where the reader's country decides. */
export function hoursOf({ clock }: Speech): Intl.DateTimeFormatOptions {
  return clock === null ? {} : { hourCycle: clock === 12 ? 'h12' : 'h23' };
}

/** Dates and times as the reader's country writes them, on the reader's clock. Each is made when it is first used. */
const formatOf = (options: Intl.DateTimeFormatOptions, isOfClock = true) =>
  inSpeech(
    (speech) => new Intl.DateTimeFormat(speech.locale, { ...options, ...(isOfClock && hoursOf(speech)) }),
  );
const clock = formatOf({ timeStyle: 'short' });
const ofDay = formatOf({ timeStyle: 'short', timeZone: 'UTC' });
const day = formatOf({ weekday: 'short', day: 'numeric', month: 'short' }, false);
const date = formatOf({ dateStyle: 'medium' }, false);
const full = formatOf({ dateStyle: 'medium', timeStyle: 'short' });

/** `21 Nov 2026` */
export const dateInFull = (instant: number): string => date().format(instant);

const HALF_YEAR_MS = 180 * DAY;

/** `14:05` or `2:05 PM` */
export const clockText = (instant: number): string => clock().format(instant);

export const dayText = (instant: number): string => day().format(instant);

/** The time, with its day where that is not today, and the year where it is far away. */
export function localTime(instant: number): string {
  const now = Date.now();
  if (new Date(instant).toDateString() === new Date(now).toDateString()) return clockText(instant);
  if (Math.abs(now - instant) > HALF_YEAR_MS) return full().format(instant);
  return `${dayText(instant)}, ${clockText(instant)}`;
}

const days = inSpeech(({ locale }) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** Of a span the two ends: where only the first has its day, the other is said to be of today. */
export function spanTimes(
  from: number,
  to: number,
  written: (instant: number) => string = localTime,
): { from: string; to: string } {
  const [first, last] = [written(from), written(to)];
  const isOfToday = first !== clockText(from) && last === clockText(to);
  return { from: first, to: isOfToday ? `${days().format(0, 'day')}, ${last}` : last };
}

/** A time of the day in minutes since midnight, as the reader writes it. */
export const timeOfDayText = (minutes: number): string => ofDay().format(minutes * MINUTE);

/** `22:00–07:00` */
export const hoursText = ({ from, to }: QuietHours): string => `${timeOfDayText(from)}–${timeOfDayText(to)}`;

const TIME_OF_DAY = /^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(?:h|uhr)?\s*([ap])?\.?\s*m?\.?$/i;

/**
 * A time of the day as somebody types it: `22`, `2200`, `22:00`, `22.00`, `22 h`, `10 pm`, `10:30 p.m.`; minutes since
 * midnight, null where it is none.
 */
export function readTimeOfDay(text: string): number | null {
  const [, hours = '', minutes = '0', half] = TIME_OF_DAY.exec(text.trim()) ?? [];
  if (hours === '') return null;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59 || hour > 23) return null;
  if (half === undefined) return hour * 60 + minute;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * 60 + minute;
}
