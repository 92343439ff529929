import './files/umask.ts';
import { app, dialog, net, powerMonitor, powerSaveBlocker, shell, systemPreferences } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { awaySummaries } from './reports/away.ts';
import { systemClock } from './time/clock.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { AccountSession } from './session/session.ts';
import { forbidAppNap } from './desktop/life/app-nap.ts';
import { startsHidden } from './desktop/life/autostart/autostart.ts';
import { openAppLog } from './desktop/app-log.ts';
import { registerAppScheme, serveApp } from './desktop/windows/app-protocol.ts';
import { setApplicationMenu } from './desktop/windows/application-menu.ts';
import { Away } from './desktop/life/away.ts';
import { handlersOf } from './desktop/ipc/channels.ts';
import { markRunning, relaunchOnError, windowShownAt } from './desktop/life/crash-guard.ts';
import { diagnose } from './desktop/status/diagnose.ts';
import { Ending } from './desktop/life/ending.ts';
import { givenServer } from './desktop/profile/given-server.ts';
import { showIfNeeded } from './desktop/life/hidden-start.ts';
import { handleAll } from './desktop/ipc/ipc.ts';
import { KeepAwake } from './desktop/life/keep-awake.ts';
import { DesktopAlarms } from './desktop/alarms/desktop-alarms.ts';
import { watchOnline } from './desktop/life/online.ts';
import { watchPresence } from './desktop/life/presence.ts';
import { endSecondStart } from './desktop/life/second-start.ts';
import { denyPermissions, lockWindows } from './desktop/windows/security.ts';
import { openDesktopSettings } from './desktop/profile/settings-file.ts';
import { readersLocale } from './desktop/locale/readers-locale.ts';
import { readStatus } from './desktop/status/status.ts';
import { AppTray } from './desktop/tray/app-tray.ts';
import { askTrayHost } from './desktop/tray/tray-host.ts';
import { TrayKeeper } from './desktop/tray/tray-keeper.ts';
import { chooseVault } from './desktop/profile/vault-choice.ts';
import { isWayland } from './desktop/windows/wayland.ts';
import { MainWindow } from './desktop/windows/main-window.ts';
import { HistoryThread } from './history/history-thread.ts';
import { errorFields } from './log/fields.ts';
import { knownSecrets } from './log/secrets.ts';
import { VERSION } from './profile/version.ts';
import { desktop } from '../shared/messages/en.ts';
import { problem } from '../shared/problems.ts';
import { MINUTE, SECOND } from '../shared/time.ts';

// Creates the parts and wires them; what they do is in their own files.
const HEARTBEAT_MS = MINUTE;

