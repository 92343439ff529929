import { SLOT_SECONDS, type Grid } from './grid.ts';
import { LIMITS } from './ranges.ts';

/** A time spent beyond a limit. */
export interface Episode {
  /** The first slot beyond the limit, UTC seconds. */
  at: number;
  /** Until the first of the slots that end it, or the end of the data: short returns are part of it. */
  minutes: number;
}

/** Episodes by limit; the outer ones are counted in the inner ones too. Each oldest first. */
export interface Episodes {
  /** Under 70 mg/dL. */
  low: Episode[];
  /** Under 54 mg/dL. */
  veryLow: Episode[];
  /** Over 180 mg/dL. */
  high: Episode[];
  /** Over 250 mg/dL. */
  veryHigh: Episode[];
  /** Those of `low` that last more than 120 minutes. */
  extendedLow: Episode[];
}

/** 15 minutes: as long beyond the limit starts an episode, as long back on the other side ends it. */
const SLOTS_TO_TURN = 900 / SLOT_SECONDS;

const EXTENDED_MINUTES = 120;

/**
 * The episodes of a grid. A gap or a change of sensor ends an episode, and what comes after it starts anew.
 * Source: consensus 2023 (Battelino, doi 10.1016/S2213-8587(22)00319-9) as implemented by iglu 4.3.0.
 */
export function episodesOf(grid: Grid): Episodes {
  const low = episodesBeyond(grid, (value) => value < LIMITS.low);
  return {
    low,
    veryLow: episodesBeyond(grid, (value) => value < LIMITS.veryLow),
    high: episodesBeyond(grid, (value) => value > LIMITS.high),
    veryHigh: episodesBeyond(grid, (value) => value > LIMITS.veryHigh),
    extendedLow: low.filter(isExtended),
  };
}

/** Whether an episode of low glucose is what the consensus calls extended: longer than 120 minutes. */
export function isExtended({ minutes }: Episode): boolean {
  return minutes > EXTENDED_MINUTES;
}

/** The episodes by a limit of one's own, oldest first; the rest as in `episodesOf`. */
export function episodesBeyond(grid: Grid, isBeyond: (mgdl: number) => boolean): Episode[] {
  const { at, mgdl, stretches } = grid;
  const found: Episode[] = [];
  for (let stretch = 0; stretch < stretches.length; stretch++) {
    const end = stretches[stretch + 1] ?? at.length;
    let episode: number | null = null;
    for (let run = stretches[stretch] ?? end; run < end;) {
      const out = isBeyond(mgdl[run] ?? 0);
      let next = run + 1;
      while (next < end && isBeyond(mgdl[next] ?? 0) === out) next++;
      if (next - run >= SLOTS_TO_TURN) {
        if (out) episode ??= run;
        else if (episode !== null) {
          found.push(episodeOf(at, episode, run));
          episode = null;
        }
      }
      run = next;
    }
    if (episode !== null) found.push(episodeOf(at, episode, end));
  }
  return found;
}

function episodeOf(at: Float64Array, start: number, end: number): Episode {
  return { at: at[start] ?? 0, minutes: ((end - start) * SLOT_SECONDS) / 60 };
}
