import type { ShownDialog } from './desktop/dialog.ts';
import type { Menu } from './desktop/menu.ts';
import type { Notification } from './desktop/notification.ts';
import type { SafeStorageState } from './desktop/safe-storage.ts';
import type { Tray } from './desktop/tray.ts';

/**
 * What a person would see of the app outside its pages, and what it did to the system: recorded in order, oldest
 * first. It is one more export of `electron`, so that a spec reads it with `app.evaluate`; see README.md.
 */
export interface StandIn {
  /** The trays that are there: `image`, `toolTip`, `title`, `menu` as shown; `emit('click')` clicks. */
  trays: Tray[];
  /** Every tray that was made, those that are gone included. */
  traysMade: number;
  /** Every notification that was asked to show; `emit('click', {})` and `emit('failed', {}, 'why')` on one. */
  notifications: Notification[];
  /** False: `Notification.isSupported()` says so. */
  notificationsSupported: boolean;
  /** A text: notifications fail with it instead of showing. */
  notificationFailure: string | null;
  /** Every dialog; `answer(…)` is what the person does. An error box needs none. */
  dialogs: ShownDialog[];
  /** Answers given to the next dialogs at once. */
  dialogAnswers: unknown[];
  /** Menus popped up by the app. */
  poppedUp: Menu[];
  openedExternal: string[];
  openedPaths: string[];
  shownInFolder: string[];
  beeps: number;
  /** Every call of `webContents.print`: what page, and how. */
  prints: { url: string; title: string; options: Electron.WebContentsPrintOptions }[];
  /** A text: printing fails with it; `Print job canceled` is what a person who thinks better of it leaves. */
  printFailure: string | null;
  clipboard: string;
  /** Every call of `app.setLoginItemSettings`. */
  loginItems: Electron.Settings[];
  /** Every call of `app.relaunch`. */
  relaunches: Electron.RelaunchOptions[];
  appUserModelId: string | null;
  sandboxEnabled: boolean;
  /** Events of `powerMonitor`, by name. */
  powerEvents: string[];
  /** Each change of `nativeTheme`, as it is since. */
  themeChanges: { source: Electron.NativeTheme['themeSource']; dark: boolean }[];
  powerSaveBlockers: { id: number; type: string }[];
  /** The options of every window made. */
  windowOptions: Electron.BrowserWindowConstructorOptions[];
  /** What a page wanted to go to, or to open, and whether the app let it. */
  navigations: { kind: 'navigate' | 'redirect' | 'window-open'; url: string; allowed: boolean }[];
  /** Requests that went nowhere: stopped by the app, or to the network, which is not there in a test. */
  blockedRequests: { url: string; from: 'page' | 'main'; by: 'app' | 'stand-in' }[];
  permissions: { permission: string; asked: 'request' | 'check'; origin: string; granted: boolean }[];
  /** Downloads that began. None is ever saved; `prevented` says whether the app forbade it. */
  downloads: { url: string; fileName: string; prevented: boolean }[];
  preloadErrors: Error[];
  /** Windows that Chromium opened past every guard: always a fault, of the stand-in at least. */
  strayWindows: string[];

  // What the system is like, to be changed by a spec.

  safeStorage: SafeStorageState;
  /** False: `net.isOnline()` says so and `net.fetch` fails. */
  online: boolean;
  onBattery: boolean;
  idleSeconds: number;
  /** Sets the system's theme and tells the app. */
  setSystemDark(dark: boolean): void;
  /** Sets the displays that are there, the first one being the primary, and tells the app. */
  setDisplays(
    displays: { bounds: Electron.Rectangle; workArea?: Electron.Rectangle; scaleFactor?: number }[],
  ): void;
}

const set = (what: string) => () => {
  throw new Error(`stand-in: ${what} has not been loaded`);
};

export const standIn: StandIn = {
  trays: [],
  traysMade: 0,
  notifications: [],
  notificationsSupported: true,
  notificationFailure: null,
  dialogs: [],
  dialogAnswers: [],
  poppedUp: [],
  openedExternal: [],
  openedPaths: [],
  shownInFolder: [],
  beeps: 0,
  prints: [],
  printFailure: null,
  clipboard: '',
  loginItems: [],
  relaunches: [],
  appUserModelId: null,
  sandboxEnabled: false,
  powerEvents: [],
  themeChanges: [],
  powerSaveBlockers: [],
  windowOptions: [],
  navigations: [],
  blockedRequests: [],
  permissions: [],
  downloads: [],
  preloadErrors: [],
  strayWindows: [],
  // What the real one finds where specs run: a session without a keyring.
  safeStorage: (process.env['ELECTRON_STAND_IN_SAFE_STORAGE'] ?? 'basic_text') as SafeStorageState,
  online: true,
  onBattery: false,
  idleSeconds: 0,
  // Given their meaning by nativeTheme and screen.
  setSystemDark: set('nativeTheme'),
  setDisplays: set('screen'),
};
