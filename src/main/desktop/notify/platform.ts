import type Electron from 'electron';
import { sessionBusPath } from '../../dbus/connection.ts';
import { ElectronNotifications, type ElectronParts } from './electron-notifications.ts';
import { LinuxNotifications } from './linux-notifications.ts';
import type { SystemNotifications } from './system-notifications.ts';

/**
 * Names the program to Windows for clicks on notifications. It must never change; without one of our own it would be
 * another at each start, and clicks on older notifications would be lost.
 */
export const TOAST_ACTIVATOR = '{7C3B9C0E-5B1E-4B57-9D0C-6F1D2E8A4C35}';

/** `notification` and `imageOf` are Electron's, which are used on Windows and macOS alone. */
export interface NotificationPlatform extends ElectronParts {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
}

/** The notifications of this system; the only place that asks which system it is. */
export function systemNotifications(around: NotificationPlatform): SystemNotifications {
  const { platform, env, clock } = around;
  if (platform === 'win32') return new ElectronNotifications('Windows notifications', around);
  if (platform === 'darwin') return new ElectronNotifications('macOS notifications', around);
  return new LinuxNotifications({ busPath: sessionBusPath(env), clock });
}

/** Makes clicks on notifications of an earlier run open the window, also those on their buttons. Windows alone keeps them. */
export function claimOldClicks(
  platform: NodeJS.Platform,
  app: Pick<Electron.App, 'setToastActivatorCLSID'>,
  system: SystemNotifications,
  open: () => void,
): void {
  if (platform !== 'win32' || !(system instanceof ElectronNotifications)) return;
  app.setToastActivatorCLSID(TOAST_ACTIVATOR);
  system.onOld(open);
}
