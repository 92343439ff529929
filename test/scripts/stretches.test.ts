import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { longestStretches } from '../../scripts/bench/stretches.ts';

const node = (
  id: number,
  functionName: string,
  url: string,
  ...children: number[]
): Profiler.ProfileNode => ({
  id,
  callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
  children,
});
const NODES = [
  node(1, '(root)', '', 2, 3, 4, 7),
  node(2, '(idle)', ''),
  node(3, '(garbage collector)', ''),
  node(4, 'turn', 'node:internal/timers', 5),
  node(5, 'publish', 'file:///out/main/index.js', 6, 8),
  node(6, 'encode', 'file:///test/stand-in.ts'),
  node(7, 'answer', 'file:///test/stand-in.ts', 9),
  node(8, 'postMessage', ''),
  node(9, 'handle', 'file:///out/main/index.js'),
];
const isOurs = (url: string) => (url.includes('/out/') ? true : url.includes('/test/') ? false : null);

test('the longest stretch of a profile is what ours worked without a pause, late samples and others left out', () => {
  const samples = [2, 5, 8, 6, 3, 5, 2, 7, 9, 9, 3, 2, 2, 4, 2];
  // A millisecond each; what comes late is no more than two.
  const timeDeltas = samples.map((_, index) => (index === 10 ? 50_000 : 1000));
  const found = longestStretches(
    { nodes: NODES, samples, timeDeltas, startTime: 0, endTime: 0 },
    isOurs,
    1000,
  );
  expect(found.map(({ milliseconds }) => milliseconds)).toEqual([4, 3, 0]);
  expect(found[0]!.functions).toEqual([
    ['handle index.js:1', 3],
    ['answer stand-in.ts:1', 3],
    ['(garbage collector) :1', 1],
  ]);
});
