import type { AlarmKind } from '../alarms/kinds.ts';
import { DAY } from '../time.ts';
import type { PackedReadings } from './packed-readings.ts';

/** How much time one request may be about. */
export const MOST_DAYS = 100;
export const MOST_MS = MOST_DAYS * DAY;

/** One person's window `[from, to)`, ms UTC, at most `MOST_DAYS` long. */
export interface ChartRequest {
  patientId: string;
  from: number;
  to: number;
}

export interface ChartReadings {
  columns: PackedReadings;
  /** Imported scans: marks beside the line, no part of it or of any figure. */
  scans: PackedReadings;
  /** The newest reading before the window, ms UTC; null where there is none. */
  previousAt: number | null;
}

/** What the alarms did about a person, as far as it is worth a mark. */
export interface AlarmMark {
  at: number;
  kind: AlarmKind;
  decision: 'raised' | 'repeated' | 'heldBack';
}

/** All the chart needs to know about a window. */
export interface ChartPart extends ChartReadings {
  /** Oldest first. */
  alarms: AlarmMark[];
}

/** @see UsualBand */
export interface UsualRequest {
  patientId: string;
  /** The end of the 14 days, ms UTC: the midnight that begins the day the band is drawn on. */
  before: number;
}

/** Minutes between two values of the usual band. */
export const USUAL_STEP_MINUTES = 5;

/**
 * Where glucose usually is by time of day: percentiles of the 14 days before, mg/dL, one value every 5 minutes from
 * the wearer's midnight on; NaN where too few days tell.
 */
export interface UsualBand {
  p5: Float32Array;
  p25: Float32Array;
  p50: Float32Array;
  p75: Float32Array;
  p95: Float32Array;
}
