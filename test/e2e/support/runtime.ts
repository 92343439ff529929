import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBrowser } from '../../electron-stand-in/chromium/find-browser.ts';

export const ROOT = resolve(import.meta.dirname, '../../..');
export const STAND_IN = join(ROOT, 'test/electron-stand-in/electron');

/** What the desktop specs run on. */
export type Runtime =
  | { kind: 'electron'; name: string }
  | { kind: 'stand-in'; name: string }
  | { kind: 'none'; why: string };

/** The Electron that npm has downloaded; asking the package itself for it would start the download. */
function installedElectron(): string | null {
  const folder = join(ROOT, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : null;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}

/**
 * The real Electron where it is installed and has a display, else the stand-in where there is a Chromium for it.
 * `GLUCOGLANCE_E2E_ON=stand-in` prefers the stand-in, `electron` takes nothing else.
 */
export function chooseRuntime(): Runtime {
  const preferred = process.env['GLUCOGLANCE_E2E_ON'];
  const electron = installedElectron();
  if (electron !== null && hasDisplay() && preferred !== 'stand-in') {
    return { kind: 'electron', name: 'the real Electron' };
  }
  const why =
    electron !== null
      ? 'the real Electron is installed but not used'
      : 'the Electron binary is not installed';
  if (preferred === 'electron')
    return { kind: 'none', why: `${why} or has no display, and nothing else is wanted.` };
  const browser = findBrowser();
  if (browser !== null) return { kind: 'stand-in', name: `the stand-in with ${browser} (${why})` };
  return {
    kind: 'none',
    why: `${why}, and there is no Chromium for the stand-in (see scripts/ensure-browser.ts).`,
  };
}

/** What starts an app on the chosen runtime. */
export function executable(): string {
  return (chooseRuntime().kind === 'electron' ? installedElectron() : null) ?? STAND_IN;
}
