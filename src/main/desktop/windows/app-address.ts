import type { OurPage } from '../../../shared/ipc/channel.ts';
import { isAbsolute, relative, resolve } from 'node:path';

export const APP_ORIGIN = 'app://glucoglance';
export const APP_PAGE = `${APP_ORIGIN}/index.html`;
export const ALARM_PAGE = `${APP_ORIGIN}/alarm.html`;

/** Nothing but our own files, and no network at all: what the window shows comes over IPC. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "worker-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What the policy lets the window load, and so all that is served: no source map, nothing that strayed in. */
const SERVED = /\.(css|html|js|png|svg|woff2)$/;

/** The file under `folder` that an address names; null for any other host and for a way out of the folder. */
export function fileOf(address: string, folder: string): string | null {
  const url = URL.parse(address);
  if (url === null || `${url.protocol}//${url.host}` !== APP_ORIGIN) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  // A colon names another stream of the same file on Windows.
  if (/[\0\\:]/.test(path) || !SERVED.test(path)) return null;
  const file = resolve(folder, `.${path}`);
  return isInside(file, folder) ? file : null;
}

/** Whether a path lies under a folder; both absolute, links not followed. */
export function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
}

/** Which of our pages a message comes from, in the top frame of a window; null: none. The frame may be gone by now. */
export function pageOf(frame: { url: string; parent: unknown } | null): OurPage | null {
  if (frame === null || frame.parent !== null) return null;
  const address = frame.url.replace(/[?#].*$/, '');
  if (address === APP_PAGE) return 'window';
  return address === ALARM_PAGE ? 'alarm' : null;
}
