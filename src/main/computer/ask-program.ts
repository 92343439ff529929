import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { SECOND } from '../../shared/time.ts';

/** A program that has not answered by now is not waited for any longer; PowerShell alone takes seconds to begin. */
const LIMIT_MS = (process.platform === 'win32' ? 10 : 2) * SECOND;

/** What a program of the system printed, in English; null where it is not there, failed or took too long. */
export type AskProgram = (command: readonly [string, ...string[]]) => Promise<string | null>;

/** A script comes after. */
export const POWERSHELL = ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command'] as const;

/** Asks a program of the system, and waits for nothing with the thread. */
export const askProgram: AskProgram = async ([program, ...args]) => {
  // To start one that is not there costs this thread as much as to start one that is.
  if (process.platform !== 'win32' && !(await isInstalled(program))) return null;
  return new Promise((resolve) => {
    // In English, whatever language the desktop has.
    const options = { timeout: LIMIT_MS, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } };
    try {
      execFile(program, args, options, (error, said) => resolve(error ? null : said));
    } catch {
      resolve(null);
    }
  });
};

function isInstalled(program: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return Promise.any(folders.map((folder) => access(join(folder, program), constants.X_OK))).then(
    () => true,
    () => false,
  );
}
