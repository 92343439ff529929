/**
 * Renders assets/icon.svg into the pictures that packages want; run it after a change of the drawing and commit what it
 * writes. A headless Chromium draws, so that no image library is needed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = resolve(import.meta.dirname, '../..');
const ASSETS = join(ROOT, 'assets');
/** The folders of the hicolor theme; desktops pass over any other size. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
/** What Windows asks for at 100 to 250 % scaling, and in large views. */
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 256];
/** Up to here the simpler drawing is the clearer one. */
const LARGEST_SMALL = 32;
const MAC_SIZE = 1024;
/** macOS leaves a margin around the tile: 824 of 1024. */
const MAC_TILE = 824;

const browser = execFileSync(process.execPath, [join(ROOT, 'scripts/ensure-browser.ts')], {
  encoding: 'utf8',
}).trim();

/** A PNG of `size` pixels, the drawing `tile` pixels wide in its middle. */
function render(size: number, tile = size): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-icon-'));
  const drawing = pathToFileURL(join(ASSETS, size <= LARGEST_SMALL ? 'icon-small.svg' : 'icon.svg'));
  const page = join(folder, 'page.html');
  const picture = join(folder, 'picture.png');
  const margin = (size - tile) / 2;
  writeFileSync(
    page,
    `<body style="margin:0"><img src="${drawing.href}" style="display:block;width:${tile}px;margin:${margin}px">`,
  );
  execFileSync(
    browser,
    [
      '--headless',
      '--no-sandbox',
      '--force-device-scale-factor=1',
      '--hide-scrollbars',
      '--default-background-color=00000000',
      `--user-data-dir=${join(folder, 'profile')}`,
      `--window-size=${size},${size}`,
      `--screenshot=${picture}`,
      pathToFileURL(page).href,
    ],
    { stdio: 'ignore' },
  );
  const png = readFileSync(picture);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return png;
}

/** An icon file of Windows: a directory of 16 bytes a picture, then the PNGs; 0 stands for 256 pixels. */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

mkdirSync(join(ASSETS, 'icons'), { recursive: true });
for (const size of LINUX_SIZES) writeFileSync(join(ASSETS, `icons/${size}x${size}.png`), render(size));
writeFileSync(join(ASSETS, 'icon.ico'), ico(WINDOWS_SIZES.map((size) => ({ size, png: render(size) }))));
writeFileSync(join(ASSETS, 'icon.png'), render(1024));
writeFileSync(join(ASSETS, 'icon-mac.png'), render(MAC_SIZE, MAC_TILE));
