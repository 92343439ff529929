import type { Face } from '../../picture/face.ts';
import { written } from '../../picture/characters.ts';
import type { Colours } from '../../picture/colours.ts';
import { area, Canvas, disc, grown, path, stroke, type Colour, type Shape } from '../../picture/raster.ts';
import {
  attentionSign,
  cutTile,
  dashesSign,
  dropSign,
  problemSign,
  snoozedSign,
  tile,
  trendSign,
  waitingSign,
} from '../../picture/signs.ts';

/** Where things are, in whole pixels: the number in one part, arrow and mark in a row above or below it. */
interface Layout {
  px: number;
  /** The side of the arrow and of the mark, and the width of their lines. */
  sign: number;
  line: number;
  number: { top: number; height: number };
  /** The row, painted in the tone's colour where the value is out of range. */
  row: { top: number; height: number };
  signTop: number;
  /** Over a bowl, or under a roof, where the value is urgent: what closes it; null elsewhere. */
  lid: { top: number; height: number } | null;
  /** How much of the corners is cut away. */
  cut: number;
  /** What is kept free at the edges, where the picture has a ground of its own. */
  inset: number;
  /** The edge of what is filled with white or black: on a bar of unknown colour it would not be seen without. */
  rim: number;
}

/** In pixels. */
const LEAST_FOR_TWO_SIGNS = 20;

/**
 * The icon of a coloured task bar, Windows' or Linux'. High has its row on top, like a roof; low has it at the bottom,
 * like a bowl; in range has none, but an arrow in colour. Urgent closes roof or bowl by a lid. What rings fills the whole.
 */
export function barPicture(face: Face, px: number, colours: Colours): Canvas {
  const canvas = new Canvas(px);
  const layout = layoutOf(face, px, colours.ground !== null);
  const tone = colours.tones[face.tone];
  if (colours.ground && !(face.rings && isOutside(face)))
    canvas.paint(area(tile(0, 0, px, px, px / 5)), colours.ground);
  // In range it rings for another reason: green would say that all is well.
  if (face.rings) canvas.paint(silhouette(face, layout), isOutside(face) ? tone : colours.ink);
  if (!face.rings && isOutside(face)) canvas.paint(band(face, layout), faded(tone, face));
  if (layout.lid !== null)
    canvas.paint(lidOf(layout, layout.lid), face.rings ? colours.onTone : faded(tone, face));
  paintMiddle(canvas, face, layout, colours);
  paintRow(canvas, face, layout, colours);
  return canvas;
}

function isOutside({ tone }: Face): boolean {
  return tone === 'high' || tone === 'low';
}

function layoutOf(face: Face, px: number, hasGround: boolean): Layout {
  const sign = 2 * Math.floor(px * 0.15) + 1;
  const line = Math.max(1, Math.round(px / 13));
  const gap = Math.max(1, Math.round(px / 14));
  const cut = Math.round(px / 5);
  // Room around the arrow where it stands in colour, and around the number where that does.
  const margin = px < 20 ? 1 : 2;
  const edge = Math.max(1, Math.floor(px / 16));
  const rim = hasGround && face.rings && !isOutside(face) ? edge : 0;
  const inset = (hasGround || face.rings ? edge : 0) + rim;
  const rowHeight = isOutside(face) ? sign + margin : sign + inset;
  const height = px - rowHeight - gap - inset;
  const isOnTop = face.tone === 'high';
  const row = { top: isOnTop ? 0 : px - rowHeight, height: rowHeight };
  const number = { top: isOnTop ? rowHeight + gap : inset, height };
  const lid = isOutside(face) && face.urgent ? lidUnder(number, px, { isOnTop, rings: face.rings }) : null;
  if (hasNoRow(face)) {
    if (face.shape === 'number' && face.wear !== 'stale') number.top = Math.floor((px - height) / 2);
    else Object.assign(number, { top: inset, height: px - 2 * inset });
  }
  const signTop = isOnTop
    ? Math.floor(margin / 2)
    : px - sign - (isOutside(face) ? Math.floor(margin / 2) : inset);
  return { px, sign, line, number, row, lid, signTop, cut, inset, rim };
}

/**
 * The lid on the side of the number where the row is not; the number makes room for it. On a filled ground it keeps off
 * the edge, where it would only cut the picture.
 */
function lidUnder(
  number: Layout['number'],
  px: number,
  { isOnTop, rings }: { isOnTop: boolean; rings: boolean },
): NonNullable<Layout['lid']> {
  const height = Math.max(1, Math.floor(px / 14));
  const edge = rings ? height : 0;
  const taken = edge + 2 * height;
  const bottom = isOnTop ? px - taken : number.top + number.height;
  if (!isOnTop) number.top = taken;
  number.height = bottom - number.top;
  return { top: isOnTop ? px - edge - height : edge, height };
}

/** Nothing stands beside the number: it has the whole picture. */
function hasNoRow({ arrow, mark, tone, rings }: Face): boolean {
  return arrow === null && mark === null && (rings || tone === 'none');
}

/** The colour of a value that is no longer quite new. */
function faded([red, green, blue]: Colour, { wear }: Face): Colour {
  return [red, green, blue, wear === 'fresh' ? 255 : 153];
}

