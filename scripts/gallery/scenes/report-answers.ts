import {
  dayLines,
  type ClinicFigures,
  type ClinicReportProps,
} from '../../../src/shared/report/clinic-figures.ts';
import { ok } from '../../../src/shared/result.ts';
import { clockSlots, profileOf } from '../../../src/shared/statistics/ambulatory-profile.ts';
import { dailyPattern, PATTERN_MINUTES } from '../../../src/shared/statistics/daily-pattern.ts';
import { daysOf as dayRows } from '../../../src/shared/statistics/days.ts';
import { slotsIn } from '../../../src/shared/statistics/grid.ts';
import type { Span } from '../../../src/shared/statistics/series.ts';
import { comparedOf } from '../../../src/shared/statistics/compared.ts';
import { statisticsOf } from '../../../src/shared/statistics/statistics.ts';
import { sharesBy, TARGETS, type TargetSet } from '../../../src/shared/statistics/target-sets.ts';
import { NIGHT_MS, todayOf } from '../../../src/shared/statistics/today.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/shared/time.ts';
import type { Unit } from '../../../src/shared/glucose/units.ts';
import type { TodayWithAlarm } from '../../../src/shared/ipc/reports.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { NOON, reading, seriesFrom } from '../../../test/support/readings.ts';
import type { Answers } from './chart-answers.ts';

/** Days of a reading every five minutes: a peak after each meal, lower nights now and then, higher weekends. */
export function daysOf(
  days: number,
  isKnown: (minute: number, day: number) => boolean = () => true,
): Reading[] {
  return Array.from({ length: days * 288 }, (_, i) => {
    const measuredAt = NOON - days * DAY + i * 5 * MINUTE;
    const day = Math.floor(measuredAt / DAY);
    const minute = (measuredAt / MINUTE + 60) % 1440;
    const meal = (at: number, size: number) => size * Math.exp(-(((minute - at) / 70) ** 2));
    const mood = Math.sin(day * 2.3) * 22 + Math.sin(day * 0.7 + minute / 200) * 18;
    const isWeekend = [2, 3].includes(((day % 7) + 7) % 7);
    const night = day % 5 === 0 ? -55 * Math.exp(-(((minute - 180) / 80) ** 2)) : 0;
    const glucose =
      118 + mood + night + meal(480, 65) + meal(780, 55) + meal(1170, 80) + (isWeekend ? meal(1320, 60) : 0);
    return isKnown(minute, day)
      ? [reading({ measuredAt, mgdl: Math.round(Math.min(400, Math.max(42, glucose))), source: 'graph' })]
      : [];
  }).flat();
}

const spanOf = (days: number): Span => ({ from: NOON - days * DAY, to: NOON });

export function patternsOf(readings: Reading[], days: number) {
  const span = spanOf(days);
  return ok(
    dailyPattern(
      clockSlots(seriesFrom(readings), span, () => 3600),
      span,
      slotsIn(span),
    ),
  );
}

export function statisticsIn(readings: Reading[], days: number, targets: TargetSet = 'adult') {
  const asked = { span: spanOf(days), target: { low: 70, high: 180 }, targets };
  return ok(comparedOf(seriesFrom(readings), asked, () => 3600));
}

export const month = daysOf(28);

/** With alarms on some of them. */
export function daysIn(readings: Reading[], days: number) {
  const found = dayRows(seriesFrom(readings), spanOf(days), () => 3600);
  return ok(found.map((day, i) => ({ ...day, alarms: [0, 2, 1, 0, 4][i % 5]! })));
}

/** The glucose report of Ada. */
export function clinicOf(
  readings: Reading[],
  days: number,
  { unit = 'mgdl', targets = 'adult' }: { unit?: Unit; targets?: TargetSet } = {},
) {
  const [series, span] = [seriesFrom(readings), spanOf(days)];
  const slots = clockSlots(series, span, () => 3600);
  const statistics = statisticsOf(series, { span, target: { low: 70, high: 180 } });
  const figures: ClinicFigures = {
    targets,
    statistics,
    shares: statistics.figures && sharesBy(slots.mgdl, TARGETS[targets]),
    pattern: profileOf(slots, { binMinutes: PATTERN_MINUTES }),
    days: dayLines(slots, Math.floor((NOON + 3600 * SECOND) / DAY)),
    importedPercent: 12,
    zoneSeconds: 3600,
  };
  const limits = { low: 70, high: 240 };
  return ok<ClinicReportProps>({ name: 'Ada Lindqvist', unit, figures, limits, version: '0.1.0' });
}

/** The day that goes until noon, of a wearer whose clock is an hour ahead of UTC. */
export function todayIn(readings: Reading[], lastAlarm: TodayWithAlarm['lastAlarm'] = null) {
  const midnight = NOON - 13 * HOUR;
  const day = todayOf(seriesFrom(readings), { midnight, dawn: midnight + NIGHT_MS, now: NOON }, () => 3600);
  return ok({ ...day, lastAlarm });
}

export const reportAnswers: Answers = {
  'report:clinic': clinicOf(month, 14),
  'report:days': daysIn(month, 14),
  'report:patterns': patternsOf(month, 14),
  'report:statistics': statisticsIn(month, 14),
  'report:today': todayIn(month, { at: NOON - 9 * HOUR, kind: 'low' }),
};
