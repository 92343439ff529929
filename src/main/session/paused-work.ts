import { problem } from '../../shared/problems.ts';
import { fail, type Result } from '../../shared/result.ts';
import { SECOND } from '../../shared/time.ts';
import { answered } from '../files/in-turn.ts';
import type { Clock } from '../time/clock.ts';
import type { Turns } from '../time/turns.ts';
import type { SessionListeners } from './session-listeners.ts';
import type { Snapshots } from './snapshots.ts';

/** For so long nobody is watched for its sake: with the poll before, and after, a disk that hangs is said within a minute. */
const PAUSED_MS = 30 * SECOND;

/** How the session goes on: at once over the history that does not answer, and once it has. */
interface Ways {
  meanwhile: () => void;
  after: () => Promise<void>;
}

/**
 * What is done with the data while nobody is watched. A disk that hangs in the midst of it keeps nobody unwatched: the
 * history does it whole or not at all, once its disk answers, and what comes meanwhile waits for its turn there.
 */
export class PausedWork {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #turns: Turns;
  readonly #snapshots: Pick<Snapshots, 'notify'>;
  readonly #listeners: SessionListeners;
  /** Why nobody else can be followed, and nothing else be begun: the same history would be opened twice. */
  refusal: Result<never> | null = null;

  constructor(
    clock: Pick<Clock, 'after'>,
    turns: Turns,
    snapshots: Pick<Snapshots, 'notify'>,
    listeners: SessionListeners,
  ) {
    this.#clock = clock;
    this.#turns = turns;
    this.#snapshots = snapshots;
    this.#listeners = listeners;
  }

  /**
   * Waits for it, in a turn of the session.
   *
   * @param path of the disk that it waits for
   * @returns what came of it; `historyHangs` where it may still be done, which is told then
   */
  async outcome<T>(work: Promise<Result<T>>, path: string, goOn: Ways): Promise<Result<T>> {
    const settled = Promise.allSettled([work]);
    if ((await answered(this.#clock, settled, null, PAUSED_MS)) !== null) {
      await goOn.after();
      return work;
    }
    this.refusal = fail(problem('historyHangs', { path }));
    goOn.meanwhile();
    void settled.then(([late]) =>
      this.#turns.take(async () => {
        this.refusal = null;
        await goOn.after();
        this.#tell(late);
      }),
    );
    return this.refusal;
  }

  #tell(late: PromiseSettledResult<Result<unknown>>): void {
    if (late.status === 'rejected') return this.#listeners.failed('stop', late.reason);
    const { value } = late;
    this.#snapshots.notify(value.ok ? { code: 'doneLate' } : { code: 'problem', problem: value.problem });
  }
}
