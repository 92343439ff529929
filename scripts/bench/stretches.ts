import type { Profiler } from 'node:inspector';

/** Work without a pause in between. */
export interface Stretch {
  /** When it began, since the profile did, ms. */
  at: number;
  milliseconds: number;
  /** The functions it was under way in, with how long, ms; the longest first. */
  functions: [name: string, milliseconds: number][];
}

/** A sample that comes late was kept waiting by the machine, and tells of no more work than this many intervals. */
const MOST_INTERVALS = 2;

/**
 * The longest stretches of work that code of some files did, as sampled; what other files' code did in them, and what
 * that called, does not count.
 *
 * @param isOurs whether code at an address counts; null: it belongs to whoever called it
 * @param interval between two samples, µs
 */
export function longestStretches(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  isOurs: (url: string) => boolean | null,
  interval: number,
): Stretch[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callerOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const stackOf = (id: number) => {
    const stack: Profiler.ProfileNode['callFrame'][] = [];
    for (let one: number | undefined = id; one !== undefined; one = callerOf.get(one))
      stack.push(byId.get(one)!.callFrame);
    return stack;
  };
  const stretches: Stretch[] = [];
  let open: { at: number; work: number; under: Map<string, number>; isOurs: boolean } | null = null;
  const close = (): void => {
    if (open === null) return;
    const functions = [...open.under].toSorted(([, a], [, b]) => b - a);
    stretches.push({ at: open.at, milliseconds: open.work, functions });
    open = null;
  };
  let now = 0;
  for (const [index, sample] of samples.entries()) {
    now += (timeDeltas[index] ?? 0) / 1000;
    const stack = stackOf(sample);
    if (stack.length < 2 || ['(idle)', '(program)'].includes(stack[0]!.functionName)) {
      close();
      continue;
    }
    open ??= { at: now, work: 0, under: new Map(), isOurs: false };
    const decides = stack.map(({ url }) => isOurs(url)).find((ours) => ours !== null);
    // The garbage collector has no caller: it cleans up after what came before.
    open.isOurs = decides ?? (stack.length === 2 ? open.isOurs : false);
    if (!open.isOurs) continue;
    const work = Math.min(timeDeltas[index + 1] ?? interval, MOST_INTERVALS * interval) / 1000;
    open.work += work;
    const names = stack
      .slice(0, -1)
      .map(
        ({ functionName, url, lineNumber }) =>
          `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`,
      );
    for (const name of new Set(names)) open.under.set(name, (open.under.get(name) ?? 0) + work);
  }
  close();
  return stretches.toSorted((a, b) => b.milliseconds - a.milliseconds);
}
