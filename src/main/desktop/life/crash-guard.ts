import type Electron from 'electron';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../../shared/messages/say.ts';
import { MINUTE } from '../../../shared/time.ts';
import type { HowStopped } from '../../../shared/state/notices.ts';
import type { Clock } from '../../time/clock.ts';
import { KeptFile } from '../../files/kept-file.ts';
import { errorFields } from '../../log/fields.ts';
import type { AppLog } from '../../log/app-log.ts';
import { takeMark } from '../watchdog/mark.ts';
import { lastGiven } from '../windows/asked-page.ts';
import { CRASHED_AT, startAnewAfterCrash } from './starting-anew.ts';

const MOST_RELAUNCHES = 3;
const RELAUNCH_WINDOW_MS = 10 * MINUTE;

export interface CrashGuardOptions {
  dataDir: string;
  log: Pick<AppLog, 'write' | 'writeNow'>;
  clock: Pick<Clock, 'now'>;
  app: Pick<Electron.App, 'relaunch' | 'exit' | 'releaseSingleInstanceLock'>;
  dialog: Pick<Electron.Dialog, 'showErrorBox'>;
  process?: Pick<NodeJS.Process, 'argv' | 'env' | 'on'>;
}

/** Told, part by part as they are made, what the guard has to know of the rest of the program. */
export interface CrashGuard {
  /** Before the last dialog waits: makes itself heard, or takes down what would go on showing a value, the tray. */
  onStopping(act: () => void): void;
  /** The program is ending anyway: nothing is started again. */
  standDown(): void;
}

/**
 * After an error nobody expected the program does not go on, since nobody knows in what state it is: it writes the
 * error down and starts anew; three times in ten minutes, then it says that it has stopped.
 */
export function relaunchOnError(options: CrashGuardOptions): CrashGuard {
  const { dataDir, log, clock, app, dialog, process: program = process } = options;
  const stopping: (() => void)[] = [];
  let hasCrashed = false;
  let isOver = false;
  const crash = (error: unknown): void => {
    // What fails while it ends changes nothing any more; the dialog lets other code run meanwhile.
    if (hasCrashed) return;
    hasCrashed = true;
    const now = clock.now();
    const after = afterCrash(relaunchedAt(program.argv), now);
    const { instants } = after;
    const relaunch = after.relaunch && !isOver;
    const steps: (() => void)[] = [
      () => log.write({ event: 'CRASHED', ...errorFields(error), relaunch, crashes: instants.length }),
      () => log.writeNow(),
    ];
    // Whoever wanted it to end need not hear that it did not end well.
    if (!isOver) steps.push(() => fileOf(dataDir).writeNow(textOf({ aliveAt: now, crashed: true })));
    if (relaunch) steps.push(() => startAnewAfterCrash(app, program, instants));
    else if (!isOver)
      steps.push(...stopping, () =>
        dialog.showErrorBox(say('desktop.stoppedTitle'), say('desktop.stoppedText')),
      );
    for (const step of steps) attempt(step);
    app.exit(1);
  };
  program.on('uncaughtException', crash);
  program.on('unhandledRejection', crash);
  return {
    onStopping: (act) => void stopping.push(act),
    standDown: () => void (isOver = true),
  };
}

/**
 * Whether to start again after a crash.
 *
 * @param before instants of the relaunches this run came of, ms UTC; those of another time (a clock that was set back)
 *   count no more
 * @returns with the instants the next run is to know
 */
export function afterCrash(
  before: readonly number[],
  now: number,
): { relaunch: boolean; instants: readonly number[] } {
  const instants = [...before.filter((at) => at <= now && now - at < RELAUNCH_WINDOW_MS), now];
  return { relaunch: instants.length <= MOST_RELAUNCHES, instants };
}

/** The instants a run was relaunched at, from its command line, ms UTC. */
export function relaunchedAt(argv: readonly string[]): number[] {
  return (lastGiven(argv, CRASHED_AT) ?? '')
    .split(',')
    .filter((at) => /^\d{1,15}$/.test(at))
    .map(Number);
}

