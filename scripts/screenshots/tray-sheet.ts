/**
 * Every picture of the tray on one sheet, enlarged pixel by pixel and at its own size beside that, to be looked at: a
 * row for each size, task bar and palette, a column for each state (in the order of `FACES`).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barPicture } from '../../src/main/desktop/tray/picture/bar-picture.ts';
import { coloursOf, type BarTheme } from '../../src/main/desktop/picture/colours.ts';
import { png } from '../../src/main/desktop/picture/png.ts';
import type { Canvas } from '../../src/main/desktop/picture/raster.ts';
import { templatePicture } from '../../src/main/desktop/tray/picture/template-picture.ts';
import type { Face } from '../../src/main/desktop/picture/face.ts';
import type { Palette } from '../../src/shared/settings/settings.ts';
import { FACES } from '../../test/main/desktop/tray/faces.ts';

/** The grey of the bar behind, and how a face is drawn on it. */
interface Row {
  bar: number;
  px: number;
  draw: (face: Face) => Canvas;
}

const bars = (theme: BarTheme, bar: number, sizes: readonly number[]): Row[] =>
  (['standard', 'colourBlind'] as const satisfies Palette[]).flatMap((palette) =>
    sizes.map((px) => ({ bar, px, draw: (face) => barPicture(face, px, coloursOf(theme, palette)) })),
  );

const ROWS: readonly Row[] = [
  ...bars('dark', 32, [16, 20, 24, 32]),
  ...bars('light', 238, [16, 20, 24, 32]),
  ...bars('unknown', 16, [22, 24]),
  ...bars('unknown', 215, [22, 44, 48]),
  ...[18, 36].map((px) => ({ bar: 236, px, draw: (face: Face) => templatePicture(face, px) })),
];

const ENLARGED = 128;
const CELL = { width: ENLARGED + 64, height: ENLARGED + 12 };

/** Writes `tray.png` into the folder. @returns its path */
export function traySheet(folder: string): string {
  const faces: readonly Face[] = Object.values(FACES);
  const width = CELL.width * faces.length;
  const sheet = new Uint8Array(4 * width * CELL.height * ROWS.length).fill(255);
  for (const [r, { bar, px, draw }] of ROWS.entries()) {
    const from = r * CELL.height;
    for (let at = 4 * width * from; at < 4 * width * (from + CELL.height); at += 4)
      sheet.fill(bar, at, at + 3);
    for (const [c, face] of faces.entries()) {
      const picture = draw(face);
      const times = Math.floor(ENLARGED / px);
      lay(sheet, width, picture, { x: c * CELL.width + 6, y: from + 6, times });
      lay(sheet, width, picture, { x: c * CELL.width + ENLARGED + 12, y: from + 40, times: 1 });
    }
  }
  const path = join(folder, 'tray.png');
  writeFileSync(path, png(sheet, width));
  return path;
}

/** Lays a picture on a sheet, each of its pixels so many times as large. */
export function lay(
  sheet: Uint8Array,
  width: number,
  { size, pixels }: Pick<Canvas, 'size' | 'pixels'>,
  { x, y, times }: { x: number; y: number; times: number },
): void {
  for (let row = 0; row < size * times; row++) {
    for (let column = 0; column < size * times; column++) {
      const from = 4 * (Math.floor(row / times) * size + Math.floor(column / times));
      const to = 4 * ((y + row) * width + x + column);
      const alpha = pixels[from + 3]! / 255;
      for (let i = 0; i < 3; i++)
        sheet[to + i] = Math.round(pixels[from + i]! * alpha + sheet[to + i]! * (1 - alpha));
    }
  }
}
