/** The pictures in notifications, enlarged and at their own size, on a dark and on a light ground; usual above, urgent below. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindPicture } from '../../src/main/desktop/notify/kind-picture.ts';
import { png } from '../../src/main/desktop/picture/png.ts';
import { ALARM_KINDS } from '../../src/shared/alarms/kinds.ts';
import { lay } from './tray-sheet.ts';

const PX = 64;
const TIMES = 3;
const CELL = { width: PX * TIMES + PX + 36, height: PX * TIMES + 24 };

/** Writes `notification-kinds.png` into the folder. @returns its path */
export function kindSheet(folder: string): string {
  const rows = (['standard', 'colourBlind'] as const).flatMap((palette) =>
    [32, 238].flatMap((ground) => [false, true].map((urgent) => ({ palette, ground, urgent }))),
  );
  const width = CELL.width * ALARM_KINDS.length;
  const sheet = new Uint8Array(4 * width * CELL.height * rows.length).fill(255);
  for (const [r, { palette, ground, urgent }] of rows.entries()) {
    const top = r * CELL.height;
    for (let at = 4 * width * top; at < 4 * width * (top + CELL.height); at += 4)
      sheet.fill(ground, at, at + 3);
    for (const [c, kind] of ALARM_KINDS.entries()) {
      const picture = kindPicture(kind, { px: PX, urgent, palette });
      lay(sheet, width, picture, { x: c * CELL.width + 12, y: top + 12, times: TIMES });
      lay(sheet, width, picture, { x: c * CELL.width + PX * TIMES + 24, y: top + 60, times: 1 });
    }
  }
  const path = join(folder, 'notification-kinds.png');
  writeFileSync(path, png(sheet, width));
  return path;
}
