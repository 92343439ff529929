import type { Result } from '../../shared/result.ts';
import { SECOND } from '../../shared/time.ts';
import type { Profile } from '../profile/profile.ts';

/** So long another process may have the history to itself. */
const PATIENCE_MS = 5 * SECOND;

/** Tries again for a while where another process has the history to itself. */
export async function patiently<T>({ time }: Profile, attempt: () => Promise<Result<T>>): Promise<Result<T>> {
  const until = time.clock.monotonic() + PATIENCE_MS;
  for (;;) {
    const result = await attempt();
    const isBusy = !result.ok && result.problem.code === 'historyBusy';
    // Each attempt waits for a while by itself.
    if (!isBusy || time.clock.monotonic() >= until) return result;
  }
}
