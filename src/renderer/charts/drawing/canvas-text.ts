import type { Palette } from './palette.ts';

export const LABEL_SIZE = 11;

export function setFont(context: CanvasRenderingContext2D, { font }: Palette, weight = 400): void {
  context.font = `${weight} ${LABEL_SIZE}px ${font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
}

/** Text on a plate of the surface's colour, so that it can be read over lines and hatching. */
export function plate(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  palette: Palette,
  color = palette.muted,
): void {
  const width = context.measureText(text).width;
  context.fillStyle = palette.surface;
  context.beginPath();
  context.roundRect(x - 5, y - 9, width + 10, 18, 9);
  context.fill();
  context.fillStyle = color;
  context.fillText(text, x, y + 0.5);
}

/** A line that is one pixel wide wherever it lies. */
export function hairline(
  context: CanvasRenderingContext2D,
  color: string,
  from: [x: number, y: number],
  to: [x: number, y: number],
  dash: number[] = [],
): void {
  const snap = (value: number): number => Math.round(value - 0.5) + 0.5;
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(snap(from[0]), snap(from[1]));
  context.lineTo(snap(to[0]), snap(to[1]));
  context.stroke();
  context.setLineDash([]);
}
