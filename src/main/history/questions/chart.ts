import { FUTURE_LIMIT_MS } from '../../../shared/glucose/freshness.ts';

import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { COLUMN_SOURCES, offScaleNumber, SCAN, sensorNumber } from '../../../shared/chart/reading-columns.ts';
import { packReadings, type PackedReadings } from '../../../shared/chart/packed-readings.ts';
import {
  MOST_DAYS,
  MOST_MS,
  type AlarmMark,
  type ChartPart,
  type ChartReadings,
  type ChartRequest,
  type UsualBand,
  type UsualRequest,
} from '../../../shared/chart/requests.ts';
import { ambulatoryProfile } from '../../../shared/statistics/ambulatory-profile.ts';
import { reachOf } from '../../../shared/statistics/grid.ts';
import type { Series, SeriesContext } from '../../../shared/statistics/series.ts';
import { FORTNIGHT_MS } from '../../../shared/statistics/statistics.ts';
import { systemOffset } from '../../time/civil-time.ts';
import { read, within, type Place } from './place.ts';

/*
 * What the window's chart reads from the history. `badInput` for a window that is none or is longer than 100 days, the
 * history's own problems otherwise. Someone never heard of has nothing to show.
 */

/** The readings of a window, none of them from the future, and the alarms that rang or would have but for something. */
export function chartPart(place: Place, request: ChartRequest): Result<ChartPart> {
  const checked = checkedWindow(request);
  if (!checked.ok) return checked;
  const readings = readingsForChart(place, request);
  if (!readings.ok) return readings;
  const alarms = alarmsForChart(place, request);
  return alarms.ok ? ok({ ...readings.value, alarms: alarms.value }) : alarms;
}

function readingsForChart(place: Place, request: ChartRequest): Result<ChartReadings> {
  const { patientId, from } = request;
  const to = Math.min(request.to, place.now + FUTURE_LIMIT_MS);
  return read(place, (stored) => {
    const { series, scans } = stored.seriesAndScans(patientId, { from, to }, place.goOn);
    return {
      columns: packed(series, ({ source }) => COLUMN_SOURCES.indexOf(source)),
      scans: packed(scans(), () => SCAN),
      previousAt: stored.newest(patientId, from - 1)?.measuredAt ?? null,
    };
  });
}

/** Oldest first. */
function alarmsForChart(place: Place, { patientId, from, to }: ChartRequest): Result<AlarmMark[]> {
  const entries = within(place, (history) => history.journal.entries({ from, to }, patientId));
  if (!entries.ok) return entries;
  const marks: AlarmMark[] = [];
  for (const { at, kind, decision } of entries.value) {
    if (decision === 'raised' || decision === 'repeated' || decision === 'heldBack')
      marks.push({ at, kind, decision });
  }
  return ok(marks);
}

/** Where glucose usually is at each time of the wearer's day, by the 14 days before an instant. */
export function usualBand(place: Place, { patientId, before }: UsualRequest): Result<UsualBand> {
  const span = { from: before - FORTNIGHT_MS, to: before };
  const checked = checkedWindow({ patientId, ...span });
  if (!checked.ok) return checked;
  return read(place, (stored) => {
    const series = stored.series(patientId, reachOf(span, place.now), place.goOn);
    const { bins } = ambulatoryProfile(series, { span }, systemOffset);
    const column = (percentile: keyof UsualBand) =>
      Float32Array.from(bins, (bin) => bin[percentile] ?? Number.NaN);
    return {
      p5: column('p5'),
      p25: column('p25'),
      p50: column('p50'),
      p75: column('p75'),
      p95: column('p95'),
    };
  });
}

function checkedWindow({ from, to }: ChartRequest): Result<null> {
  if (from < to && to - from <= MOST_MS) return ok(null);
  const expected = { code: 'withinDays', days: MOST_DAYS } as const;
  return fail(problem('badInput', { what: 'chartWindow', given: `${from} … ${to}`, expected }));
}

function packed(series: Series, source: (context: SeriesContext) => number): PackedReadings {
  const kinds = series.contexts.map((context) => ({
    source: source(context),
    offScale: offScaleNumber(context.offScale),
    sensor: sensorNumber(context.sensor),
  }));
  return packReadings(series, kinds);
}
