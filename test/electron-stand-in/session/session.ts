import { browser } from '../chromium/running.ts';
import { preventable } from '../preventable.ts';
import { strict, strictEmitter } from '../provided.ts';
import { standIn } from '../stand-in.ts';
import { net } from './net.ts';
import { setPermissionCheckHandler, setPermissionRequestHandler } from './permissions.ts';
import { protocol } from './protocol.ts';
import { fromChromium } from './schemes.ts';
import { webRequest } from './web-request.ts';

/** The one session there is. Handlers that a page can only reach with hardware are kept and never called. */
export class Session extends strictEmitter('session.defaultSession') {
  readonly protocol = protocol;
  readonly webRequest = webRequest;
  readonly setPermissionRequestHandler = setPermissionRequestHandler;
  readonly setPermissionCheckHandler = setPermissionCheckHandler;
  readonly fetch = (input: string | Request, init?: RequestInit) => net.fetch(input, init);

  setDevicePermissionHandler(): void {}
  setBluetoothPairingHandler(): void {}
  setUSBProtectedClassesHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
  setCertificateVerifyProc(): void {}
  setSpellCheckerEnabled(): void {}
  setSpellCheckerLanguages(): void {}
  isPersistent = () => true;
  resolveProxy = async () => 'DIRECT';
  closeAllConnections = async () => {};
  clearCache = async () => {};
  clearStorageData = async () => {};
}

export const defaultSession = new Session();

export const session = strict('session', { defaultSession });

/** Watches for downloads, once Chromium is there. None is saved: the app's listener only learns of it. */
export async function watchDownloads(contents: () => object | null): Promise<void> {
  const { connection } = browser();
  connection.on('Browser.downloadWillBegin', ({ url, suggestedFilename }) => {
    const event = preventable({});
    const item = strict('DownloadItem', {
      getURL: () => fromChromium(url),
      getFilename: () => suggestedFilename,
      cancel: () => event.preventDefault(),
    });
    defaultSession.emit('will-download', event, item, contents());
    standIn.downloads.push({
      url: fromChromium(url),
      fileName: suggestedFilename,
      prevented: event.defaultPrevented,
    });
  });
  await connection.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
}
