/**
 * The stand-in for `import … from 'electron'` in the main process. Every name that Electron exports is here, so that an
 * import never fails; what is not provided throws when it is used. See README.md.
 */
import { EventEmitter } from 'node:events';
import { app } from './app/app.ts';
import { clipboard } from './desktop/clipboard.ts';
import { dialog } from './desktop/dialog.ts';
import { Menu, MenuItem } from './desktop/menu.ts';
import { nativeImage } from './desktop/native-image.ts';
import { nativeTheme } from './desktop/native-theme.ts';
import { Notification } from './desktop/notification.ts';
import { powerMonitor, powerSaveBlocker } from './desktop/power.ts';
import { safeStorage } from './desktop/safe-storage.ts';
import { screen } from './desktop/screen.ts';
import { shell } from './desktop/shell.ts';
import { Tray } from './desktop/tray.ts';
import { ipcMain } from './ipc/ipc-main.ts';
import { absent, strict } from './provided.ts';
import { net } from './session/net.ts';
import { protocol } from './session/protocol.ts';
import { session } from './session/session.ts';
import { standIn } from './stand-in.ts';
import { BrowserWindow } from './window/browser-window.ts';
import { webContents } from './window/web-contents.ts';

/** Emits nothing by itself; a spec emits `before-quit-for-update` on it. */
const autoUpdater = strict('autoUpdater', new EventEmitter());

const BaseWindow = absent('BaseWindow');
const BrowserView = absent('BrowserView');
const ClipboardItem = absent('ClipboardItem');
const contentTracing = absent('contentTracing');
const crashReporter = absent('crashReporter');
const desktopCapturer = absent('desktopCapturer');
const globalShortcut = absent('globalShortcut');
const ImageView = absent('ImageView');
const inAppPurchase = absent('inAppPurchase');
const IpcMainServiceWorker = absent('IpcMainServiceWorker');
const MessageChannelMain = absent('MessageChannelMain');
const netLog = absent('netLog');
const pushNotifications = absent('pushNotifications');
const ShareMenu = absent('ShareMenu');
const sharedTexture = absent('sharedTexture');
const systemPreferences = absent('systemPreferences');
const TouchBar = absent('TouchBar');
const utilityProcess = absent('utilityProcess');
const View = absent('View');
const WebContentsView = absent('WebContentsView');
const webFrameMain = absent('webFrameMain');
const WebSocket = absent('WebSocket');

const electron = {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  inAppPurchase,
  ipcMain,
  IpcMainServiceWorker,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  sharedTexture,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
  WebSocket,
} satisfies Record<keyof typeof Electron.Main | keyof typeof Electron.Common, unknown>;

export default electron;
export {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  inAppPurchase,
  ipcMain,
  IpcMainServiceWorker,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  sharedTexture,
  ShareMenu,
  shell,
  standIn,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
  WebSocket,
};
