import { DAY, HOUR } from '../../../shared/time.ts';
import { inSpeech } from '../../../shared/messages/speech.ts';
import { clockText, dayText } from '../../../shared/messages/times.ts';

/** Times of the reader's clock, as the reader's country writes them. */
const format = (options: Intl.DateTimeFormatOptions) =>
  inSpeech(({ locale }) => new Intl.DateTimeFormat(locale, options));
const weekday = format({ weekday: 'short', day: 'numeric' });
const dayMonth = format({ day: 'numeric', month: 'short' });
const month = format({ month: 'long' });
const year = format({ year: 'numeric' });

export const dayTimeText = (instant: number): string => `${dayText(instant)}, ${clockText(instant)}`;

/** The clock of the reader minus UTC, seconds. */
export const readersOffset = (instant: number): number => -new Date(instant).getTimezoneOffset() * 60;

const dayOf = (instant: number): string => new Date(instant).toDateString();

/** The time, with its day where that is not the other's. */
export const timeBeside = (instant: number, other: number): string =>
  dayOf(instant) === dayOf(other) ? clockText(instant) : dayTimeText(instant);

/**
 * Two lines for each tick of the time axis: the time, with the date below a midnight (or below the first where there is
 * none); the day, with the month below; the week, with the year below.
 */
export function tickLabels(ticks: readonly number[]): Map<number, string[]> {
  const step = ticks.length < 2 ? HOUR : (ticks.at(-1)! - ticks[0]!) / (ticks.length - 1);
  const isMidnight = (at: number): boolean =>
    new Date(at).getHours() === 0 && new Date(at).getMinutes() === 0;
  const dated = ticks.find(isMidnight) ?? ticks[0];
  let group = '';
  const below = (shownAs: Intl.DateTimeFormat, at: number): string => {
    const text = shownAs.format(at);
    const shown = text === group ? '' : text;
    group = text;
    return shown;
  };
  return new Map(
    ticks.map((at): [number, string[]] => {
      if (step < 23 * HOUR) return [at, [clockText(at), isMidnight(at) || at === dated ? dayText(at) : '']];
      if (step < 6 * DAY) return [at, [weekday().format(at), below(month(), at)]];
      return [at, [dayMonth().format(at), below(year(), at)]];
    }),
  );
}
