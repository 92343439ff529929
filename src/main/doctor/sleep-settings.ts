import { execFile } from 'node:child_process';
import { SECOND } from '../../shared/time.ts';

const PATIENCE_MS = 2 * SECOND;

/** A program of the system that says when it falls asleep, and how its answer is read; minutes, 0: never. */
interface Source {
  command: string;
  args: readonly string[];
  read: (answer: string) => number | null;
}

const GNOME = 'org.gnome.settings-daemon.plugins.power';
const SOURCES: Partial<Record<NodeJS.Platform, readonly Source[]>> = {
  linux: [
    {
      command: 'gsettings',
      args: ['list-recursively', GNOME],
      read: readGnome,
    },
  ],
  darwin: [{ command: 'pmset', args: ['-g', 'custom'], read: readPmset }],
  win32: [
    {
      command: 'powercfg',
      args: ['/query', 'SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE'],
      read: readPowercfg,
    },
  ],
};

/** After how many minutes without use this computer falls asleep while plugged in; 0: never; null: it does not say. */
export async function sleepMinutes(platform: NodeJS.Platform = process.platform): Promise<number | null> {
  for (const { command, args, read } of SOURCES[platform] ?? []) {
    const minutes = read(await answerOf(command, args));
    if (minutes !== null) return minutes;
  }
  return null;
}

/** Empty where there is no such program, or it does not answer. */
function answerOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: PATIENCE_MS, windowsHide: true }, (error, out) =>
      resolve(error ? '' : out),
    );
  });
}

/** `… sleep-inactive-ac-timeout 1200` in seconds, which counts where the type is not `nothing`. */
export function readGnome(answer: string): number | null {
  const timeout = /\bsleep-inactive-ac-timeout (\d+)/.exec(answer)?.[1];
  const type = /\bsleep-inactive-ac-type '(\w+)'/.exec(answer)?.[1];
  if (timeout === undefined || type === undefined) return null;
  return type === 'nothing' ? 0 : Math.ceil(Number(timeout) / 60);
}

/** Under `AC Power:` a line ` sleep                10`. */
export function readPmset(answer: string): number | null {
  const plugged = answer.split(/^(?=\S)/m).find((part) => part.startsWith('AC Power'));
  const minutes = /^\s+sleep\s+(\d+)/m.exec(plugged ?? '')?.[1];
  return minutes === undefined ? null : Number(minutes);
}

/** In every language the last two figures are those of plugged in and of battery, seconds: `0x00000708`. */
export function readPowercfg(answer: string): number | null {
  const figures = [...answer.matchAll(/:\s*(0x[0-9a-f]{8})\s*$/gim)].map(([, figure]) => Number(figure));
  const seconds = figures.at(-2);
  return seconds === undefined || figures.length < 2 ? null : Math.ceil(seconds / 60);
}
