import { KIND_OUTLINES, OUTLINES_SIDE, type Outline } from '../../../shared/alarms/kind-outlines.ts';
import type { AlarmKind } from '../../../shared/alarms/kinds.ts';
import type { Palette } from '../../../shared/settings/settings.ts';
import { coloursOf } from '../picture/colours.ts';
import { area, Canvas, disc, odd, type Colour, type Shape } from '../picture/raster.ts';
import { tile } from '../picture/signs.ts';
import type { Tone } from '../picture/face.ts';

const TONES: Partial<Record<AlarmKind, Tone>> = {
  urgentLow: 'low',
  low: 'low',
  fastFall: 'low',
  high: 'high',
  urgentHigh: 'high',
};

/** The ground of urgent ones: brighter than what desktops have behind them, and dark enough for white. */
const URGENT: Readonly<Record<Palette, Colour>> = {
  standard: [200, 16, 30, 255],
  colourBlind: [0, 68, 255, 255],
};
const WHITE: Colour = [255, 255, 255, 255];

/** How much of a side the shape takes. */
const SHAPE = 0.72;

/**
 * The shape of a kind on a tile that stands out from any ground. Several desktops show urgent notifications like all
 * others: here they are turned round, white on colour instead of colour on black.
 */
export function kindPicture(
  kind: AlarmKind,
  { px, urgent, palette }: { px: number; urgent: boolean; palette: Palette },
): Canvas {
  const canvas = new Canvas(px);
  const ground = area(tile(0, 0, px, px, px / 5));
  const shape = odd(KIND_OUTLINES[kind].map((outline) => placed(outline, px)));
  if (urgent) {
    canvas.paint(ground, URGENT[palette]);
    canvas.paint(shape, WHITE);
  } else {
    const { ground: black, tones } = coloursOf('unknown', palette);
    if (black) canvas.paint(ground, black);
    canvas.paint(shape, tones[TONES[kind] ?? 'none']);
  }
  return canvas;
}

function placed(outline: Outline, px: number): Shape {
  const times = (px * SHAPE) / OUTLINES_SIDE;
  const at = (coordinate: number) => px / 2 + (coordinate - OUTLINES_SIDE / 2) * times;
  if ('points' in outline) return area(outline.points.map(([x, y]) => [at(x), at(y)] as const));
  return disc(at(outline.x), at(outline.y), outline.radius * times);
}
