import { writeSync } from 'node:fs';
import '../../shared/messages/every-language.generated.ts';
import { speakAs } from '../../shared/messages/speech.ts';
import { escapedForPrint } from '../../shared/printable.ts';
import { readRunOptions, speechIn, type GlobalOptions } from './environment.ts';
import { statusShown, STATUS_FORMATS, type StatusFormat, type StatusRequest } from './show-status.ts';

/*
 * The short way to `glucoglance status`, which bars call each minute: without the other commands, what reads a command
 * line, schemas and the keychain, whose loading takes many times as long as the status itself. What it does not
 * understand at once goes the usual way.
 */

const VALUES: Readonly<Record<string, keyof GlobalOptions | 'format'>> = {
  '--data-dir': 'dataDir',
  '--base-url': 'baseUrl',
  '--api-version': 'apiVersion',
  '--unit': 'unit',
  '--lang': 'lang',
  '--format': 'format',
};
const SWITCHES: Readonly<Record<string, 'demo' | 'json'>> = { '--demo': 'demo', '--json': 'json' };

/**
 * Writes the status where that is what is asked for, and nothing is wrong with how.
 *
 * @returns whether it did; false: nothing is written or changed, and the usual way is to be gone
 */
export function statusNow(args: readonly string[], environment: NodeJS.ProcessEnv): boolean {
  const text = statusTextNow(args, environment);
  return text !== null && written(Buffer.from(text));
}

/** What there is to write; null: the usual way is to be gone. */
export function statusTextNow(args: readonly string[], environment: NodeJS.ProcessEnv): string | null {
  const request = readRequest(args, environment);
  if (request === null) return null;
  const spoken = speechIn(args, environment);
  speakAs(() => spoken);
  const shown = statusShown(request);
  // Whoever asked for somebody unknown is told so the usual way.
  if (!shown.ok) return null;
  const lines = shown.value.text.split('\n').map((line) => `${escapedForPrint(line)}\n`);
  return lines.join('');
}

/** Without the streams of the process, whose loading takes as long as all the rest. */
function written(bytes: Buffer): boolean {
  let done = 0;
  for (;;) {
    try {
      done += writeSync(1, bytes, done);
      if (done === bytes.length) return true;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      // A pipe that is full for a moment and does not wait by itself.
      if (code === 'EAGAIN') continue;
      // Nobody reads it any more; what else there may be, the usual way says.
      return code === 'EPIPE' || done > 0;
    }
  }
}

/** What is asked for; null where it is not the status, or not said in the simplest way. */
export function readRequest(args: readonly string[], environment: NodeJS.ProcessEnv): StatusRequest | null {
  const given: Partial<Record<keyof GlobalOptions | 'format', string | boolean>> = {};
  const words: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]!;
    const [, long = '', joined] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const value = VALUES[long];
    if (value !== undefined) {
      const text = joined ?? args[(i += 1)];
      if (text === undefined || (joined === undefined && text.startsWith('-'))) return null;
      given[value] = text;
    } else if (Object.hasOwn(SWITCHES, arg)) given[SWITCHES[arg]!] = true;
    else if (arg.startsWith('-')) return null;
    else words.push(arg);
  }
  const [command, patient, ...more] = words;
  if (command !== 'status' || more.length > 0) return null;
  const { format = given.json ? 'json' : 'plain', ...globals } = given;
  if (!STATUS_FORMATS.includes(format as StatusFormat) || (given.json && format !== 'json')) return null;
  // What it takes out of the environment is still there for the usual way.
  const options = readRunOptions(globals as GlobalOptions, { ...environment });
  if (!options.ok) return null;
  const { dataDir, demo, unit } = options.value;
  return { dataDir, demo, unit, patient, format: format as StatusFormat };
}
