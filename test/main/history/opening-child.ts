/**
 * Opens a history as somebody else and prints the outcome and the modes of the files.
 * Arguments: path of the history, umask (octal), user id to become or empty.
 */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../src/main/time/clock.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import { reading } from '../../support/readings.ts';

const [path = '', mask = '077', uid = ''] = process.argv.slice(2);
process.umask(Number.parseInt(mask, 8));
// Only now: the program itself may lie where that user cannot read it.
if (uid !== '') {
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
const opened = openHistory(path, systemClock);
const recorded = opened.ok ? opened.value.record([reading()]) : opened;
const modes: Record<string, string> = {};
if (opened.ok) {
  const folder = dirname(path);
  for (const name of readdirSync(folder))
    modes[name] = (statSync(join(folder, name)).mode & 0o777).toString(8);
  opened.value.close();
}
process.stdout.write(JSON.stringify({ recorded, modes }));
