import type { Result } from '../../../shared/result.ts';
import type { HistoryFile } from '../history-file.ts';
import type { GoOn } from '../go-on.ts';
import type { History } from '../history.ts';
import type { StoredReadings } from '../stored-readings.ts';

/** Where a question is answered: beside the database. */
export interface Place {
  readonly file: HistoryFile;
  /** The time by which ages are judged when it was asked, ms UTC. */
  readonly now: number;
  readonly goOn: GoOn;
}

/** Uses the history that is there now, or says why there is none. */
export function within<T>({ file }: Place, use: (history: History) => Result<T>): Result<T> {
  const history = file.open();
  return history.ok ? use(history.value) : history;
}

/** Asks the history that is there now, everything of the same state; the first problem is the answer. */
export function read<T>(place: Place, questions: (stored: StoredReadings) => T): Result<T> {
  return within(place, (history) => history.read(questions));
}
