import { app, dialog, shell } from 'electron';
import { homedir } from 'node:os';
import type { Clock } from '../../time/clock.ts';
import { prepareDataDirectory } from '../../files/data-directory.ts';
import { errorFields } from '../../log/fields.ts';
import type { LogEvent } from '../../log/events.ts';
import { openAppLog, type AppLog } from '../../log/app-log.ts';
import { markRunning, relaunchOnError, type CrashGuard, type RunningMark } from './crash-guard.ts';
import { Ending } from './ending.ts';
import { PlannedRelaunch } from './planned-relaunch.ts';
import { UnderWay } from './under-way.ts';

/** What every part of the program begins, fails and ends with. */
export interface ProgramRun {
  readonly dataDir: string;
  readonly log: AppLog;
  readonly guard: CrashGuard;
  readonly running: RunningMark;
  readonly ending: Ending;
  /** What must not be cut off by starting anew. */
  readonly underWay: UnderWay;
  readonly relaunch: PlannedRelaunch;
  /** ms UTC */
  readonly startedAt: number;
  /** Writes down what a part could not do, and the rest of the program goes on. */
  readonly fault: (task: Extract<LogEvent, { event: 'TASK_FAILED' }>['task']) => (error: unknown) => void;
}

/** The first that a program does: from here on no exception is lost, and the next start knows how this one ended. */
export function beginRun(dataDir: string, clock: Clock): ProgramRun {
  prepareDataDirectory(dataDir);
  const log = openAppLog(dataDir, clock);
  log.redactor.register(homedir());
  const guard = relaunchOnError({ dataDir, log, clock, app, dialog });
  guard.onStopping(() => shell.beep());
  const running = markRunning(dataDir, clock);
  const fault: ProgramRun['fault'] = (task) => (error) =>
    log.write({ event: 'TASK_FAILED', task, ...errorFields(error) });
  const ending = new Ending({ app, clock, onFault: fault('stop') });
  ending.atOnce(() => guard.standDown());
  const underWay = new UnderWay();
  const relaunch = new PlannedRelaunch({ app, log, underWay });
  return { dataDir, log, guard, running, ending, underWay, relaunch, startedAt: clock.now(), fault };
}
