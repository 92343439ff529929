import { mgdlToMmol, unitLabel, type Unit } from '../shared/glucose/units.ts';

/** Numbers, dates and times in the reader's way of writing them, on the reader's clock. */
const formats = {
  clock: new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }),
  day: new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' }),
  full: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
  whole: new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 }),
  tenth: new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  percent: new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 }),
};

const HALF_YEAR_MS = 180 * 86_400_000;

export const clockText = (instant: number): string => formats.clock.format(instant);

/** The time, with its day where that is not today, and the year where it is far away. */
export function localTime(instant: number): string {
  const now = Date.now();
  if (new Date(instant).toDateString() === new Date(now).toDateString()) return clockText(instant);
  if (Math.abs(now - instant) > HALF_YEAR_MS) return formats.full.format(instant);
  return `${formats.day.format(instant)}, ${clockText(instant)}`;
}

export const wholeText = (number: number): string => formats.whole.format(number);
export const tenthText = (number: number): string => formats.tenth.format(number);
export const percentText = (share: number): string => formats.percent.format(share);

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
