import { FUTURE_LIMIT_MS } from '../../../shared/glucose/freshness.ts';
import { DEFAULT_TARGET, type Target } from '../../../shared/glucose/range.ts';
import { ok, type Result } from '../../../shared/result.ts';
import {
  ambulatoryProfile,
  clockSlots,
  type DayKind,
  type Profile,
} from '../../../shared/statistics/ambulatory-profile.ts';
import {
  dailyPattern,
  PATTERN_MINUTES,
  type DailyPattern,
} from '../../../shared/statistics/daily-pattern.ts';
import type { OffsetAt } from '../../../shared/statistics/civil-clock.ts';
import { comparedOf, comparedReach, type Compared } from '../../../shared/statistics/compared.ts';
import { daysOf, type DayWithAlarms } from '../../../shared/statistics/days.ts';
import { reachOf, slotsIn } from '../../../shared/statistics/grid.ts';
import { NO_READINGS, type Series, type Span } from '../../../shared/statistics/series.ts';
import {
  FORTNIGHT_MS,
  statisticsOf,
  statisticsReach,
  type Statistics,
} from '../../../shared/statistics/statistics.ts';
import * as summaries from '../../../shared/statistics/summaries.ts';
import type { TargetSet } from '../../../shared/statistics/target-sets.ts';
import { DAY } from '../../../shared/time.ts';
import { localDayStart, systemOffset } from '../../time/civil-time.ts';
import { read, within, type Place } from './place.ts';
import { spanOf, wearersClock, type EdgeWindow } from './readings.ts';

/** Whose figures; null: nobody is in the history, and the figures are of no readings. */
export interface OfPerson {
  patientId: string | null;
}

/** The last so many days. */
interface OfDays extends OfPerson {
  days: number;
}

/** A summary per civil day of the wearer, of the last `days` days including today. */
export function dailySummary(place: Place, { patientId, days }: OfDays): Result<summaries.DaySummary[]> {
  const window = (clock: OffsetAt) => ({
    from: { local: localDayStart(place.now, days - 1, clock) },
    // What is dated further ahead belongs to no day yet.
    to: { instant: place.now + FUTURE_LIMIT_MS },
  });
  const asked = series(place, patientId, window);
  return asked.ok ? ok(summaries.dailySummary(asked.value.series, asked.value.span, systemOffset)) : asked;
}

/** Averages per civil hour of the wearer, of the last `days` × 24 hours. */
export function hourlyAverage(place: Place, { patientId, days }: OfDays): Result<summaries.HourAverage[]> {
  const asked = series(place, patientId, () => lastDays(place.now, days));
  return asked.ok ? ok(summaries.hourlyAverage(asked.value.series, asked.value.span, systemOffset)) : asked;
}

/** The shares below, inside and above `bounds` (mg/dL; default: the person's target) in the last `days` × 24 hours. */
export function timeInRange(
  place: Place,
  { patientId, days, bounds }: OfDays & { bounds: Partial<Target> },
): Result<summaries.TimeInRange> {
  const asked = series(place, patientId, () => lastDays(place.now, days));
  if (!asked.ok) return asked;
  const { series: columns, span, target } = asked.value;
  return ok(summaries.timeInRange(columns, span, { ...(target ?? DEFAULT_TARGET), ...bounds }));
}

/** The consensus figures of a window: up to now where it has no end, of a fortnight where it has no beginning. */
export function statistics(
  place: Place,
  { patientId, window }: OfPerson & { window: EdgeWindow },
): Result<Statistics> {
  const asked = series(place, patientId, () => window, statisticsReach);
  if (!asked.ok) return asked;
  const { series: columns, span, target } = asked.value;
  return ok(statisticsOf(columns, { span, target: target ?? DEFAULT_TARGET }));
}

/** One profile of the daily pattern, and what it rests on. */
export interface Pattern extends Profile, Span {
  /** Share of the span's time that tells, percent; of all of it, also where only some days count. */
  coveragePercent: number;
}

/** The daily pattern of a window: 96 quarters of an hour by the wearer's clock, smoothed. Windows as in `statistics`. */
export function pattern(
  place: Place,
  { patientId, window, only }: OfPerson & { window: EdgeWindow; only: DayKind | null },
): Result<Pattern> {
  const asked = series(place, patientId, () => window);
  if (!asked.ok) return asked;
  const { series: columns, span } = asked.value;
  const profile = ambulatoryProfile(columns, { span, binMinutes: PATTERN_MINUTES, only }, systemOffset);
  return ok({ ...profile, ...span, coveragePercent: (100 * profile.slots) / slotsIn(span) });
}

/** The same of all days, of weekdays and of weekends, with the hours of the day. */
export function patterns(
  place: Place,
  { patientId, window }: OfPerson & { window: EdgeWindow },
): Result<DailyPattern> {
  const asked = series(place, patientId, () => window);
  if (!asked.ok) return asked;
  const { series: columns, span } = asked.value;
  return ok(dailyPattern(clockSlots(columns, span, systemOffset), span, slotsIn(span)));
}

/** The civil days of a window that have readings, newest first, and how many alarms rang on each. */
export function days(
  place: Place,
  { patientId, window }: OfPerson & { window: EdgeWindow },
): Result<DayWithAlarms[]> {
  const asked = series(place, patientId, () => window);
  if (!asked.ok) return asked;
  const { series: columns, span } = asked.value;
  const found = daysOf(columns, span, systemOffset);
  const entries = within(place, (history) => history.journal.entries(span, patientId ?? undefined));
  if (!entries.ok) return entries;
  const rang = entries.value.filter(({ decision }) => decision === 'raised').map(({ at }) => at);
  return ok(
    found.map((day, i) => {
      const until = found[i - 1]?.from ?? Infinity;
      return { ...day, alarms: rang.filter((at) => at >= day.from && at < until).length };
    }),
  );
}

/** The figures of a window, and of as much time before it, with the shares of a target set. */
export function compared(
  place: Place,
  { patientId, window, targets }: OfPerson & { window: EdgeWindow; targets: TargetSet },
): Result<Compared> {
  const asked = series(place, patientId, () => window, comparedReach);
  if (!asked.ok) return asked;
  const { series: columns, span, target } = asked.value;
  return ok(comparedOf(columns, { span, target: target ?? DEFAULT_TARGET, targets }, systemOffset));
}

/** The span a window comes to, and one person's readings in its `reach`. */
export function series(
  place: Place,
  patientId: string | null,
  window: (clock: OffsetAt) => EdgeWindow,
  reach: (span: Span, now: number) => Span = reachOf,
): Result<{ series: Series; span: Span; target: Target | null }> {
  const to = place.now;
  const spanBy = (clock: OffsetAt): Result<Span> => {
    const given = spanOf({ to: { instant: to }, ...window(clock) }, to, clock);
    return given.ok ? ok({ from: (given.value.to ?? to) - FORTNIGHT_MS, to, ...given.value }) : given;
  };
  const asked = read(place, (stored) => {
    const span = spanBy(patientId === null ? systemOffset : wearersClock(stored, patientId));
    if (!span.ok) return span;
    if (patientId === null) return ok({ series: NO_READINGS, span: span.value, target: null });
    const target = stored.people().find((person) => person.patientId === patientId)?.target ?? null;
    const columns = stored.series(patientId, reach(span.value, to), place.goOn);
    place.goOn();
    return ok({ series: columns, span: span.value, target });
  });
  return asked.ok ? asked.value : asked;
}

function lastDays(now: number, days: number): EdgeWindow {
  return { from: { instant: now - days * DAY }, to: { instant: now } };
}
