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
 * Median milliseconds of several pieces of work, each run once per round in turn, so that whatever slows the machine
 * for a while slows them all. The first round warms up and does not count.
 */
export function medians<K extends string>(
  rounds: number,
  works: Record<K, () => unknown>,
): Record<K, number> {
  const names = Object.keys(works) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const time = milliseconds(works[name]);
      if (round > 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>;
}
