import type { History } from '../../src/main/history/history.ts';
import { HistoryHere } from '../../src/main/history/history-here.ts';
import type { Profile } from '../../src/main/profile/profile.ts';
import type { Result } from '../../src/shared/result.ts';

/** The history of a profile that has it in this thread, past the port: what is in it, whoever asked for it to be there. */
export function historyBehind({ history }: Pick<Profile, 'history'>): Result<History> {
  if (history instanceof HistoryHere) return history.file.open();
  throw new Error('The history is in a thread of its own.');
}
