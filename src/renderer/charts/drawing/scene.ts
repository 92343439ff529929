import type { Gap } from '../../../shared/chart/gaps.ts';
import type { ReadingColumns } from '../../../shared/chart/reading-columns.ts';
import type { AlarmMark, UsualBand } from '../../../shared/chart/requests.ts';
import type { Target } from '../../../shared/glucose/range.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import type { Span } from '../../../shared/statistics/series.ts';

/** All that has been loaded, as the chart draws it. */
export interface Loaded {
  columns: ReadingColumns;
  /** Of `runStarts`. */
  starts: Uint32Array;
  previousAt: number | null;
  alarms: readonly AlarmMark[];
  sensorChanges: readonly number[];
}

/** The limits of the person's alarms, mg/dL; null where that alarm is off. */
export interface ChartLimits {
  urgentLow: number | null;
  low: number | null;
  high: number | null;
  urgentHigh: number | null;
}

/** Everything there is to draw. Instants in ms UTC. */
export interface Scene {
  window: Span;
  now: number;
  unit: Unit;
  target: Target;
  limits: ChartLimits;
  loaded: Loaded;
  gaps: readonly Gap[];
  /** Drawn over the local day it is about. */
  usual: { day: Span; band: UsualBand } | null;
}
