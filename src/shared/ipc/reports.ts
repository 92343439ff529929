import type { ClinicReportProps } from '../report/clinic-figures.ts';
import type { Result } from '../result.ts';
import type { Compared } from '../statistics/compared.ts';
import type { DailyPattern } from '../statistics/daily-pattern.ts';
import type { DayWithAlarms } from '../statistics/days.ts';
import type { Period } from '../statistics/period.ts';
import type { Paper } from '../report/paper.ts';
import type { Today } from '../statistics/today.ts';
import type { AlarmKind } from '../alarms/kinds.ts';
import { channel } from './channel.ts';

/** Figures of one person in a period. */
export interface OfPeriod {
  patientId: string;
  period: Period;
}

/** The day until now, and the last alarm that rang in a week. */
export interface TodayWithAlarm extends Today {
  lastAlarm: { at: number; kind: AlarmKind } | null;
}

/** The glucose report as it was last seen, to be taken along. */
export interface ReportWanted extends OfPeriod {
  /** Where what was seen ends, ms UTC: no reading that came meanwhile changes a figure. */
  until: number;
  paper: Paper;
  named: boolean;
}

export const REPORTS = {
  /** All that stands in the glucose report. */
  'report:clinic': channel<OfPeriod, Result<ClinicReportProps>>('window'),
  'report:days': channel<OfPeriod, Result<DayWithAlarms[]>>('window'),
  'report:patterns': channel<OfPeriod, Result<DailyPattern>>('window'),
  /** The day until now. */
  'report:today': channel<{ patientId: string }, Result<TodayWithAlarm>>('window'),
  'report:statistics': channel<OfPeriod, Result<Compared>>('window'),
  /** As a PDF, where the person says; null where they thought better of it. The name of the file alone comes back. */
  'report:save': channel<ReportWanted, Result<{ file: string } | null>>('window'),
  'report:print': channel<ReportWanted, Result<{ printed: boolean }>>('window'),
};
