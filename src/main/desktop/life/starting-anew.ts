import type Electron from 'electron';
import { spawn } from 'node:child_process';
import type { Page } from '../../../shared/ipc/windows.ts';
import { lastGiven, pageNamed } from '../windows/asked-page.ts';
import { startsHidden } from './autostart/autostart.ts';

/*
 * How a program that starts itself anew tells the next run what it has to know: by its command line, which needs no disk
 * that can be written.
 */

/** When it crashed before, in ms UTC, with commas between. */
export const CRASHED_AT = '--relaunched-at=';
/** It was started anew for its memory. */
const FOR_MEMORY = '--relaunched-for-memory';
/** The page that the window showed; none: it was closed. Of the next run only. */
const REOPEN = '--reopen=';

export type StartedAnew = Pick<Electron.App, 'relaunch' | 'releaseSingleInstanceLock'>;
type Program = Pick<NodeJS.Process, 'argv' | 'env'>;

/** Starts it anew once this process has ended. @param crashedAt of the last minutes, ms UTC */
export function startAnewAfterCrash(app: StartedAnew, program: Program, crashedAt: readonly number[]): void {
  const kept = without(program.argv, [CRASHED_AT, REOPEN]);
  startAgain(app, program, [...kept, `${CRASHED_AT}${crashedAt.join(',')}`]);
}

/** The same, for its memory. @param page what its window shows; null: it is closed */
export function startAnewForMemory(app: StartedAnew, program: Program, page: Page | null): void {
  const kept = without(program.argv, [CRASHED_AT, REOPEN, FOR_MEMORY]);
  startAgain(app, program, [...kept, FOR_MEMORY, `${REOPEN}${page ?? ''}`]);
}

/** Whether a run comes of one that took too much memory. */
export function startedForMemory(argv: readonly string[]): boolean {
  return argv.includes(FOR_MEMORY);
}

/** Whether the program begins without its window, and which page it showed before it was started anew; null: none. */
export function windowAtStart(
  argv: readonly string[],
  app: Parameters<typeof startsHidden>[1],
  platform: NodeJS.Platform,
): { isHidden: boolean; page: Page | null } {
  if (lastGiven(argv, REOPEN) === undefined)
    return { isHidden: startsHidden(argv, app, platform), page: null };
  const page = pageNamed(argv, REOPEN);
  return { isHidden: page === null, page };
}

function without(argv: readonly string[], beginnings: readonly string[]): string[] {
  return argv.slice(1).filter((argument) => !beginnings.some((one) => argument.startsWith(one)));
}

function startAgain(app: StartedAnew, { env }: Program, args: string[]): void {
  const image = env['APPIMAGE'];
  if (image === undefined) return app.relaunch({ args });
  // An AppImage takes its files away when it ends, and with them what Electron would start it again with
  // (electron-builder#1727).
  app.releaseSingleInstanceLock();
  spawn(image, args, { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref();
}
