/**
 * `npm run screenshots [-- [--language=de] WORDS]`: renders every view and state of window, alarm window, tray and notifications
 * into screenshots/ (ignored by git), to be looked at. WORDS choose the views of the window whose names hold one of them.
 * `npm run screenshots -- --guide` takes the pictures of docs/guide instead, which are not ignored. The program must have
 * been built.
 */
import { mkdirSync } from 'node:fs';
import { alarmWindowScreenshots } from './screenshots/alarm-window.ts';
import { guidePictures } from './screenshots/guide.ts';
import { kindSheet } from './screenshots/kind-sheet.ts';
import { notificationScreenshots } from './screenshots/notifications.ts';
import { trayPanelSheets } from './screenshots/tray-panel.ts';
import { traySheet } from './screenshots/tray-sheet.ts';
import { windowScreenshots } from './screenshots/window.ts';

const given = process.argv.slice(2);
const words = given.filter((one) => !one.startsWith('--'));
const language = given.find((one) => one.startsWith('--language='))?.split('=')[1] ?? 'en';
const folder = language === 'en' ? 'screenshots' : `screenshots/${language}`;
if (given.includes('--guide')) {
  await guidePictures('docs/guide');
  process.exit();
}
mkdirSync(folder, { recursive: true });
if (given.length === 0) {
  traySheet(folder);
  await trayPanelSheets(folder);
  kindSheet(folder);
  await notificationScreenshots(`${folder}/notifications`);
}
await alarmWindowScreenshots(`${folder}/alarm-window`, { words, language });
await windowScreenshots(`${folder}/window`, { words, language });
