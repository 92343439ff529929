import type { TrendArrow } from '../../../shared/glucose/trend.ts';
import type { Room } from './characters.ts';
import { area, disc, path, rounded, stroke, together, type Point, type Shape } from './raster.ts';

/** A square place in whole pixels and the width of the lines in it. */
export interface Place {
  x: number;
  y: number;
  size: number;
  line: number;
}

/** A trend arrow that fills its place. */
export function trendSign(arrow: TrendArrow, { x, y, size, line }: Place): Shape {
  const half = line / 2;
  const [left, right, top, bottom] = [x + half, x + size - half, y + half, y + size - half];
  const [across, down] = [x + size / 2, y + size / 2];
  const head = (size - line) / 2;
  const wide = head * 1.4;
  const up = path(left, top + head, across, top, right, top + head);
  const fall = path(left, bottom - head, across, bottom, right, bottom - head);
  const lines: Record<TrendArrow, Point[][]> = {
    1: [path(across, top, across, bottom), fall],
    2: [path(left, top, right, bottom), path(right - wide, bottom, right, bottom, right, bottom - wide)],
    3: [path(left, down, right, down), path(right - head, top, right, down, right - head, bottom)],
    4: [path(left, bottom, right, top), path(right - wide, top, right, top, right, top + wide)],
    5: [path(across, bottom, across, top), up],
  };
  return together(lines[arrow].map((points) => stroke(points, line)));
}

/** "!": look at the tooltip. */
export function attentionSign({ x, y, size, line }: Place): Shape {
  const across = Math.floor(x + (size - line) / 2) + line / 2;
  const dot = y + size - line / 2;
  return together([
    stroke(path(across, y + line / 2, across, dot - line - Math.max(1, line / 2)), line),
    stroke(path(across, dot, across, dot), line),
  ]);
}

/** "z": snoozed. */
export function snoozedSign({ x, y, size, line }: Place): Shape {
  const half = line / 2;
  const [left, right, top, bottom] = [x + half, x + size - half, y + half, y + size - half];
  return stroke(path(left, top, right, top, left, bottom, right, bottom), line);
}

/** A drop struck out: nobody is watched. */
export function dropSign({ x, y, size, line }: Place): { drop: Shape; slash: Shape } {
  const half = line / 2;
  const across = x + size / 2;
  const radius = size * 0.36 - half;
  const low = y + size - half - radius;
  const points: Point[] = [[across, y + half]];
  // From where the flank touches the round belly to the other side.
  for (let degree = -25; degree <= 205; degree += 10) {
    const angle = (degree * Math.PI) / 180;
    points.push([across + radius * Math.cos(angle), low + radius * Math.sin(angle)]);
  }
  points.push([across, y + half]);
  const inset = half + size * 0.06;
  const slash = stroke(path(x + inset, y + size - inset, x + size - inset, y + inset), line);
  return { drop: stroke(points, line), slash };
}

/** A warning triangle with "!" in it. */
export function problemSign({ x, y, size, line }: Place): Shape {
  const half = line / 2;
  const across = x + size / 2;
  const base = y + size - half;
  const corners = path(across, y + half, x + size - half, base, x + half, base);
  const middle = Math.floor(across - half) + half;
  const from = y + size * 0.36;
  return together([
    stroke([...rounded(corners, size * 0.12, true)], line),
    stroke(path(middle, from, middle, y + size * 0.6), line),
    stroke(path(middle, base - line - half, middle, base - line - half), line),
  ]);
}

/** Three dots: not known yet. */
export function waitingSign(x: number, y: number, width: number, height: number): Shape {
  const radius = Math.max(1, Math.round(width / 14));
  const middle = y + Math.round(height / 2);
  const step = Math.round(radius * 3.5);
  return together([-1, 0, 1].map((i) => disc(x + Math.round(width / 2) + i * step, middle, radius)));
}

/** Three dashes that stand free: there is no number. */
export function dashesSign({ x, y, width, height, line }: Room & { line: number }): Shape {
  const gap = Math.max(1, Math.round(width / 12));
  const dash = Math.floor((width - 2 * gap) / 3);
  const left = x + Math.floor((width - 3 * dash - 2 * gap) / 2);
  const top = y + Math.floor((height - line) / 2);
  return together(
    [0, 1, 2].map((i) => {
      const [from, to, bottom] = [left + i * (dash + gap), left + i * (dash + gap) + dash, top + line];
      return area(path(from, top, to, top, to, bottom, from, bottom));
    }),
  );
}

/** A rectangle with round corners. */
export function tile(x: number, y: number, width: number, height: number, radius: number): Point[] {
  const [right, bottom] = [x + width, y + height];
  return rounded(path(x, y, right, y, right, bottom, x, bottom), radius, true);
}

/** A rectangle whose upper, or lower, two corners are cut: a roof, or a bowl. */
export function cutTile(
  { y, width, height, cut }: { y: number; width: number; height: number; cut: number },
  corners: 'upper' | 'lower',
): Shape {
  const bottom = y + height;
  const rise = Math.min(cut * 1.5, height);
  return corners === 'upper'
    ? area(path(0, bottom, 0, y + rise, cut, y, width - cut, y, width, y + rise, width, bottom))
    : area(path(0, y, width, y, width, bottom - rise, width - cut, bottom, cut, bottom, 0, bottom - rise));
}
