import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { answered } from '../files/in-turn.ts';
import type { Clock } from '../time/clock.ts';
import { PollerLock } from './poller-lock.ts';

/**
 * Does what nobody may watch over: nobody begins to watch meanwhile.
 *
 * @param work gets what makes sure of it again, for whoever has waited for longer than a lock lives
 * @returns `folderWatched` where somebody watches; `historyHangs` where the disk does not say
 */
export async function holdingFolder<T>(
  dataDir: string,
  clock: Pick<Clock, 'after'>,
  work: (hold: () => Promise<Result<void>>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const lock = new PollerLock(dataDir);
  const taken = async (): Promise<Result<void>> => {
    if (await lock.beat()) return ok(undefined);
    const watching = await lock.acquire();
    return watching === null ? ok(undefined) : fail(problem('folderWatched', { pid: watching }));
  };
  const hold = (): Promise<Result<void>> =>
    answered(clock, taken(), fail(problem('historyHangs', { path: dataDir })));
  try {
    const held = await hold();
    return held.ok ? await work(hold) : held;
  } finally {
    await answered(clock, lock.release(), undefined);
  }
}
