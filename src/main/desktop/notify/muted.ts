import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { SECOND } from '../../../shared/time.ts';

/** A sound server that has not answered by now is not asked any longer. */
const LIMIT_MS = 2 * SECOND;

/** Tools of the sound servers of Linux, the present one first, and how each says that nothing is to be heard. */
const TOOLS: readonly {
  command: readonly [string, ...string[]];
  isMuted: (said: string) => boolean | null;
}[] = [
  {
    command: ['wpctl', 'get-volume', '@DEFAULT_AUDIO_SINK@'],
    isMuted: (said) => (/^Volume: /m.test(said) ? /\[MUTED\]|^Volume: 0\.00$/m.test(said) : null),
  },
  {
    command: ['pactl', 'get-sink-mute', '@DEFAULT_SINK@'],
    isMuted: (said) => (/^Mute: /m.test(said) ? /^Mute: yes/m.test(said) : null),
  },
  {
    command: ['amixer', 'get', 'Master'],
    isMuted: (said) => (/\[(?:on|off)\]/.test(said) ? !/\[on\]/.test(said) : null),
  },
];

/** What a command printed; null where it is not there, failed or took too long. */
export type Ask = (command: readonly [string, ...string[]]) => Promise<string | null>;

/** Whether the sound of this computer is off; null where the system does not tell. Waits for nothing with the thread. */
export async function isMuted(platform: NodeJS.Platform, ask: Ask = askChild): Promise<boolean | null> {
  if (platform !== 'linux') return null;
  for (const tool of TOOLS) {
    const said = await ask(tool.command);
    const muted = said === null ? null : tool.isMuted(said);
    if (muted !== null) return muted;
  }
  return null;
}

const askChild: Ask = async ([command, ...args]) => {
  // To start one that is not there costs this thread as much as to start one that is.
  if (!(await isInstalled(command))) return null;
  return new Promise((resolve) => {
    // In English, whatever language the desktop has.
    const options = { timeout: LIMIT_MS, env: { ...process.env, LC_ALL: 'C' } };
    try {
      execFile(command, args, options, (error, said) => resolve(error ? null : said));
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
