/** How many days before now a period can be. */
export const PERIOD_DAYS = [7, 14, 30, 90] as const;

/** The time that patterns and statistics are of: the last so many days, or two civil dates of the wearer, both in. */
export type Period =
  | { readonly days: (typeof PERIOD_DAYS)[number] }
  | {
      /** `2026-11-21` */
      readonly from: string;
      readonly to: string;
    };

export const DEFAULT_PERIOD: Period = { days: 14 };

/** How long a period of two dates may be. */
export const MOST_PERIOD_DAYS = 366;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Midnight of a date on a clock without a zone, ms as if it were UTC; null where it is none. */
export function dateAsUtc(date: string): number | null {
  if (!DATE.test(date)) return null;
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const at = Date.UTC(year, month - 1, day);
  return new Date(at).toISOString().startsWith(date) ? at : null;
}
