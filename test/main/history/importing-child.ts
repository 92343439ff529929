/**
 * Imports a file and takes it back, again and again, printing a line before each, until it is killed.
 * Arguments: path of the history, rows of the file.
 */
import { writeSync } from 'node:fs';
import { openHistory } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';

const [path = '', rows = '0'] = process.argv.slice(2);
const opened = openHistory(path, systemClock);
if (!opened.ok) throw new Error(opened.problem.code);
const { imports } = opened.value;
const bytes = libreviewFile(Array.from({ length: Number(rows) }, (_, i) => [i, 100]));
const file = fileToImport(bytes, { dateOrder: 'dmy' }, { now: Date.UTC(2100, 0) });
for (;;) {
  const known = imports.all();
  if (!known.ok) throw new Error(known.problem.code);
  const [before] = known.value;
  writeSync(1, '.\n');
  const done = before ? imports.undo(before.importId) : imports.add(file);
  if (!done.ok) throw new Error(done.problem.code);
}
