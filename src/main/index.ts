import './umask.ts';
import { app, net, powerMonitor } from 'electron';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { AccountSession } from './desktop/account-session.ts';
import { registerAppScheme, serveApp } from './desktop/app-protocol.ts';
import { handlersOf } from './desktop/channels.ts';
import { markRunning, relaunchOnError } from './desktop/crash-guard.ts';
import { handleAll } from './desktop/ipc.ts';
import { denyPermissions, lockWindows } from './desktop/security.ts';
import { openDesktopSettings } from './desktop/settings-file.ts';
import { readStatus } from './desktop/status.ts';
import { chooseVault } from './desktop/vault-choice.ts';
import { MainWindow } from './desktop/window.ts';
import { ok } from '../shared/result.ts';

// Creates the parts and wires them; what they do is in their own files.
const HEARTBEAT_MS = 60_000;

registerAppScheme();
lockWindows();
app.setAppUserModelId('org.glucoglance.desktop');
if (app.requestSingleInstanceLock()) {
  const dataDir = app.getPath('userData');
  prepareDataDirectory(dataDir);
  relaunchOnError(dataDir);
  let quitting = false;
  const window = new MainWindow({
    dataDir,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    isQuitting: () => quitting,
    onLost: () => app.quit(),
    onSessionEnd: () => {},
  });
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  // The monitor goes on without a window.
  app.on('window-all-closed', () => {});
  void app.whenReady().then(async () => {
    denyPermissions();
    serveApp(join(import.meta.dirname, '../renderer'));
    const running = markRunning(dataDir);
    const session = new AccountSession({
      dataDir,
      clock: systemClock,
      fetch: (input, init) => net.fetch(input instanceof URL ? input.href : input, init),
      chosen: await chooseVault(dataDir, systemClock),
      openSettings: openDesktopSettings,
      baseUrl: process.env['LIBRELINKUP_BASE_URL'] ?? null,
      notifier: { deliver: () => Promise.resolve('unknown'), withdraw() {} },
      armed: () => ({ faults: [], testedAt: null }),
      onSnapshot: (snapshot) => window.send('snapshot:changed', snapshot),
      onFollowing: () => {},
    });
    const startedAt = systemClock.now();
    handleAll(
      handlersOf({
        session,
        status: () => readStatus({ session, dataDir, logDir: '', startedAt, notifications: '' }),
        diagnostics: async () => ok(''),
        testAlarms: async () => [],
        openPage: (page) => window.showPage(page),
        quit: () => app.quit(),
      }),
    );
    const beat = setInterval(() => running.beat(), HEARTBEAT_MS);
    powerMonitor.on('resume', () => session.wake());
    powerMonitor.on('unlock-screen', () => session.wake());
    app.on('before-quit', (event) => {
      if (quitting) return;
      quitting = true;
      event.preventDefault();
      clearInterval(beat);
      void session.stop().finally(() => {
        running.end();
        app.quit();
      });
    });
    await session.start();
    window.show();
  });
} else {
  app.quit();
}
