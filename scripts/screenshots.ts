/**
 * `npm run screenshots [-- WORDS]`: renders every view and state of window, alarm window, tray and notifications into screenshots/ (ignored by git), to
 * be looked at. WORDS choose the views of the window whose names hold one of them. The program must have been built.
 */
import { mkdirSync } from 'node:fs';
import { alarmWindowScreenshots } from './screenshots/alarm-window.ts';
import { kindSheet } from './screenshots/kind-sheet.ts';
import { notificationScreenshots } from './screenshots/notifications.ts';
import { trayPanelSheets } from './screenshots/tray-panel.ts';
import { traySheet } from './screenshots/tray-sheet.ts';
import { windowScreenshots } from './screenshots/window.ts';

const words = process.argv.slice(2);
mkdirSync('screenshots', { recursive: true });
if (words.length === 0) {
  traySheet('screenshots');
  await trayPanelSheets('screenshots');
  kindSheet('screenshots');
  await notificationScreenshots('screenshots/notifications');
}
await alarmWindowScreenshots('screenshots/alarm-window', words);
await windowScreenshots('screenshots/window', words);
