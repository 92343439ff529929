import './files/umask.ts';
import { app, dialog } from 'electron';
import { systemClock as clock } from './time/clock.ts';
import { Pulse } from './time/pulse.ts';
import { DesktopAlarms } from './desktop/alarms/desktop-alarms.ts';
import { serveWindows } from './desktop/ipc/serve-windows.ts';
import { answerSecondStart } from './desktop/life/answer-second-start.ts';
import { beginRun } from './desktop/life/begin-run.ts';
import { builtFiles } from './desktop/life/built-files.ts';
import { computerWatch } from './desktop/life/computer-watch.ts';
import { windowShownAt } from './desktop/life/crash-guard.ts';
import { showIfNeeded } from './desktop/life/hidden-start.ts';
import { tellInterruption } from './desktop/life/interruption.ts';
import { logProcesses, logStart, logStop } from './desktop/life/process-log.ts';
import { Quitting } from './desktop/life/quitting.ts';
import { windowAtStart } from './desktop/life/starting-anew.ts';
import { systemSpeech } from './desktop/locale/system-speech.ts';
import { givenServer } from './desktop/profile/given-server.ts';
import { chooseKnownVault, profileOpener } from './desktop/profile/open-profile.ts';
import { KeptTray } from './desktop/tray/kept-tray.ts';
import { MainWindow } from './desktop/windows/main-window.ts';
import { prepareElectron, prepareWindows } from './desktop/windows/prepare-electron.ts';
import { speakAs } from '../shared/messages/speech.ts';
import { Session } from './session/session.ts';
import { Snapshots } from './session/snapshots.ts';

// The boot order. What the parts do is in their own files, and none is used above the line that makes it.
prepareElectron();
const dataDir = app.getPath('userData');
const { preload, pages, icon } = builtFiles(import.meta.dirname);
const shownBefore = windowShownAt(dataDir);
if (app.requestSingleInstanceLock()) void run();
else void answerSecondStart(dataDir, clock, shownBefore);

async function run(): Promise<void> {
  const program = beginRun(dataDir, clock);
  const { log, guard, running, ending, underWay, fault } = program;
  const isQuitting = () => ending.hasBegun;
  const pulse = new Pulse(clock);
  logProcesses(app, log);
  const snapshots = new Snapshots({ system: () => systemSpeech(app), onFault: fault('window') });
  speakAs(() => snapshots.last.speech);
  const server = givenServer(process.env);
  const chooseVault = () => chooseKnownVault(dataDir, clock, log.redactor);
  const openProfile = profileOpener(clock, server.baseUrl);
  const session = new Session({ dataDir, pulse, log, snapshots, chooseVault, openProfile });
  ending.atOnce(() => session.following?.alarms.stop());
  ending.atOnce(() => running.end());
  ending.close(() => session.stop());
  tellInterruption(running.interruption, { session, snapshots, clock });

  const window = new MainWindow({ clock, dataDir, preload, icon, isQuitting, snapshots });
  const quitting = new Quitting({ app, dialog, window, snapshots, underWay });
  app.on('second-instance', (_, args) => void window.shown(args).then((one) => one && running.windowShown()));
  app.on('activate', () => window.show());

  const alarms = new DesktopAlarms({ program, pulse, preload, session, snapshots, window, isQuitting });
  ending.close(() => alarms.stop());
  const tray = new KeptTray({ pulse, session, snapshots, alarms, window, quitting, onFault: fault('tray') });
  guard.onStopping(() => tray.stop());
  ending.close(() => tray.stop());
  const watchComputer = computerWatch(program, { session, snapshots, pulse, window, chooseVault });
  snapshots.subscribe(() => window.changed());
  ending.close(() => logStop(program, clock));
  await app.whenReady();
  logStart(app, program);
  prepareWindows(pages, snapshots, () => void quitting.quit());
  serveWindows({ program, clock, session, snapshots, alarms, window, quitting });
  void session.prepare(alarms.notifier);
  const { isHidden, page } = windowAtStart(process.argv, app, process.platform);
  if (!isHidden) await window.firstShow(page, process.argv).catch(fault('window'));
  // Somebody may have thought better of it meanwhile.
  if (ending.hasBegun) return;
  alarms.start();
  tray.start();
  watchComputer();
  if (server.notice) snapshots.notify(server.notice);
  await session.start();
  if (isHidden) showIfNeeded({ session, snapshots, clock, window });
}
