/**
 * The tray's pictures as a real panel shows them, at each size of its icons: a sheet for each colour of its bar, enlarged.
 * The states are in the order of `FACES`, so many in a row, each row four times, for the four sizes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { drawPicture } from '../../src/main/desktop/tray/picture/picture.ts';
import { png } from '../../src/main/desktop/picture/png.ts';
import { trayWays } from '../../src/main/desktop/tray/platform.ts';
import { StatusNotifierItem } from '../../test/electron-stand-in/desktop/status-notifier/item.ts';
import { FACES } from '../../test/main/desktop/tray/faces.ts';
import {
  BARS,
  ICON_SIZES,
  panelMissing,
  RealPanel,
  type BarColour,
} from '../../test/main/desktop/tray/real-panel.ts';
import { lay } from './tray-sheet.ts';

const COLUMNS = 14;
const TIMES = 4;
const MARGIN = 4;
const CELL = TIMES * (Math.max(...ICON_SIZES) + 2 * MARGIN);

/** Writes `tray, dark panel.png` and `tray, light panel.png` into the folder. */
export async function trayPanelSheets(folder: string): Promise<void> {
  const missing = panelMissing();
  if (missing !== null) return console.warn(`There are no pictures of the tray on a panel: ${missing}.`);
  const panel = await RealPanel.begin();
  await panel.start({ iconPx: ICON_SIZES[0], bar: 'dark' });
  for (const bar of Object.keys(BARS) as BarColour[]) {
    const { pixels, width } = await sheetOn(panel, bar);
    writeFileSync(join(folder, `tray, ${bar} panel.png`), png(pixels, width));
  }
  await panel.stop();
}

async function sheetOn(panel: RealPanel, bar: BarColour): Promise<{ pixels: Uint8Array; width: number }> {
  const pictures = Object.values(FACES).map(pictureOn);
  const rows = Math.ceil(pictures.length / COLUMNS) * ICON_SIZES.length;
  const width = COLUMNS * CELL;
  const pixels = new Uint8Array(4 * width * rows * CELL).fill(255);
  for (let at = 0; at < pixels.length; at += 4) pixels.fill(BARS[bar], at, at + 3);
  for (const [r, iconPx] of ICON_SIZES.entries()) {
    await panel.change({ iconPx, bar });
    const item = new StatusNotifierItem({ busPath: panel.busPath, png: pictures[0]!, onActivate() {} });
    for (const [i, picture] of pictures.entries()) {
      item.setImage(picture);
      const { x, y } = await shown(panel, picture);
      const size = iconPx + 2 * MARGIN;
      const photo = panel.screen({ x: Math.max(0, x - MARGIN), y: y - MARGIN, width: size, height: size });
      const row = Math.floor(i / COLUMNS) * ICON_SIZES.length + r;
      const place = { x: (i % COLUMNS) * CELL, y: row * CELL, times: TIMES };
      lay(pixels, width, { size, pixels: photo.pixels }, place);
    }
    item.destroy();
  }
  return { pixels, width };
}

/** As the program draws it for this desktop. */
function pictureOn(face: (typeof FACES)[keyof typeof FACES]): Buffer {
  const desktop = { primaryScale: 1, largestScale: 1, darkBar: false, session: 'XFCE' };
  const { pictures, theme, template } = trayWays({ platform: 'linux', ...desktop });
  return drawPicture(face, { px: pictures[0]!.px, theme, template, palette: 'standard' });
}

async function shown(panel: RealPanel, picture: Buffer): Promise<{ x: number; y: number }> {
  for (;;) {
    const place = panel.find(picture);
    if (place) return place;
    await pause(20);
  }
}
