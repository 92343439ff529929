import type { ProfileBin } from '../statistics/ambulatory-profile.ts';

export const DAY_MINUTES = 1440;

/** The scale of a daily pattern, mg/dL: the same for everybody, so that two can be compared. */
export const TOP_MGDL = 350;

/** Where the drawing lies on its ground, in its own units. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const xOf = (minute: number, { left, width }: Box): number => left + (minute / DAY_MINUTES) * width;

/** What lies above the scale stands at its edge. */
export const yOf = (mgdl: number, { top, height }: Box): number =>
  top + height - (Math.min(mgdl, TOP_MGDL) / TOP_MGDL) * height;

type Name = 'p5' | 'p25' | 'p50' | 'p75' | 'p95';

/** Runs of slots that have all the percentiles asked for: a line is never drawn over a hole. */
function runsOf(bins: readonly ProfileBin[], names: readonly Name[]): ProfileBin[][] {
  const runs: ProfileBin[][] = [];
  let open: ProfileBin[] | null = null;
  for (const bin of bins) {
    if (names.some((name) => bin[name] === null)) {
      open = null;
      continue;
    }
    if (open === null) runs.push((open = []));
    open.push(bin);
  }
  return runs;
}

const two = (number: number): string => String(Math.round(number * 100) / 100);

/** Each slot stands in the middle of its time; the first and the last of the day reach to midnight. */
function pointsOf(run: readonly ProfileBin[], name: Name, box: Box, slotMinutes: number): string[] {
  const at = (minute: number, mgdl: number) => `${two(xOf(minute, box))} ${two(yOf(mgdl, box))}`;
  const points = run.map((bin) => at(bin.minute + slotMinutes / 2, bin[name] ?? 0));
  const [first, last] = [run[0], run.at(-1)];
  if (first?.minute === 0) points.unshift(at(0, first[name] ?? 0));
  if (last && last.minute + slotMinutes === DAY_MINUTES) points.push(at(DAY_MINUTES, last[name] ?? 0));
  return points;
}

const slotOf = (bins: readonly ProfileBin[]): number => DAY_MINUTES / Math.max(1, bins.length);

/** The path of one percentile. */
export function linePath(bins: readonly ProfileBin[], name: Name, box: Box): string {
  return runsOf(bins, [name])
    .map((run) => `M${pointsOf(run, name, box, slotOf(bins)).join('L')}`)
    .join('');
}

/** The area between two percentiles. */
export function bandPath(bins: readonly ProfileBin[], lower: Name, upper: Name, box: Box): string {
  return runsOf(bins, [lower, upper])
    .map((run) => {
      const above = pointsOf(run, upper, box, slotOf(bins));
      const below = pointsOf(run, lower, box, slotOf(bins)).toReversed();
      return `M${[...above, ...below].join('L')}Z`;
    })
    .join('');
}

/** Times of day of which too few days tell: `[from, to)` in minutes. */
export function holesOf(bins: readonly ProfileBin[]): { from: number; to: number }[] {
  const slot = slotOf(bins);
  const holes: { from: number; to: number }[] = [];
  for (const { minute, p50 } of bins) {
    if (p50 !== null) continue;
    const last = holes.at(-1);
    if (last?.to === minute) last.to = minute + slot;
    else holes.push({ from: minute, to: minute + slot });
  }
  return holes;
}
