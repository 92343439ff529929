import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { PollerLock } from '../monitor/poller-lock.ts';

/**
 * Does what nobody may watch over: nobody begins to watch meanwhile.
 *
 * @param work gets what makes sure of it again, for whoever has waited for longer than a lock lives
 * @returns `folderWatched` where somebody watches
 */
export async function holdingFolder<T>(
  dataDir: string,
  work: (hold: () => Promise<Result<void>>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const lock = new PollerLock(dataDir);
  const hold = async (): Promise<Result<void>> => {
    if (await lock.beat()) return ok(undefined);
    const watching = await lock.acquire();
    return watching === null ? ok(undefined) : fail(problem('folderWatched', { pid: watching }));
  };
  const held = await hold();
  if (!held.ok) return held;
  try {
    return await work(hold);
  } finally {
    await lock.release();
  }
}
