import { mgdlToMmol, unitLabel, type Unit } from '../shared/glucose/units.ts';
import { DAY } from '../shared/time.ts';
import { inLocale } from './locale.ts';

/** Dates and times as the reader's country writes them, on the reader's clock. */
const formats = inLocale((locale) => ({
  clock: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
  day: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  full: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
}));

/** Numbers as in tray and notifications, wherever the reader is: one value looks the same everywhere. */
const numbers = {
  whole: new Intl.NumberFormat('en', { maximumFractionDigits: 0 }),
  tenth: new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  percent: new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 }),
};

const HALF_YEAR_MS = 180 * DAY;

export const clockText = (instant: number): string => formats().clock.format(instant);

/** The time, with its day where that is not today, and the year where it is far away. */
export function localTime(instant: number): string {
  const now = Date.now();
  if (new Date(instant).toDateString() === new Date(now).toDateString()) return clockText(instant);
  if (Math.abs(now - instant) > HALF_YEAR_MS) return formats().full.format(instant);
  return `${formats().day.format(instant)}, ${clockText(instant)}`;
}

export const wholeText = (number: number): string => numbers.whole.format(number);
export const tenthText = (number: number): string => numbers.tenth.format(number);
export const percentText = (share: number): string => numbers.percent.format(share);

/** `7.4` or `133`, without its unit: for where the unit stands beside it. */
export function glucoseNumber(mgdl: number, unit: Unit): string {
  return unit === 'mmol' ? tenthText(mgdlToMmol(mgdl)) : wholeText(mgdl);
}

/** `7.4 mmol/L` */
export const glucoseText = (mgdl: number, unit: Unit): string =>
  `${glucoseNumber(mgdl, unit)}\u00a0${unitLabel(unit)}`;

/** `+0.2`, `−4`; the sign says which way, and zero is neither. */
export function changeText(mgdl: number, unit: Unit): string {
  const size = glucoseNumber(Math.abs(mgdl), unit);
  if (size === glucoseNumber(0, unit)) return `±${size}`;
  return `${mgdl < 0 ? '−' : '+'}${size}`;
}
