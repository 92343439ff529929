import type { OffScale, Target } from '../glucose/range.ts';
import { DAY } from '../time.ts';
import { episodesOf, type Episodes } from './episodes.ts';
import { gridOf, offScaleIn, reachOf, slotsIn, SLOTS_PER_DAY, type Grid } from './grid.ts';
import { gmiMmolMol, gmiPercent, griOf, riskOf, spreadOf, type Risk, type Spread } from './measures.ts';
import {
  sharesOf,
  targetSharesOf,
  TIGHT_RANGE,
  type ConsensusRange,
  type Shares,
  type TargetShares,
} from './ranges.ts';
import { indicesOf, isAnyOffScale, offScaleOf, type Series, type Span } from './series.ts';

/**
 * What a figure is an average of: the grid's slots, so that all time weighs alike, or the readings as they came, as
 * most published values are.
 */
export type Basis = 'grid' | 'readings';

/** Fewer slots than a day has: no figure at all is given. */
export const FIGURES_FROM_SLOTS = SLOTS_PER_DAY;

const FORTNIGHT_DAYS = 14;

/** How much of 14 days the consensus asks for before figures are taken for typical. */
export const SUFFICIENT_PERCENT = 70;

/** 70 % of 14 days, 2,823 slots: what GMI needs. */
export const GMI_FROM_SLOTS = Math.ceil((SUFFICIENT_PERCENT * FORTNIGHT_DAYS * SLOTS_PER_DAY) / 100);

export const FORTNIGHT_MS = FORTNIGHT_DAYS * DAY;

/** The figures of a span; mg/dL and percent, unrounded. */
export interface Figures extends Spread, Risk {
  /** Null where there is too little data for it. */
  gmiPercent: number | null;
  gmiMmolMol: number | null;
  gri: number;
  percent: Shares;
  /** The share from 70 to 140 mg/dL. */
  tightPercent: number;
  /** By the person's own target. */
  target: TargetShares;
  /** Always of the grid. */
  episodes: Episodes;
}

/** The figures of a span with what they rest on. */
export interface Statistics extends Span {
  basis: Basis;
  readings: number;
  /** How many of the readings were off the sensor's scale: these bias mean, SD and GMI. */
  offScale: { low: number; high: number };
  /** Grid slots with data. */
  slots: number;
  /** The same in days of 24 hours. */
  days: number;
  /** Share of the span's time with data. */
  coveragePercent: number;
  /** Share of time with data in the 14 days that end with the span. */
  fortnightCoveragePercent: number;
  /** Null under 24 hours of data. */
  figures: Figures | null;
}

export interface StatisticsOptions {
  span: Span;
  /** The person's own target. */
  target: Target;
  /** Default: the grid. */
  basis?: Basis;
}

/** The span whose readings `statisticsOf` wants to see. @param now ms UTC, as in `reachOf` */
export function statisticsReach({ from, to }: Span, now?: number): Span {
  return reachOf({ from: Math.min(from, to - FORTNIGHT_MS), to }, now);
}

/**
 * Everything the consensus asks for about a span.
 *
 * @param series with the readings of `statisticsReach(span)`: those around the span are only neighbours of slots
 */
export function statisticsOf(
  series: Series,
  { span, target, basis = 'grid' }: StatisticsOptions,
): Statistics {
  const [start, end] = indicesOf(series, span);
  const grid = gridOf(series, span);
  const slots = grid.at.length;
  const fortnight = { from: span.to - FORTNIGHT_MS, to: span.to };
  const values: Values =
    basis === 'grid'
      ? { mgdl: grid.mgdl, offScaleOf: offScaleIn(series, grid) }
      : { mgdl: series.mgdl.subarray(start, end), offScaleOf: (i) => offScaleOf(series, start + i) };
  return {
    from: span.from,
    to: span.to,
    basis,
    readings: end - start,
    offScale: offScaleCount(series, start, end),
    slots,
    days: slots / SLOTS_PER_DAY,
    coveragePercent: slots === 0 ? 0 : (100 * slots) / slotsIn(span),
    fortnightCoveragePercent: (100 * gridOf(series, fortnight).at.length) / slotsIn(fortnight),
    figures: slots < FIGURES_FROM_SLOTS ? null : figuresOf(values, grid, target),
  };
}

interface Values {
  mgdl: ArrayLike<number>;
  offScaleOf: (i: number) => OffScale | null;
}

function figuresOf({ mgdl, offScaleOf: markOf }: Values, grid: Grid, target: Target): Figures | null {
  const spread = spreadOf(mgdl);
  const risk = riskOf(mgdl);
  const percent = sharesOf(mgdl);
  const tight = targetSharesOf(mgdl, TIGHT_RANGE, markOf);
  const own = targetSharesOf(mgdl, target, markOf);
  if (!spread || !risk || !percent || !tight || !own) return null;
  const enough = grid.at.length >= GMI_FROM_SLOTS;
  return {
    ...spread,
    ...risk,
    gmiPercent: enough ? gmiPercent(spread.meanMgdl) : null,
    gmiMmolMol: enough ? gmiMmolMol(spread.meanMgdl) : null,
    gri: griOf(percent),
    percent,
    tightPercent: tight.inRangePercent,
    target: own,
    episodes: episodesOf(grid),
  };
}

function offScaleCount(series: Series, start: number, end: number): { low: number; high: number } {
  const count = { low: 0, high: 0 };
  if (!isAnyOffScale(series)) return count;
  for (let i = start; i < end; i++) {
    const mark = offScaleOf(series, i);
    if (mark !== null) count[mark === 'LO' ? 'low' : 'high']++;
  }
  return count;
}

/** The statistics as the command line and other programs get them; what is withheld is null. */
export interface StatisticsJson {
  /** ISO 8601 UTC. */
  from: string;
  to: string;
  readings: number;
  coveragePercent: number | null;
  meanMgdl: number | null;
  sdMgdl: number | null;
  cvPercent: number | null;
  gmiPercent: number | null;
  lbgi: number | null;
  hbgi: number | null;
  gri: number | null;
  percent: Record<ConsensusRange, number | null>;
  /** How many. */
  episodes: Record<Exclude<ConsensusRange, 'inRange'>, number | null>;
}

export function statisticsJson({ from, to, readings, coveragePercent, figures }: Statistics): StatisticsJson {
  const episodes = figures?.episodes;
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    readings,
    coveragePercent: figures && coveragePercent,
    meanMgdl: figures?.meanMgdl ?? null,
    sdMgdl: figures?.sdMgdl ?? null,
    cvPercent: figures?.cvPercent ?? null,
    gmiPercent: figures?.gmiPercent ?? null,
    lbgi: figures?.lbgi ?? null,
    hbgi: figures?.hbgi ?? null,
    gri: figures?.gri ?? null,
    percent: figures?.percent ?? { veryLow: null, low: null, inRange: null, high: null, veryHigh: null },
    episodes: {
      low: episodes?.low.length ?? null,
      veryLow: episodes?.veryLow.length ?? null,
      high: episodes?.high.length ?? null,
      veryHigh: episodes?.veryHigh.length ?? null,
    },
  };
}
