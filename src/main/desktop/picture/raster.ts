export type Point = readonly [x: number, y: number];
/** 0-255 each; alpha 255 is opaque. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Where a shape is: a signed distance in pixels, negative inside, and the box outside of which it is never painted. */
export interface Shape {
  distance: (x: number, y: number) => number;
  box: { left: number; top: number; right: number; bottom: number };
}

/** `path(0, 0, 4, 2)`: the points (0, 0) and (4, 2). */
export function path(...coordinates: readonly number[]): Point[] {
  const all: Point[] = [];
  for (let i = 0; i + 1 < coordinates.length; i += 2) all.push([coordinates[i]!, coordinates[i + 1]!]);
  return all;
}

function boxOf(points: readonly Point[], margin: number): Shape['box'] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    left: Math.min(...xs) - margin,
    top: Math.min(...ys) - margin,
    right: Math.max(...xs) + margin,
    bottom: Math.max(...ys) + margin,
  };
}

/** Squared, because only that of the nearest segment is wanted: this is asked for each pixel of each stroke. */
function squaredDistanceToSegment(x: number, y: number, a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / squared;
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  const aside = x - a[0] - t * dx;
  const below = y - a[1] - t * dy;
  return aside * aside + below * below;
}

/** A line of one width with round ends through the points. */
export function stroke(points: readonly Point[], width: number): Shape {
  return {
    distance: (x, y) => {
      let nearest = Infinity;
      for (let i = 1; i < points.length; i++) {
        const squared = squaredDistanceToSegment(x, y, points[i - 1]!, points[i]!);
        if (squared < nearest) nearest = squared;
      }
      return Math.sqrt(nearest) - width / 2;
    },
    box: boxOf(points, width / 2 + 1),
  };
}

/** The inside of a closed line. */
export function area(points: readonly Point[]): Shape {
  return {
    distance: (x, y) => {
      let nearest = Infinity;
      let inside = false;
      for (let i = 0; i < points.length; i++) {
        const a = points[i]!;
        const b = points[(i + 1) % points.length]!;
        const squared = squaredDistanceToSegment(x, y, a, b);
        if (squared < nearest) nearest = squared;
        if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]))
          inside = !inside;
      }
      return (inside ? -1 : 1) * Math.sqrt(nearest);
    },
    box: boxOf(points, 1),
  };
}

export function disc(x: number, y: number, radius: number): Shape {
  return {
    distance: (px, py) => Math.sqrt((px - x) ** 2 + (py - y) ** 2) - radius,
    box: { left: x - radius - 1, top: y - radius - 1, right: x + radius + 1, bottom: y + radius + 1 },
  };
}

/** Several shapes as one. */
export function together(shapes: readonly Shape[]): Shape {
  return {
    distance: (x, y) => {
      let nearest = Infinity;
      // By number, and without `Math.min`: asked for each pixel, in code that seldom runs, both leave much to collect.
      for (let i = 0; i < shapes.length; i++) {
        const { box, distance } = shapes[i]!;
        // Most of them are nowhere near.
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
        const one = distance(x, y);
        if (one < nearest) nearest = one;
      }
      return nearest;
    },
    box: {
      left: Math.min(...shapes.map(({ box }) => box.left)),
      top: Math.min(...shapes.map(({ box }) => box.top)),
      right: Math.max(...shapes.map(({ box }) => box.right)),
      bottom: Math.max(...shapes.map(({ box }) => box.bottom)),
    },
  };
}

/** What lies inside an odd number of the shapes. */
export function odd(shapes: readonly Shape[]): Shape {
  return {
    distance: (x, y) =>
      shapes.reduce((one, { distance }) => {
        const other = distance(x, y);
        return Math.max(Math.min(one, other), -Math.max(one, other));
      }, Infinity),
    box: together(shapes).box,
  };
}

/** The shape made wider by so many pixels all round. */
export function grown({ distance, box }: Shape, by: number): Shape {
  return {
    distance: (x, y) => distance(x, y) - by,
    box: { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by },
  };
}

const STEPS = 4;

/** The points with each corner rounded, as far as its two sides allow. */
export function rounded(points: readonly Point[], radius: number, closed = false): Point[] {
  const n = points.length;
  const out: Point[] = [];
  for (let i = 0; i < n; i++) {
    const corner = points[i]!;
    if (!closed && (i === 0 || i === n - 1)) {
      out.push(corner);
      continue;
    }
    const from = towards(corner, points[(i + n - 1) % n]!, radius);
    const to = towards(corner, points[(i + 1) % n]!, radius);
    for (let step = 0; step <= STEPS; step++) out.push(onCurve(from, corner, to, step / STEPS));
  }
  if (closed && out[0]) out.push(out[0]);
  return out;
}

/** From one point towards another, at most half-way. */
function towards([ax, ay]: Point, [bx, by]: Point, distance: number): Point {
  const length = Math.hypot(bx - ax, by - ay);
  const t = length === 0 ? 0 : Math.min(0.5, distance / length);
  return [ax + (bx - ax) * t, ay + (by - ay) * t];
}

function onCurve([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point, t: number): Point {
  const s = 1 - t;
  // A conic whose weight makes it a quarter of a circle where the corner is square.
  const w = Math.SQRT1_2;
  const d = s * s + 2 * w * s * t + t * t;
  return [
    (s * s * ax + 2 * w * s * t * bx + t * t * cx) / d,
    (s * s * ay + 2 * w * s * t * by + t * t * cy) / d,
  ];
}

/** A square picture, straight RGBA, rows from the top. */
export class Canvas {
  readonly size: number;
  readonly pixels: Uint8Array;

  constructor(size: number) {
    this.size = size;
    this.pixels = new Uint8Array(size * size * 4);
  }

  /** Lays a colour over what is there. */
  paint(shape: Shape, [red, green, blue, alpha]: Colour): void {
    this.#each(shape, (at, coverage) => {
      const { pixels } = this;
      const over = (coverage * alpha) / 255;
      const under = (pixels[at + 3]! / 255) * (1 - over);
      const both = over + under;
      pixels[at] = Math.round((red * over + pixels[at]! * under) / both);
      pixels[at + 1] = Math.round((green * over + pixels[at + 1]! * under) / both);
      pixels[at + 2] = Math.round((blue * over + pixels[at + 2]! * under) / both);
      pixels[at + 3] = Math.round(255 * both);
    });
  }

  /** Makes what is there transparent. */
  erase(shape: Shape): void {
    this.#each(shape, (at, coverage) => {
      this.pixels[at + 3] = Math.round(this.pixels[at + 3]! * (1 - coverage));
    });
  }

  /**
   * What of each pixel the shape covers, taken from the distance of its centre to the shape's edge: exact for edges
   * along the grid, on which all stems lie, and off by a few percent at corners.
   */
  #each({ distance, box }: Shape, visit: (at: number, coverage: number) => void): void {
    const { size } = this;
    for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(size, Math.ceil(box.bottom)); y++) {
      for (let x = Math.max(0, Math.floor(box.left)); x < Math.min(size, Math.ceil(box.right)); x++) {
        const coverage = Math.min(1, 0.5 - distance(x + 0.5, y + 0.5));
        if (coverage > 0) visit(4 * (y * size + x), coverage);
      }
    }
  }
}
