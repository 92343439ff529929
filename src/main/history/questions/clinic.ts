import { DEFAULT_TARGET } from '../../../shared/glucose/range.ts';
import { dayLines, type ClinicFigures } from '../../../shared/report/clinic-figures.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { clockSlots, profileOf } from '../../../shared/statistics/ambulatory-profile.ts';
import { civilDay, readingOffsets } from '../../../shared/statistics/civil-clock.ts';
import { PATTERN_MINUTES } from '../../../shared/statistics/daily-pattern.ts';
import { importedPercent } from '../../../shared/statistics/series.ts';
import { statisticsOf, statisticsReach } from '../../../shared/statistics/statistics.ts';
import { sharesBy, TARGETS, type TargetSet } from '../../../shared/statistics/target-sets.ts';
import { SECOND } from '../../../shared/time.ts';
import { systemOffset } from '../../time/civil-time.ts';
import { series, type OfPerson } from './figures.ts';
import type { Place } from './place.ts';
import type { EdgeWindow } from './readings.ts';

/** Everything the glucose report shows of a window; windows as in `statistics`. */
export function clinic(
  place: Place,
  { patientId, window, targets }: OfPerson & { window: EdgeWindow; targets: TargetSet },
): Result<ClinicFigures> {
  const asked = series(place, patientId, () => window, statisticsReach);
  if (!asked.ok) return asked;
  const { series: columns, span, target } = asked.value;
  const slots = clockSlots(columns, span, systemOffset);
  const statistics = statisticsOf(columns, { span, target: target ?? DEFAULT_TARGET });
  const zoneSeconds = readingOffsets(columns, systemOffset).at(-1) ?? systemOffset(span.to);
  return ok({
    targets,
    statistics,
    shares: statistics.figures && sharesBy(slots.mgdl, TARGETS[targets]),
    pattern: profileOf(slots, { binMinutes: PATTERN_MINUTES }),
    days: dayLines(slots, civilDay((span.to - 1) / SECOND, zoneSeconds)),
    importedPercent: importedPercent(columns, span),
    zoneSeconds,
  });
}
