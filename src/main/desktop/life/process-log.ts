import type Electron from 'electron';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import type { ProgramRun } from './begin-run.ts';
import { allWritten } from '../../files/in-turn.ts';
import { VERSION } from '../../profile/version.ts';
import type { Log } from '../../log/log.ts';

/** Writes down which processes of the program are gone. */
export function logProcesses(app: Pick<Electron.App, 'on'>, log: Log): void {
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
}

/** Writes down what program has started, where, and that the last run did not end as it should have. */
export function logStart(
  { isPackaged }: Pick<Electron.App, 'isPackaged'>,
  { log, running }: ProgramRun,
): void {
  log.write({
    event: 'APP_STARTED',
    version: VERSION,
    electron: process.versions['electron'] ?? '',
    platform: process.platform,
    arch: process.arch,
    packaged: isPackaged,
  });
  if (running.interruption) log.write({ event: 'RUN_INTERRUPTED', ...running.interruption });
}

/** Writes down that the program has ended as it should have, and after how long. @returns once that is on the disk */
export function logStop({ log, startedAt }: ProgramRun, clock: Pick<Clock, 'now'>): Promise<void> {
  log.write({ event: 'APP_STOPPED', uptimeSeconds: (clock.now() - startedAt) / SECOND });
  return allWritten();
}
