import { app } from 'electron';
import { readersLocale } from './readers-locale.ts';

let clock: Intl.DateTimeFormat | null = null;

/** The time of an instant, ms UTC, on this computer's clock and as its country writes it; once the app is ready. */
export function localTime(instant: number): string {
  clock ??= new Intl.DateTimeFormat(readersLocale(app.getSystemLocale()), { timeStyle: 'short' });
  return clock.format(instant);
}
