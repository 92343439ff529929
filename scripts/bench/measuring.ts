/** One line of the report: what was measured, how it came out, what it should be, and what the figure is made of. */
export interface Measurement {
  what: string;
  figure: string;
  goal: string;
  detail: string;
}

/** How long a bench goes that goes for long: as GLUCOGLANCE_BENCH_MINUTES says, else so many minutes. */
export function benchMinutes(usual: number): number {
  return Number(process.env['GLUCOGLANCE_BENCH_MINUTES'] ?? usual);
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Milliseconds a piece of work takes, garbage of what went before collected where Node lets us. */
export function milliseconds(work: () => unknown): number {
  globalThis.gc?.();
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * The same of the processor, all threads together: of work that waits for nothing, whatever else the machine does. Where
 * others take their turns in between, the time on the clock tells more of them. Only young garbage is collected before: a
 * whole collection takes compiled code with it, and then compiling it again is most of what is measured.
 */
export function processorMilliseconds(work: () => unknown): number {
  globalThis.gc?.({ type: 'minor' });
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** By the clock, of a piece of work that waits for the disk and is short: as little is collected before it, for the same cause. */
export function shortMilliseconds(work: () => unknown): number {
  globalThis.gc?.({ type: 'minor' });
  const start = performance.now();
  work();
  return performance.now() - start;
}

interface Rounds {
  /** Rounds that only warm up; default 1. Until all is compiled it takes some ten. */
  before?: number;
  timed?: (work: () => unknown) => number;
}

/**
 * Milliseconds of several pieces of work, each done once per round in turn, so that whatever slows the machine for a
 * while slows them all.
 */
export function interleaved<K extends string>(
  rounds: number,
  works: Record<K, () => unknown>,
  { before = 1, timed = milliseconds }: Rounds = {},
): Record<K, number[]> {
  const names = Object.keys(works) as K[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, number[]>;
  for (let round = -before; round < rounds; round++) {
    for (const name of names) {
      const time = timed(works[name]);
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}

/** Rounds of work that only reads and reckons. */
export const RECKONING: Rounds = { before: 10, timed: processorMilliseconds };

/** The medians of what `interleaved` measures. */
export function medians<K extends string>(
  rounds: number,
  works: Record<K, () => unknown>,
): Record<K, number> {
  const times = Object.entries<number[]>(interleaved(rounds, works));
  return Object.fromEntries(times.map(([name, of]) => [name, median(of)])) as Record<K, number>;
}

/** How many times as long, or as quick, something is, round by round; `spread` for the detail of a line. */
export interface Ratio {
  median: number;
  spread: string;
}

/** @param times and @param to of the same rounds: what one and the other took in each */
export function ratioOf(times: readonly number[], to: readonly number[]): Ratio {
  const ratios = times.map((time, round) => time / (to[round] ?? Number.NaN));
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((one) => one.toFixed(2));
  return { median: median(ratios), spread: `${least}-${most} x in ${ratios.length} rounds` };
}

/** A line about a ratio. */
export function ratioLine(what: string, ratio: Ratio, goal: string, detail: string): Measurement {
  return { what, figure: `${ratio.median.toFixed(2)} x`, goal, detail: `${ratio.spread}; ${detail}` };
}
