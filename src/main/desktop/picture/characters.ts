import { path, rounded, stroke, together, type Point, type Shape } from './raster.ts';

/** The box of a character in whole pixels, and the width of its stems: so every stem lies on the pixel grid. */
export interface Box {
  width: number;
  height: number;
  stem: number;
}

type Lines = (box: Frame) => readonly (readonly Point[])[];

/** The middles of the outer stems, of the middle bar, and the radius of round corners. */
interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  middle: number;
  radius: number;
  stem: number;
}

function frameOf({ width, height, stem }: Box): Frame {
  const half = stem / 2;
  const [left, right, top, bottom] = [half, width - half, half, height - half];
  const middle = Math.floor((height - stem) / 2) + half;
  return { left, right, top, bottom, middle, radius: (right - left) * 0.55, stem };
}

const ring = (left: number, top: number, right: number, bottom: number, radius: number) =>
  rounded(path(left, top, right, top, right, bottom, left, bottom), radius, true);

/** The characters a value is written with, as lines along the middle of their stems. */
const LINES: Readonly<Record<string, Lines>> = {
  '0': ({ left, right, top, bottom, radius }) => [ring(left, top, right, bottom, radius)],
  '1': ({ left, right, top, bottom }) => [path(left, top + (right - left), right, top, right, bottom)],
  '2': ({ left, right, top, bottom, middle, radius, stem }) => [
    rounded(path(left, top + radius, left, top, right, top, right, middle), radius),
    path(right, middle - stem / 2, left, bottom, right, bottom),
  ],
  '3': ({ left, right, top, bottom, middle, radius }) => [
    rounded(path(left, top, right, top, right, middle, (left + right) / 2, middle), radius),
    rounded(path((left + right) / 2, middle, right, middle, right, bottom, left, bottom), radius),
  ],
  '4': ({ left, right, top, bottom, middle, stem }) => {
    const bar = middle + stem;
    return [path(left, top, left, bar, right, bar), path(right, top, right, bottom)];
  },
  '5': ({ left, right, top, bottom, middle, radius }) => [
    path(right, top, left, top, left, middle),
    rounded(path(left, middle, right, middle, right, bottom, left, bottom), radius),
  ],
  '6': ({ left, right, top, bottom, middle, radius }) => [
    rounded(path(right, top, left, top, left, bottom - radius), radius),
    ring(left, middle, right, bottom, radius),
  ],
  '7': ({ left, right, top, bottom }) => [path(left, top, right, top, left + (right - left) * 0.3, bottom)],
  '8': ({ left, right, top, bottom, middle, radius }) => [
    ring(left, top, right, middle, radius),
    ring(left, middle, right, bottom, radius),
  ],
  '9': ({ left, right, top, bottom, middle, radius }) => [
    rounded(path(left, bottom, right, bottom, right, top + radius), radius),
    ring(left, top, right, middle, radius),
  ],
  L: ({ left, right, top, bottom }) => [path(left, top, left, bottom, right, bottom)],
  O: ({ left, right, top, bottom, radius }) => [ring(left, top, right, bottom, radius)],
  H: ({ left, right, top, bottom, middle }) => [
    path(left, top, left, bottom),
    path(right, top, right, bottom),
    path(left, middle, right, middle),
  ],
  I: ({ left, top, bottom }) => [path(left, top, left, bottom)],
  '.': ({ left, bottom }) => [path(left, bottom, left, bottom)],
};

/** How wide a character of this text is where a usual one has `width`. */
function widthOf(character: string, width: number, stem: number): number {
  if (character === '.' || character === 'I') return stem;
  if (character === '1') return stem + Math.max(1, Math.round((width - stem) / 3));
  return width;
}

/** Where to write, in whole pixels; `margin` is kept free on both sides, unless the text gets much thinner of it. */
export interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
  margin?: number;
}

/** Characters narrower than this cannot be told from each other. */
const LEAST_WIDTH = 4;

/** The largest characters that fit into a room, centred in it. */
export function written(text: string, { x, y, width, height, margin = 0 }: Room): Shape {
  const characters = text.split('');
  const most = Math.round(height * 0.7);
  const full = sizeFor(characters, width, most);
  const inner = sizeFor(characters, width - 2 * margin, most);
  const { size, stem, gap } = inner.size < LEAST_WIDTH || inner.stem < 0.75 * full.stem ? full : inner;
  const widths = characters.map((character) => widthOf(character, size, stem));
  const total = widths.reduce((sum, own) => sum + own, gap * (characters.length - 1));
  let left = x + Math.floor((width - total) / 2);
  const shapes: Shape[] = [];
  for (const [i, character] of characters.entries()) {
    const own = widths[i]!;
    const place = ([px, py]: Point): Point => [left + px, y + py];
    const lines = LINES[character]?.(frameOf({ width: own, height, stem })) ?? [];
    for (const line of lines) shapes.push(stroke(line.map(place), stem));
    left += own + gap;
  }
  return together(shapes);
}

/** Judged as if every digit were a wide one, so that the weight does not change from value to value. */
function sizeFor(characters: readonly string[], width: number, most: number) {
  const letters = characters.filter((character) => character !== '.').length;
  for (let size = most; ; size--) {
    const stem = Math.max(1, Math.round(size * 0.34));
    for (let gap = Math.max(1, Math.round(stem * 0.6)); gap > 0; gap--) {
      const total = letters * size + (characters.length - letters) * stem + gap * (characters.length - 1);
      if (total <= width || size === LEAST_WIDTH - 1) return { size, stem, gap };
    }
  }
}
