import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { NamedProcess } from '../../shared/named-process.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import { answered, inTurn } from '../files/in-turn.ts';
import { livingHolder, releaseLock, takeLock } from '../files/lock-file.ts';

const LOOK_AGAIN_MS = 50;
/** Longer than a sign-in may take: whoever holds a file this old hangs. */
const DEAD_AFTER_MS = MINUTE;
/** Longer than one attempt at a request. */
const PATIENCE_MS = 21 * SECOND;

/**
 * Does `work` while no other process does any under the same file name; `signInUnderWay` when it never was our turn.
 * The file names its process, and one that is gone keeps nobody waiting. Where no file can be made, or the disk does not
 * answer, there is nothing to keep others away with, and the work is done.
 *
 * @param work learns whether the disk answers
 */
export async function exclusively<T>(
  path: string,
  clock: Clock,
  work: (diskAnswers: boolean) => Promise<T>,
): Promise<Result<T>> {
  const since = clock.monotonic();
  for (;;) {
    const taking = inTurn(() => takeLock(path, holderOf));
    const holder = await answered(clock, taking, undefined);
    if (holder == null) {
      try {
        return ok(await work(holder === null));
      } finally {
        // After all that the work has to write; and a lock that came late goes too.
        void inTurn(async () => {
          if ((await taking) === null) await releaseLock(path);
        });
      }
    }
    if (clock.monotonic() - since > PATIENCE_MS) return fail(problem('signInUnderWay', { pid: holder.pid }));
    await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
  }
}

function holderOf(path: string): Promise<NamedProcess | null> {
  return livingHolder(path, DEAD_AFTER_MS);
}
