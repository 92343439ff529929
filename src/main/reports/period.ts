import { dateAsUtc, type Period } from '../../shared/statistics/period.ts';
import { DAY } from '../../shared/time.ts';
import type { EdgeWindow } from '../history/questions/readings.ts';

/** What a period comes to: the last days up to now, as `--days` has them, or whole civil days of the wearer. */
export function windowOf(period: Period, now: number): EdgeWindow {
  if ('days' in period) return { from: { instant: now - period.days * DAY }, to: { instant: now } };
  return { from: { local: dateAsUtc(period.from) ?? 0 }, to: { local: (dateAsUtc(period.to) ?? 0) + DAY } };
}
