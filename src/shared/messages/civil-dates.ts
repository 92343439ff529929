import { MINUTE, SECOND } from '../time.ts';
import { inSpeech } from './speech.ts';
import { hoursOf } from './times.ts';

/** Dates and times on somebody else's clock, which is written as if it were UTC. */
const formats = inSpeech((speech) => ({
  day: new Intl.DateTimeFormat(speech.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }),
  date: new Intl.DateTimeFormat(speech.locale, { dateStyle: 'medium', timeZone: 'UTC' }),
  weekday: new Intl.DateTimeFormat(speech.locale, { weekday: 'long', timeZone: 'UTC' }),
  clock: new Intl.DateTimeFormat(speech.locale, { timeStyle: 'short', timeZone: 'UTC', ...hoursOf(speech) }),
  full: new Intl.DateTimeFormat(speech.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
    ...hoursOf(speech),
  }),
}));

/** `2026-11-21` → `Sat, 21 Nov` */
export function dateText(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return formats().day.format(Date.UTC(year, month - 1, day));
}

/** `Saturday` of 6: Monday is 1. */
export const weekdayText = (weekday: number): string =>
  // The first of June 2026 was a Monday.
  formats().weekday.format(Date.UTC(2026, 5, weekday));

/** `2026-11-21` of an instant (ms UTC) on a clock that is so many seconds ahead of UTC. */
export const civilDate = (instant: number, zoneSeconds: number): string =>
  new Date(instant + zoneSeconds * SECOND).toISOString().slice(0, 10);

/** `03:12` of an instant on such a clock. */
export const civilClock = (instant: number, zoneSeconds: number): string =>
  formats().clock.format(instant + zoneSeconds * SECOND);

/** `Sat, 21 Nov, 03:12`; only the time where the day is the one beside it. */
export function civilTime(instant: number, zoneSeconds: number, beside?: string): string {
  const [date, clock] = [civilDate(instant, zoneSeconds), civilClock(instant, zoneSeconds)];
  return date === beside ? clock : `${dateText(date)}, ${clock}`;
}

/** `3 Apr 2026, 10:15` of a place on a clock. @param wall as `LocalTime` */
export const civilTimeInFull = (wall: number): string => formats().full.format(wall);

/** `3 Apr 2026` of a place on a clock. @param wall as `LocalTime` */
export const civilDateInFull = (wall: number): string => formats().date.format(wall);

/** A span on the wearer's clock. @param zoneSeconds that clock minus UTC */
export function spanText(from: number, to: number, zoneSeconds: number): string {
  const at = (instant: number) => formats().full.format(instant + zoneSeconds * SECOND);
  return `${at(from)} – ${at(to)}`;
}

/** `UTC+01:00` */
export function zoneText(zoneSeconds: number): string {
  const minutes = Math.abs(zoneSeconds) / (MINUTE / SECOND);
  const two = (part: number) => String(part).padStart(2, '0');
  return `UTC${zoneSeconds < 0 ? '−' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
