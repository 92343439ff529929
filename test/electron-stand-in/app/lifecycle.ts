import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../boot/launch.ts';
import { Browser } from '../chromium/browser.ts';
import { useBrowser } from '../chromium/running.ts';
import { watchDownloads } from '../session/session.ts';
import { watchForStrays, webContents } from '../window/web-contents.ts';
import { app } from './app.ts';

/**
 * Starts Chromium and then the app's `ready`. Playwright releases `ready` by calling `__playwright_run`, when it has
 * attached to both processes; its line to do so appears only once Chromium is there.
 */
export async function startLifecycle(): Promise<void> {
  let browser: Browser | null = null;
  let ending = false;
  const released = Promise.withResolvers<void>();
  if (launch.underPlaywright) {
    (globalThis as Record<string, unknown>)['__playwright_run'] = () => released.resolve();
  } else released.resolve();

  app.endWith((exitCode, relaunches) => {
    ending = true;
    void (async () => {
      await browser?.close();
      for (const options of relaunches) relaunch(options);
      process.exit(exitCode);
    })();
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());

  // Ended by its own main script: a second instance does, and never sees `ready`.
  if (app.ended) return;
  browser = await Browser.start({
    profile: join(app.getPath('sessionData'), 'stand-in', 'chromium'),
    switches: app.addedSwitches,
    announce: launch.underPlaywright || process.env['ELECTRON_STAND_IN_ATTACHABLE'] !== undefined,
  });
  useBrowser(browser);
  await released.promise;
  // After Playwright, which wants downloads kept: the last word on them is Chromium's rule.
  await Promise.all([watchDownloads(() => webContents.getAllWebContents()[0] ?? null), watchForStrays()]);
  if (!ending) app.becomeReady();
}

/**
 * Starts the app anew, as `app.relaunch` promises, after this process. Under Playwright, which could not attach to it,
 * that is only noted in a file; see `relaunchesOf` in the launching of the specs.
 */
function relaunch({ args, execPath }: Electron.RelaunchOptions): void {
  const given = args ?? process.argv.slice(1);
  const executable = execPath ?? launch.executable;
  const log = join(app.getPath('userData'), 'stand-in', 'relaunches.jsonl');
  appendFileSync(log, `${JSON.stringify({ executable, args: given })}\n`);
  if (launch.underPlaywright) return;
  spawn(executable, given, { detached: true, stdio: 'inherit' }).unref();
}
