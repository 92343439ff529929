import type { Protocol } from '../chromium/protocol.ts';
import { browser } from '../chromium/running.ts';
import { standIn } from '../stand-in.ts';
import { toChromium } from './schemes.ts';

type RequestHandler = (
  contents: never,
  permission: never,
  callback: (granted: boolean) => void,
  details: never,
) => void;
type CheckHandler = (contents: never, permission: never, origin: string, details: never) => boolean;

let requestHandler: RequestHandler | null = null;
let checkHandler: CheckHandler | null = null;

export function setPermissionRequestHandler(handler: RequestHandler | null): void {
  requestHandler = handler;
}

export function setPermissionCheckHandler(handler: CheckHandler | null): void {
  checkHandler = handler;
}

/** What Chromium calls them; one that is missing here is decided by the app's answer alone. */
const CHROMIUM_NAMES: Record<string, readonly string[]> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
};

export interface PermissionQuestion {
  contents: object;
  permission: string;
  asked: 'request' | 'check';
  url: string;
  origin: string;
}

/** Asks the app, as Electron does, and tells Chromium the answer. Without a handler everything is granted. */
export async function askPermission(question: PermissionQuestion): Promise<boolean> {
  const { contents, permission, asked, url, origin } = question;
  const details = { requestingUrl: url, isMainFrame: true, securityOrigin: origin };
  const granted = await new Promise<boolean>((settle) => {
    if (asked === 'check')
      settle(checkHandler?.(contents as never, permission as never, origin, details as never) ?? true);
    else if (requestHandler) requestHandler(contents as never, permission as never, settle, details as never);
    else settle(true);
  });
  standIn.permissions.push({ permission, asked, origin, granted });
  for (const name of CHROMIUM_NAMES[permission] ?? []) {
    const setting: Protocol.Browser.PermissionSetting = granted ? 'granted' : 'denied';
    await browser().connection.send('Browser.setPermission', {
      permission: { name },
      setting,
      origin: new URL(toChromium(url)).origin,
    });
  }
  return granted;
}
