import type Electron from 'electron';

/**
 * Keeps App Nap of macOS from holding back the polls of a program without a window. It is a default of the user, read
 * once when a program starts: it counts from the next start on.
 */
export function forbidAppNap(
  platform: NodeJS.Platform,
  systemPreferences: Pick<Electron.SystemPreferences, 'setUserDefault'>,
): void {
  if (platform === 'darwin') systemPreferences.setUserDefault('NSAppSleepDisabled', 'boolean', true);
}
