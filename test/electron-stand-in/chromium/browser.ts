import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { Connection } from './connection.ts';
import { findBrowser } from './find-browser.ts';
import { UNNEEDED_FEATURES } from './unneeded-features.ts';

export interface BrowserOptions {
  /** Chromium's profile folder; made where it is missing. */
  profile: string;
  /** What the app added with `app.commandLine.appendSwitch`. */
  switches: readonly string[];
  /** Whether others can attach: it is said on standard error where, and in DevToolsActivePort in the profile. */
  announce: boolean;
}

/** Whether the windows are on a screen, with all that Chromium puts around a page. */
export const isHeaded = process.env['ELECTRON_STAND_IN_HEADED'] !== undefined;

const SWITCHES = [
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  // Root, as in a container, cannot use Chromium's sandbox; what is shown here is the app's own pages.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-back-forward-cache',
  '--disable-dev-shm-usage',
  '--disable-breakpad',
  '--disable-search-engine-choice-screen',
  `--disable-features=${UNNEEDED_FEATURES.join()}`,
  '--force-color-profile=srgb',
  '--password-store=basic',
  // Electron's own default, for every window.
  '--autoplay-policy=no-user-gesture-required',
  '--hide-scrollbars',
  // A page never reaches a real server from here, not even where the stand-in's own wall has a hole.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** One headless Chromium, which shows every window of the app. */
export class Browser {
  readonly connection: Connection;
  readonly #process: ChildProcess;
  readonly #gone: Promise<void>;

  private constructor(child: ChildProcess) {
    this.#process = child;
    this.#gone = new Promise((settle) => child.once('exit', () => settle()));
    const [, , , to, from] = child.stdio;
    this.connection = new Connection(to as Writable, from as Readable);
    process.once('exit', () => child.kill('SIGKILL'));
  }

  /** Starts Chromium; settles when it answers and, if asked, Playwright knows its address. */
  static async start({ profile, switches, announce }: BrowserOptions): Promise<Browser> {
    const executable = findBrowser();
    if (executable === null) throw new Error('stand-in: no Chromium was found to show the windows in');
    mkdirSync(profile, { recursive: true });
    const child = spawn(
      executable,
      [
        ...(isHeaded ? [] : ['--headless']),
        ...SWITCHES,
        '--remote-debugging-pipe',
        ...(announce ? ['--remote-debugging-port=0'] : []),
        `--user-data-dir=${profile}`,
        // Else Chromium puts its cache into the user's own cache folder when the profile lies under the settings'.
        `--disk-cache-dir=${profile}/cache`,
        ...switches,
      ],
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
    );
    const browser = new Browser(child);
    if (announce) await announced(child);
    else child.stderr?.resume();
    await browser.connection.send('Browser.getVersion');
    return browser;
  }

  /** Asks Chromium to end, so that it writes its profile; makes it end where it does not within two seconds. */
  async close(): Promise<void> {
    const kill = setTimeout(() => this.#process.kill('SIGKILL'), 2000);
    this.connection.send('Browser.close').catch(() => {});
    await this.#gone;
    clearTimeout(kill);
  }
}

/** Passes the line on that Playwright waits for; rejects with Chromium's last words where it ends before. */
function announced(child: ChildProcess): Promise<void> {
  return new Promise((settle, reject) => {
    let text = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      text = (text + bytes.toString()).slice(-20_000);
      const line = /^DevTools listening on ws:\S+/m.exec(text);
      if (!line) return;
      text = '';
      process.stderr.write(`${line[0]}\n`);
      settle();
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`stand-in: Chromium ended with ${code}: ${text.slice(-2000)}`)),
    );
  });
}