registerAppScheme();
forbidAppNap(process.platform, systemPreferences);
lockWindows();
app.setAppUserModelId('org.glucoglance.desktop');
const dataDir = app.getPath('userData');
const shownBefore = windowShownAt(dataDir);
if (app.requestSingleInstanceLock()) {
  prepareDataDirectory(dataDir);
  const log = openAppLog(dataDir, systemClock);
  log.redactor.register(homedir());
  relaunchOnError({
    dataDir,
    log,
    clock: systemClock,
    app,
    dialog,
    onStopping() {
      shell.beep();
      trayKeeper.stop();
      tray?.destroy();
    },
    isEnding: () => ending.hasBegun,
  });
  const running = markRunning(dataDir, systemClock);
  const { interruption } = running;
  let untold = interruption;
  const startedAt = systemClock.now();
  const preload = join(import.meta.dirname, '../preload/preload.cjs');
  let tray: AppTray | null = null;
  const window = new MainWindow({
    clock: systemClock,
    dataDir,
    preload,
    isWayland: isWayland(process.platform, process.env),
    isQuitting: () => ending.hasBegun,
    onLost: () =>
      session.notify({ code: 'problem', problem: problem('unexpected', { detail: desktop.windowLost }) }),
  });
  const alarms = new DesktopAlarms({
    clock: systemClock,
    preload,
    session: () => session,
    open: (patientId) => window.showPage('now', patientId),
    isQuitting: () => ending.hasBegun,
    tray: () => trayKeeper.state,
  });
  const trayKeeper = new TrayKeeper({
    clock: systemClock,
    ask: async () =>
      tray?.answer() ?? askTrayHost({ platform: process.platform, env: process.env, clock: systemClock }),
    make() {
      tray?.destroy();
      tray = new AppTray({
        clock: systemClock,
        session,
        onFault: (error) => log.write({ event: 'TASK_FAILED', task: 'tray', ...errorFields(error) }),
        openPage: (page) => window.showPage(page),
        quit: () => void ending.quit(),
      });
    },
    onChange: () => alarms.checkAgain(),
  });
  const keepAwake = new KeepAwake(powerSaveBlocker);
  const server = givenServer(process.env);
  const session = new AccountSession({
    dataDir,
    openHistory: (path, clock) => new HistoryThread(path, clock),
    clock: systemClock,
    // Chromium would keep answers, in which there are readings and sessions, on the disk, and cookies with them.
    fetch: (input, init) =>
      net.fetch(input instanceof URL ? input.href : input, {
        ...init,
        cache: 'no-store',
        credentials: 'omit',
      }),
    async chooseVault() {
      const { vault, state } = await chooseVault(dataDir, systemClock);
      return { vault: knownSecrets(vault, log.redactor), state };
    },
    openSettings: openDesktopSettings,
    baseUrl: server.baseUrl,
    notifier: alarms.notifier,
    log,
    armed: () => alarms.armed(),
    locale: () => readersLocale(app.getSystemLocale()),
    onSnapshot: [
      (snapshot) => alarms.take(snapshot),
      (snapshot) => tray?.take(snapshot),
      (snapshot) => keepAwake.take(snapshot),
      (snapshot) => window.send('snapshot:changed', snapshot),
    ],
    onFollowing(following) {
      alarms.follow(following);
      following?.subscribe(({ type }) => type === 'polled' && void away.polled(systemClock.now()));
      if (following?.mode === 'account') tellInterruption();
    },
  });
  const away = new Away({
    summarise: async (from, to) =>
      session.following ? awaySummaries(session.following.service, from, to) : [],
    tell: (notice) => session.notify(notice),
  });
  const ending = new Ending({
    app,
    clock: systemClock,
    platform: process.platform,
    dialog,
    shownWindow: () => window.shown(),
    watches: () => session.mode === 'account',
    stopAtOnce() {
      session.following?.alarms.stop();
      running.end();
    },
    async stop() {
      await session.stop();
      alarms.stop();
      trayKeeper.stop();
      tray?.destroy();
      log.write({ event: 'APP_STOPPED', uptimeSeconds: (systemClock.now() - startedAt) / SECOND });
    },
    onFault: (error) => log.write({ event: 'TASK_FAILED', task: 'stop', ...errorFields(error) }),
  });
  // Told with the first account, which a keychain that is locked may give late.
  const tellInterruption = () => {
    if (untold?.stoppedAt != null)
      session.notify({
        code: 'notWatched',
        from: untold.stoppedAt,
        to: systemClock.now(),
        crashed: untold.crashed,
      });
    untold = null;
  };
  app.on('second-instance', () => void window.shown().then((shown) => shown && running.windowShown()));
  // The monitor goes on without a window.
  app.on('window-all-closed', () => {});
  app.on('render-process-gone', (_, _contents, { reason, exitCode }) =>
    log.write({ event: 'WINDOW_GONE', reason, exitCode }),
  );
  app.on('child-process-gone', (_, { type, reason, exitCode }) =>
    log.write({
      event: 'PROCESS_GONE',
      type: type as Exclude<typeof type, `Pepper ${string}`>,
      reason,
      exitCode,
    }),
  );
  void app.whenReady().then(async () => {
    log.write({
      event: 'APP_STARTED',
      version: VERSION,
      electron: process.versions['electron'] ?? '',
      platform: process.platform,
      arch: process.arch,
      packaged: app.isPackaged,
    });
    if (interruption) log.write({ event: 'RUN_INTERRUPTED', ...interruption });
    denyPermissions();
    serveApp(join(import.meta.dirname, '../renderer'));
    setApplicationMenu(process.platform, () => void ending.quit());
    app.on('activate', () => window.show());
    const status = () =>
      readStatus({ session, dataDir, logDir: log.file.folder, startedAt, notifications: alarms.means });
    handleAll(
      handlersOf({
        session,
        status,
        diagnostics: async () =>
          diagnose({ session, log, status: await status(), interruption, now: systemClock.now() }),
        testAlarms: () => alarms.test(),
        rung: (answer) => alarms.rung(answer),
        openPage: (page) => window.showPage(page),
        quit: () => void ending.quit(),
      }),
      (_, error) => log.write({ event: 'TASK_FAILED', task: 'window', ...errorFields(error) }),
    );
    void session.prepare();
    const isHidden = startsHidden(process.argv, app, process.platform);
    if (!isHidden)
      await window
        .firstShow()
        .catch((error: unknown) =>
          log.write({ event: 'TASK_FAILED', task: 'window', ...errorFields(error) }),
        );
    // Somebody may have thought better of it meanwhile.
    if (ending.hasBegun) return;
    alarms.start();
    trayKeeper.start();
    watchPresence({
      powerMonitor,
      clock: systemClock,
      onAsleep: () => log.write({ event: 'SUSPENDED' }),
      onLeft: (at) => away.left(at),
      onBack: (at) => away.back(at),
      onAwake() {
        log.write({ event: 'RESUMED' });
        session.wake();
        void session.lookAgain();
      },
    });
    watchOnline({ net, clock: systemClock, onBack: () => session.networkIsBack() });
    powerMonitor.on('shutdown', () => ending.systemShutsDown());
    const beat = () => {
      running.beat();
      void session.lookAgain();
      systemClock.after(HEARTBEAT_MS, beat);
    };
    systemClock.after(HEARTBEAT_MS, beat);
    if (server.notice) session.notify(server.notice);
    await session.start();
    if (isHidden) showIfNeeded(session, systemClock, () => window.show());
  });
} else {
  void endSecondStart({
    clock: systemClock,
    dataDir,
    platform: process.platform,
    env: process.env,
    windowShownAt: () => windowShownAt(dataDir),
    shownBefore,
    say: (line) => process.stderr.write(`${line}\n`),
    onEnd: (answered) => openAppLog(dataDir, systemClock).write({ event: 'ALREADY_RUNNING', answered }),
    async tell(title, text) {
      await app.whenReady();
      await dialog.showMessageBox({ type: 'error', title, message: title, detail: text });
    },
  }).then((code) => app.exit(code));
}
