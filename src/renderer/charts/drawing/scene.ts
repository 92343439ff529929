import type { Gap } from '../../../shared/chart/gaps.ts';
import type { ReadingBlocks } from '../../../shared/chart/reading-blocks.ts';
import { mergeColumns, sliceColumns, type ReadingColumns } from '../../../shared/chart/reading-columns.ts';
import type { AlarmMark, UsualBand } from '../../../shared/chart/requests.ts';
import type { Target } from '../../../shared/glucose/range.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import type { Span } from '../../../shared/statistics/series.ts';

/** All that has been loaded, as the chart draws it. */
export interface Loaded {
  columns: ReadingColumns;
  /** Imported scans: marks beside the line, no part of it or of any figure. */
  scans: ReadingColumns;
  /** The newest reading before the first of them, ms UTC; null where there is none. */
  previousAt: number | null;
  /** Oldest first. */
  alarms: readonly AlarmMark[];
  /** Of `runStarts`. */
  starts: Uint32Array;
  /** Of `blocksOf`. */
  blocks: ReadingBlocks;
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

/** Everything that can be pointed at in a span: its readings, and the scans among them. */
export function withScans({ loaded: { columns, scans } }: Scene, { from, to }: Span): ReadingColumns {
  return mergeColumns(sliceColumns(columns, from, to), sliceColumns(scans, from, to));
}
