import { onTestFinished } from 'vitest';
import { HistoryFile } from '../../../../src/main/history/history-file.ts';
import type { Place } from '../../../../src/main/history/questions/place.ts';
import { NOON } from '../../../support/readings.ts';
import { clock } from '../history-folder.ts';

/** Where acts are done on a history, at a time; closed after the test. */
export function placeOf(path: string, now = NOON): Place {
  const file = new HistoryFile(path, { ...clock, now: () => now });
  onTestFinished(() => file.close());
  return { file, now, goOn: () => {} };
}
