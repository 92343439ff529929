/** Opens a history and closes it, printing a line before. Argument: its path. */
import { writeSync } from 'node:fs';
import { HistoryFile } from '../../../src/main/history/history-file.ts';
import { systemClock } from '../../../src/main/time/clock.ts';

const file = new HistoryFile(process.argv[2] ?? '', systemClock);
writeSync(1, '.\n');
const opened = file.open();
if (!opened.ok) throw new Error(opened.problem.code);
file.close();
