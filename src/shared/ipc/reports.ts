import type { Result } from '../result.ts';
import type { Compared } from '../statistics/compared.ts';
import type { DailyPattern } from '../statistics/daily-pattern.ts';
import type { DayWithAlarms } from '../statistics/days.ts';
import type { Period } from '../statistics/period.ts';
import { channel } from './channel.ts';

/** Figures of one person in a period. */
export interface OfPeriod {
  patientId: string;
  period: Period;
}

export const REPORTS = {
  'report:days': channel<OfPeriod, Result<DayWithAlarms[]>>('window'),
  'report:patterns': channel<OfPeriod, Result<DailyPattern>>('window'),
  'report:statistics': channel<OfPeriod, Result<Compared>>('window'),
};
