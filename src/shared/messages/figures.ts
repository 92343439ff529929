import { mgdlToMmol, unitLabel, type Unit } from '../glucose/units.ts';
import { inSpeech } from './speech.ts';

/** Figures as the reader's country writes them, in the digits that every sensor's app has. */
const formats = inSpeech(({ locale }) => {
  const format = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { numberingSystem: 'latn', ...options });
  return {
    whole: format({ maximumFractionDigits: 0 }),
    tenth: format({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    upToTenth: format({ maximumFractionDigits: 1 }),
    percent: format({ style: 'percent', maximumFractionDigits: 0 }),
    tenthPercent: format({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  };
});

export const wholeText = (number: number): string => formats().whole.format(number);
export const tenthText = (number: number): string => formats().tenth.format(number);

/** Days with data: `13.4`, and `14` where they are whole. */
export const daysText = (days: number): string => formats().upToTenth.format(days);
/** @param share of one */
export const percentText = (share: number): string => formats().percent.format(share);
/** The same of what is there, however little: `<1%`. */
export const partText = (share: number): string =>
  share > 0 && share < 0.01 ? `<${percentText(0.01)}` : percentText(share);
export const tenthPercentText = (share: number): string => formats().tenthPercent.format(share);

/** `7.4` or `7,4` or `133`, without its unit: for where the unit stands beside it. */
export function glucoseNumber(mgdl: number, unit: Unit): string {
  return unit === 'mmol' ? tenthText(mgdlToMmol(mgdl)) : wholeText(mgdl);
}

/** `7.4 mmol/L` */
export const glucoseText = (mgdl: number, unit: Unit): string =>
  `${glucoseNumber(mgdl, unit)}\u00a0${unitLabel(unit)}`;

/** A figure as somebody types it, with a point or with a comma; null where it is none. */
export function readFigure(text: string): number | null {
  const typed = text.trim().replace(/^[−–]/, '-').replace(',', '.');
  return /^-?\d{1,9}(\.\d*)?$|^-?\.\d+$/.test(typed) ? Number(typed) : null;
}
