import type { Face } from '../../picture/face.ts';
import {
  area,
  Canvas,
  disc,
  grown,
  path,
  stroke,
  type Colour,
  type Point,
  type Shape,
} from '../../picture/raster.ts';
import {
  attentionSign,
  dashesSign,
  dropSign,
  problemSign,
  snoozedSign,
  trendSign,
  waitingSign,
} from '../../picture/signs.ts';

const BLACK: Colour = [0, 0, 0, 255];

/**
 * The icon of macOS' menu bar: black and transparent, because the system gives it the bar's colour. The number stands
 * beside it as text; this has the range by its outline (round, roof or bowl; doubled where urgent), the arrow in it, and the marks.
 */
export function templatePicture(face: Face, px: number): Canvas {
  const canvas = new Canvas(px);
  const thin = Math.max(1, Math.round(px / 16));
  const thick = Math.max(1, Math.round(px / 11));
  const place = { x: 0, y: 0, size: px, line: thin };
  if (face.shape === 'signedOut') {
    const { drop, slash } = dropSign({ ...place, line: thick });
    canvas.paint(drop, BLACK);
    canvas.erase(grown(slash, thin));
    canvas.paint(slash, BLACK);
    return canvas;
  }
  const outline = outlineOf(face, px, face.rings ? 0 : thin / 2);
  const put = (shape: Shape) => (face.rings ? canvas.erase(shape) : canvas.paint(shape, BLACK));
  if (face.shape === 'problem') {
    if (face.rings) canvas.paint(area(outline), BLACK);
    const inset = face.rings ? 3 * thin : 0;
    put(problemSign({ x: inset, y: inset, size: px - 2 * inset, line: face.rings ? thin : thick }));
    return canvas;
  }
  canvas.paint(face.rings ? area(outline) : stroke(outline, thin), BLACK);
  if (face.urgent) put(stroke(outlineOf(face, px, 2 * thin + thin / 2), thin));
  put(insideOf(face, px, thick));
  if (face.wear === 'stale') strikeOut(canvas, px, thick);
  if (face.wear !== 'fresh') fade(canvas, 0.6);
  if (face.mark !== null) paintMark(canvas, face.mark, px, thick);
  return canvas;
}

function outlineOf({ tone }: Face, px: number, inset: number): Point[] {
  const end = px - inset;
  const cut = px * 0.3;
  if (tone === 'high') return path(px / 2, inset, end, cut, end, end, inset, end, inset, cut, px / 2, inset);
  if (tone === 'low')
    return path(inset, inset, end, inset, end, px - cut, px / 2, end, inset, px - cut, inset, inset);
  const circle: Point[] = [];
  for (let degree = 0; degree <= 360; degree += 15) {
    const angle = (degree * Math.PI) / 180;
    circle.push([px / 2 + (px / 2 - inset) * Math.cos(angle), px / 2 + (px / 2 - inset) * Math.sin(angle)]);
  }
  return circle;
}

function insideOf({ shape, arrow, tone }: Face, px: number, line: number): Shape {
  if (shape === 'noData')
    return dashesSign({ x: px / 6, y: px / 6, width: (px * 2) / 3, height: (px * 2) / 3, line });
  if (shape === 'starting') return waitingSign(0, 0, px, px);
  const size = 2 * Math.round(px * 0.22) + (line % 2);
  // A roof and a bowl have their room off the middle.
  const shift = tone === 'high' ? 1 : tone === 'low' ? -1 : 0;
  const at = (px - size) / 2;
  if (arrow === null) return disc(px / 2, px / 2, px * 0.12);
  return trendSign(arrow, { x: at, y: at + shift * Math.round(px / 18), size, line });
}

function strikeOut(canvas: Canvas, px: number, line: number): void {
  const end = line / 2;
  const slash = stroke(path(end, px - end, px - end, end), line);
  canvas.erase(grown(slash, line / 2));
  canvas.paint(slash, BLACK);
}

/** In the lower right corner, with clear space around it. */
function paintMark(canvas: Canvas, mark: NonNullable<Face['mark']>, px: number, line: number): void {
  const size = 2 * Math.round(px * 0.17);
  const at = px - size;
  canvas.erase(disc(at + size / 2, at + size / 2, size * 0.75));
  const place = { x: at, y: at, size, line: Math.max(1, Math.round(line * 0.7)) };
  canvas.paint(mark === 'attention' ? attentionSign({ ...place, line }) : snoozedSign(place), BLACK);
}

function fade({ pixels }: Canvas, share: number): void {
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = Math.round(pixels[at]! * share);
}
