/**
 * Does one act on a history and is killed before it touches the disk for the n-th time, by a call of its own or between
 * two steps of SQLite's copying. Prints the act's outcome where it comes to its end.
 * Arguments: path of the history, n, name of the act, its request as JSON.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { act, type ActName } from '../../../../src/main/history/acts.ts';
import { HistoryFile } from '../../../../src/main/history/history-file.ts';
import { systemClock } from '../../../../src/main/time/clock.ts';

const [path = '', before = '0', name = 'look', request = 'null'] = process.argv.slice(2);
let left = Number(before);
function touch(): void {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}
for (const call of [
  'writeFileSync',
  'writeSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
  'mkdirSync',
] as const) {
  const real = fs[call] as (...given: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[call] = (...given: unknown[]) => {
    touch();
    return real(...given);
  };
}
syncBuiltinESMExports();

const file = new HistoryFile(path, systemClock);
const place = { file, now: Date.now(), goOn: touch };
// A promise only of what is done in steps.
const outcome = await Promise.resolve(act(place, name as ActName, JSON.parse(request) as never));
file.close();
fs.writeSync(1, JSON.stringify(outcome));
