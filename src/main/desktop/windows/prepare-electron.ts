import { app, systemPreferences } from 'electron';
import type { Snapshots } from '../../session/snapshots.ts';
import { forbidAppNap } from './app-nap.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { setApplicationMenu } from './application-menu.ts';
import { denyPermissions, lockWindows } from './security.ts';

/** What has to be said to Electron before the app is ready. */
export function prepareElectron(): void {
  registerAppScheme();
  forbidAppNap(process.platform, systemPreferences);
  lockWindows();
  app.setAppUserModelId('org.glucoglance.desktop');
  // The monitor goes on without a window.
  app.on('window-all-closed', () => {});
}

/** Once the app is ready, before its first window. @param pages the folder that they are in */
export function prepareWindows(
  pages: string,
  snapshots: Pick<Snapshots, 'last' | 'subscribe'>,
  quit: () => void,
): void {
  denyPermissions();
  serveApp(pages);
  const setMenu = () => setApplicationMenu(process.platform, quit);
  setMenu();
  let { language } = snapshots.last.speech;
  snapshots.subscribe(({ speech }) => {
    if (speech.language !== language) setMenu();
    language = speech.language;
  });
}