function band({ tone }: Face, { px, row, cut }: Layout): Shape {
  return cutTile({ y: row.top, width: px, height: row.height, cut }, tone === 'high' ? 'upper' : 'lower');
}

function lidOf({ px, cut }: Layout, { top, height }: NonNullable<Layout['lid']>): Shape {
  const [left, right, bottom] = [cut / 2, px - cut / 2, top + height];
  return area(path(left, top, right, top, right, bottom, left, bottom));
}

function silhouette({ tone }: Face, { px, cut, rim }: Layout): Shape {
  if (tone === 'high' || tone === 'low')
    return cutTile({ y: 0, width: px, height: px, cut }, tone === 'high' ? 'upper' : 'lower');
  return area(tile(rim, rim, px - 2 * rim, px - 2 * rim, px / 5 - rim));
}

/** The colour of the number, or of what stands in its place. */
function inkOf(face: Face, colours: Colours): Colour {
  if (face.rings) return colours.onTone;
  if (face.wear === 'stale') return colours.stale;
  if (face.wear === 'dimmed') return colours.dimmed;
  return isOutside(face) ? colours.tones[face.tone] : colours.ink;
}

function paintMiddle(canvas: Canvas, face: Face, layout: Layout, colours: Colours): void {
  const { px, line, number, inset } = layout;
  const ink = inkOf(face, colours);
  const middle = number.top + number.height / 2;
  const room = { x: 0, y: number.top, width: px, height: number.height };
  const free = inset === 0 ? 0 : line;
  const whole = { x: free, y: free, size: px - 2 * free, line };
  if (face.wear === 'stale' && !face.rings) {
    // Behind the number, whose digits stay whole, and below their middle bars: an 8 stays an 8.
    const width = Math.max(1, Math.floor(px / 16));
    const y = Math.floor(number.top + number.height * 0.7 - width / 2) + width / 2;
    canvas.paint(stroke(path(width / 2, y, px - width / 2, y), width), colours.ink);
  }
  switch (face.shape) {
    case 'number':
      canvas.paint(written(face.text, { ...room, margin: inset }), ink);
      break;
    case 'hidden': {
      const tone =
        face.rings || face.wear === 'stale' || face.tone === 'none' ? ink : colours.tones[face.tone];
      canvas.paint(disc(px / 2, middle, number.height * 0.4), faded(tone, face));
      break;
    }
    case 'noData': {
      const edge = tile(
        inset + line / 2,
        number.top + line / 2,
        px - 2 * inset - line,
        number.height - line,
        px / 6,
      );
      if (!face.rings) canvas.paint(stroke(edge, line), ink);
      const free = inset + line + Math.max(1, Math.round(px / 20));
      canvas.paint(dashesSign({ ...room, x: free, width: px - 2 * free, line }), ink);
      break;
    }
    case 'starting':
      canvas.paint(waitingSign(0, number.top, px, number.height), ink);
      break;
    case 'signedOut': {
      const { drop, slash } = dropSign(whole);
      canvas.paint(drop, ink);
      if (colours.ground) canvas.paint(grown(slash, line), colours.ground);
      else canvas.erase(grown(slash, line));
      canvas.paint(slash, ink);
      break;
    }
    case 'problem':
      canvas.paint(problemSign(whole), ink);
      break;
  }
}

function paintRow(canvas: Canvas, face: Face, layout: Layout, colours: Colours): void {
  if (face.shape === 'signedOut' || face.shape === 'problem') return;
  const { px, sign, line, signTop } = layout;
  const isOnColour = face.rings || isOutside(face);
  const ink = isOnColour ? colours.onTone : colours.ink;
  const place = (x: number) => ({ x, y: signTop, size: sign, line });
  const side = Math.floor((px - 2 * sign) / 3);
  const middle = Math.floor((px - sign) / 2);
  // Two signs of five pixels side by side are a blot, as in a roof or bowl that a panel makes smaller: what is wrong goes
  // before the trend.
  const hasOneSign = px < LEAST_FOR_TWO_SIGNS || (colours.ground !== null && isOutside(face));
  const trend = face.mark !== null && hasOneSign ? null : face.arrow;
  if (trend !== null) {
    const arrow = trendSign(trend, place(face.mark === null ? middle : side));
    canvas.paint(arrow, isOnColour ? ink : colours.tones[face.tone]);
  } else if (face.tone === 'inRange' && !face.rings) {
    // No arrow to bear the colour: a line does.
    const y = signTop + Math.floor(sign / 2) + 0.5;
    const end = face.mark === null ? px - side : px - side - sign - line;
    const tone = faded(colours.tones.inRange, face);
    canvas.paint(stroke(path(side + line / 2, y, end - line / 2, y), line + 1), tone);
  }
  const alone = trend === null && (face.tone !== 'inRange' || face.rings);
  const at = place(alone ? middle : px - side - sign);
  if (face.mark === 'attention') canvas.paint(attentionSign(at), ink);
  if (face.mark === 'snoozed') canvas.paint(snoozedSign(at), ink);
}