/** Nobody watched from `stoppedAt` to `restartedAt`, ms UTC. */
export interface Interruption {
  /** The last sign of life; null where it is not known, as when the clock was set back since. */
  stoppedAt: number | null;
  restartedAt: number;
  how: HowStopped;
}

export interface RunningMark {
  /** How the last run ended; null: as it should have, or there was none. */
  readonly interruption: Interruption | null;
  /** Still alive: to be called about once a minute. */
  beat(): void;
  /** The window is there, which another start has asked for and waits to hear. */
  windowShown(): void;
  /** Ends as it should; no beat after it leaves the mark again. */
  end(): void;
}

/**
 * Leaves a mark while the program runs. One that is still there at the next start says that the last run did not end as
 * it should have, and nobody watched since. Where the folder cannot be written, only a crash is known at the next start.
 */
export function markRunning(
  dataDir: string,
  clock: Pick<Clock, 'now'>,
  argv: readonly string[] = process.argv,
): RunningMark {
  const now = clock.now();
  const interruption = interruptionOf(readMark(dataDir), relaunchedAt(argv), now, takeMark(dataDir));
  let hasEnded = false;
  let shown: Pick<Mark, 'windowShownAt'> = {};
  const mark = () => ({ aliveAt: clock.now(), crashed: false, ...shown });
  const kept = fileOf(dataDir);
  kept.writeNow(textOf(mark()));
  const beat = (): void => {
    if (!hasEnded) void kept.write(textOf(mark()));
  };
  return {
    interruption,
    beat,
    windowShown() {
      shown = { windowShownAt: clock.now() };
      beat();
    },
    end() {
      hasEnded = true;
      // The process may be gone in a moment; and one that is still being written must not stay.
      void kept.remove();
      attempt(() => rmSync(pathOf(dataDir), { force: true }));
    },
  };
}

/** What a run leaves behind: when it was last alive, ms UTC, and whether that was a crash. */
export interface Mark {
  aliveAt: number;
  crashed: boolean;
  windowShownAt?: number;
}

/**
 * How the last run ended, from its mark and from when it crashed as the command line says; null: as it should have.
 * Instants of the future, which a clock that was set back leaves behind, say nothing.
 *
 * @param silentSince since when it had been silent, as the watchdog says, ms UTC
 */
export function interruptionOf(
  mark: Mark | null,
  crashes: readonly number[],
  now: number,
  silentSince: number | null = null,
): Interruption | null {
  const crash = crashes.findLast((at) => at <= now && now - at < RELAUNCH_WINDOW_MS);
  if (mark === null && crash === undefined) return null;
  const signs = [mark?.aliveAt, crash, silentSince].filter((at) => at != null && at <= now) as number[];
  const stoppedAt = signs.length === 0 ? null : Math.max(...signs);
  const crashed = crash !== undefined || mark?.crashed === true;
  return { stoppedAt, restartedAt: now, how: crashed ? 'crashed' : silentSince === null ? 'ended' : 'hung' };
}

/** The mark; what cannot be read was left behind all the same, at the time of the file. */
function readMark(dataDir: string): Mark | null {
  const changed = attempt(() => statSync(pathOf(dataDir)).mtimeMs);
  if (changed === undefined) return null;
  const read: unknown = attempt(() => JSON.parse(readFileSync(pathOf(dataDir), 'utf8')));
  const { aliveAt, crashed, windowShownAt: shownAt } = Object(read) as Record<string, unknown>;
  const isInstant = typeof aliveAt === 'number' && Number.isSafeInteger(aliveAt);
  return {
    aliveAt: isInstant ? aliveAt : Math.round(changed),
    crashed: crashed === true,
    ...(typeof shownAt === 'number' && { windowShownAt: shownAt }),
  };
}

/** When the running program last showed its window for another start; null: never, or nobody says. */
export function windowShownAt(dataDir: string): number | null {
  return readMark(dataDir)?.windowShownAt ?? null;
}

function textOf(mark: Mark): string {
  return JSON.stringify(mark);
}

function fileOf(dataDir: string): KeptFile {
  return new KeptFile(pathOf(dataDir));
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'running.json');
}

/** undefined where it throws: a folder that cannot be used is said by whoever records there. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
