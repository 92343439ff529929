import type { Result } from '../../../shared/result.ts';
import type { HistoryFile } from '../history-file.ts';
import type { StoredReadings } from '../stored-readings.ts';

/** Where a question is answered: beside the database. */
export interface Place {
  readonly file: HistoryFile;
  /** The time by which ages are judged when it was asked, ms UTC. */
  readonly now: number;
}

/** Asks the history that is there now, everything of the same state; the first problem is the answer. */
export function read<T>({ file }: Place, questions: (stored: StoredReadings) => T): Result<T> {
  const history = file.open();
  return history.ok ? history.value.read(questions) : history;
}
