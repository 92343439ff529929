import type { Unit } from '../glucose/units.ts';
import type { ClockSlots, Profile } from '../statistics/ambulatory-profile.ts';
import type { Shares } from '../statistics/ranges.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { TargetSet } from '../statistics/target-sets.ts';
import { DAY } from '../time.ts';

/** One civil day of the wearer as a line: runs of neighbouring values, none across a gap. */
export interface DayLine {
  /** `2026-11-21` */
  date: string;
  /** `[minute of the day, mg/dL]` */
  runs: [minute: number, mgdl: number][][];
}

/** All figures of the glucose report. */
export interface ClinicFigures {
  targets: TargetSet;
  statistics: Statistics;
  /** By the ranges of the set; null under 24 hours of data. */
  shares: Shares | null;
  /** 96 slots. */
  pattern: Profile;
  /** The last fourteen days of the period, oldest first; one without data has no runs. */
  days: DayLine[];
  /** Share of the readings that were imported, percent. */
  importedPercent: number;
  /** The wearer's clock at the end of the period minus UTC, seconds. */
  zoneSeconds: number;
}

/** All that stands in the glucose report. */
export interface ClinicReportProps {
  /** Null: left blank, to be written by hand. */
  name: string | null;
  unit: Unit;
  figures: ClinicFigures;
  /** Limits of the alarms as they were set when the report was made, mg/dL. */
  limits: { low: number; high: number };
  version: string;
}

const SLOT_MINUTES = 5;
export const REPORT_DAYS = 14;

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The last days up to the civil day `last`, as lines. */
export function dayLines({ mgdl, minute, day }: ClockSlots, last: number): DayLine[] {
  const lines = new Map<number, DayLine>(
    Array.from({ length: REPORT_DAYS }, (_, i) => {
      const one = last - REPORT_DAYS + 1 + i;
      return [one, { date: dateOf(one), runs: [] }];
    }),
  );
  let before = { day: Number.NaN, minute: Number.NaN };
  for (let slot = 0; slot < day.length; slot++) {
    const [own, at] = [day[slot] ?? 0, minute[slot] ?? 0];
    const line = lines.get(own);
    if (!line) continue;
    const joins = before.day === own && at - before.minute === SLOT_MINUTES;
    if (!joins) line.runs.push([]);
    line.runs.at(-1)!.push([at, mgdl[slot] ?? 0]);
    before = { day: own, minute: at };
  }
  return [...lines.values()];
}
