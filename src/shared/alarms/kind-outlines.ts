import type { AlarmKind } from './kinds.ts';

/** One closed line on a square of 24: through points, or a circle. */
export type Outline =
  | { points: readonly (readonly [x: number, y: number])[] }
  | { x: number; y: number; radius: number };

/** The side of the square. */
export const OUTLINES_SIDE = 24;

function line(...coordinates: readonly number[]): Outline {
  const points: [number, number][] = [];
  for (let i = 0; i + 1 < coordinates.length; i += 2) points.push([coordinates[i]!, coordinates[i + 1]!]);
  return { points };
}

const circle = (radius: number): Outline => ({ x: 12, y: 12, radius });

/** What a slash 3 wide, from lower left to upper right, leaves of a circle of 7: above it, or below. */
function besideSlash(side: 1 | -1): Outline {
  const points: [number, number][] = [];
  const edge = Math.asin(1.5 / 7);
  const steps = 18;
  for (let step = 0; step <= steps; step++) {
    const angle = Math.PI / -4 - side * (edge + ((Math.PI - 2 * edge) * step) / steps);
    // Hundredths are enough, and short in a path.
    points.push([round(12 + 7 * Math.cos(angle)), round(12 + 7 * Math.sin(angle))]);
  }
  return { points };
}

function round(coordinate: number): number {
  return Math.round(100 * coordinate) / 100;
}

/**
 * The shape of each kind, which is what lies inside an odd number of its lines: urgent ones have two triangles, what is
 * not about a value has a sign of its own.
 */
export const KIND_OUTLINES: Readonly<Record<AlarmKind, readonly Outline[]>> = {
  urgentLow: [line(3, 4, 21, 4, 12, 13), line(3, 13, 21, 13, 12, 22)],
  low: [line(3, 7, 21, 7, 12, 18)],
  fastFall: [line(10, 3, 14, 3, 14, 13, 19, 13, 12, 21, 5, 13, 10, 13)],
  high: [line(3, 18, 21, 18, 12, 7)],
  urgentHigh: [line(3, 11, 21, 11, 12, 2), line(3, 20, 21, 20, 12, 11)],
  noData: [circle(10), besideSlash(1), besideSlash(-1)],
  impaired: [
    line(12, 2, 1.5, 21, 22.5, 21),
    line(10.8, 9, 13.2, 9, 13.2, 15, 10.8, 15),
    line(10.8, 16.6, 13.2, 16.6, 13.2, 19, 10.8, 19),
  ],
  sensor: [circle(9), circle(3.5)],
};

/** The shape as a path of SVG, filled by the rule `evenodd`. */
export const kindPath = (kind: AlarmKind): string => KIND_OUTLINES[kind].map(pathOf).join(' ');

function pathOf(outline: Outline): string {
  if ('points' in outline) return `M${outline.points.map((point) => point.join(' ')).join('L')}z`;
  const { x, y, radius } = outline;
  const half = (height: number) => `a${radius} ${radius} 0 1 0 0 ${height}`;
  return `M${x} ${y - radius}${half(2 * radius)}${half(-2 * radius)}`;
}
