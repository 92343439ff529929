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
