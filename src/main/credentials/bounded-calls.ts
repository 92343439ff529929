import type { Clock } from '../time/clock.ts';

export class TimedOut extends Error {}

let hanging = 0;

/** Whether a native call that outlived its time is still running anywhere in this process. */
export function callsHang(): boolean {
  return hanging > 0;
}

/**
 * A lane for native calls: one at a time, each for at most `timeoutMs`, then rejected with `TimedOut`.
 *
 * A hanging call cannot be stopped and holds one of Node's four pool threads; with all four gone, files and host
 * names could no longer be read. So while one hangs, every further call is rejected at once instead of started.
 */
export function boundedCalls(timeoutMs: number, clock: Clock): <T>(call: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let stuck = false;

  async function bounded<T>(call: () => Promise<T>): Promise<T> {
    if (stuck) throw new TimedOut();
    const running = call();
    let disarm: () => void = () => {};
    const timeout = new Promise<never>((_, reject) => {
      disarm = clock.after(timeoutMs, () => {
        stuck = true;
        hanging += 1;
        const recover = () => {
          stuck = false;
          hanging -= 1;
        };
        running.then(recover, recover);
        reject(new TimedOut());
      });
    });
    try {
      return await Promise.race([running, timeout]);
    } finally {
      disarm();
    }
  }

  return (call) => {
    const turn = last.then(() => bounded(call));
    last = turn.catch(() => {});
    return turn;
  };
}
