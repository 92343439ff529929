import type { Clock } from '../../time/clock.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { DesktopAlarms } from '../alarms/desktop-alarms.ts';
import type { ProgramRun } from '../life/begin-run.ts';
import type { Quitting } from '../life/quitting.ts';
import { diagnose } from '../status/diagnose.ts';
import { readStatus } from '../status/status.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { handlersOf } from './channels.ts';
import { handleAll } from './ipc.ts';

/** All that a window may ask of. */
export interface Served {
  clock: Clock;
  session: Session;
  snapshots: Snapshots;
  alarms: DesktopAlarms;
  window: MainWindow;
  quitting: Quitting;
}

/** Answers the windows' questions. */
export function serveWindows(program: ProgramRun, served: Served): void {
  const { clock, session, snapshots, alarms, window, quitting } = served;
  const { log, dataDir, startedAt, running, fault } = program;
  const status = () =>
    readStatus({ session, dataDir, logDir: log.file.folder, startedAt, notifications: alarms.means });
  handleAll(
    handlersOf({
      session,
      snapshots,
      status,
      diagnostics: async () =>
        diagnose({
          session,
          snapshots,
          log,
          status: await status(),
          interruption: running.interruption,
          now: clock.now(),
        }),
      testAlarms: () => alarms.test(),
      rung: (answer) => alarms.rung(answer),
      openPage: (page) => window.showPage(page),
      quit: () => void quitting.quit(),
    }),
    (_, error) => fault('window')(error),
  );
}
