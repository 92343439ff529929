import { MINUTE } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import type { SharedSigns } from './shared-signs.ts';
import { LOOK_MS, OVERDUE_MS, Silence } from './silence.ts';

/** So often it is told again while it lasts: who sleeps does not wake up at the first. */
const AGAIN_MS = 5 * MINUTE;

export interface GuardOptions {
  clock: Clock;
  signs: Pick<SharedSigns, 'read'>;
  /** Calls back when there is another sign than so many, at the latest after so many ms. Nothing is to be done meanwhile. */
  awaitSign: (signs: number, mostMs: number, then: () => void) => void;
  /** Leaves since when nobody watches, ms UTC, for the next start; null: somebody does. Never rejects. */
  mark: (since: number | null) => Promise<void>;
  /** Tells a person that nobody watches. Never rejects. */
  tell: () => Promise<void>;
  /** The main thread lives again, after having been silent between the two instants, ms UTC. */
  onBack: (since: number, until: number) => void;
}

/**
 * Waits for one sign of life after the other, looks again and again where they stop, and tells where the main thread does
 * not live. It ends nothing and starts nothing anew: a program that hangs for minutes may hold what would be lost with it.
 */
export function guard({ clock, signs, awaitSign, mark, tell, onBack }: GuardOptions): void {
  const seen = (waitedMs: number) => ({
    ...signs.read(),
    monotonic: clock.monotonic(),
    wall: clock.now(),
    waitedMs,
  });
  let last = seen(0);
  const silence = new Silence(last);
  /** By the monotonic clock; null: nobody needs to be told. */
  let tellAt: number | null = null;
  /** What the disk or the desktop has not answered yet. */
  let underWay = 0;
  const begin = (work: Promise<void>): void => {
    underWay += 1;
    void work.then(() => (underWay -= 1));
  };
  const look = (waitedMs: number): void => {
    const before = last;
    last = seen(waitedMs);
    const verdict = silence.look(last);
    if (verdict?.is === 'silent') {
      tellAt = last.monotonic;
      begin(mark(verdict.since));
    } else if (verdict?.is === 'back') {
      tellAt = null;
      begin(mark(null));
      onBack(verdict.since, verdict.until);
    }
    if (tellAt !== null && last.monotonic >= tellAt) {
      tellAt = last.monotonic + AGAIN_MS;
      begin(tell());
    }
    if (last.signs !== before.signs && underWay === 0)
      awaitSign(last.signs, OVERDUE_MS, () => look(OVERDUE_MS));
    else lookLater();
  };
  const lookLater = () => clock.after(LOOK_MS, () => look(LOOK_MS));
  lookLater();
}
