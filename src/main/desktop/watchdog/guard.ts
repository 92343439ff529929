import { MINUTE } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import type { SharedSigns } from './shared-signs.ts';
import { LOOK_MS, Silence } from './silence.ts';

/** So often it is told again while it lasts: who sleeps does not wake up at the first. */
const AGAIN_MS = 5 * MINUTE;

export interface GuardOptions {
  clock: Clock;
  signs: Pick<SharedSigns, 'read'>;
  /** Leaves since when nobody watches, ms UTC, for the next start; null: somebody does. Never rejects. */
  mark: (since: number | null) => Promise<void>;
  /** Tells a person that nobody watches. Never rejects. */
  tell: () => Promise<void>;
  /** The main thread lives again, after having been silent between the two instants, ms UTC. */
  onBack: (since: number, until: number) => void;
}

/**
 * Looks again and again whether the main thread lives, and tells where it does not. It ends nothing and starts nothing
 * anew: a program that hangs for minutes may hold what would be lost with it.
 */
export function guard({ clock, signs, mark, tell, onBack }: GuardOptions): void {
  const seen = () => ({ ...signs.read(), monotonic: clock.monotonic(), wall: clock.now() });
  const silence = new Silence(seen());
  /** By the monotonic clock; null: nobody needs to be told. */
  let tellAt: number | null = null;
  const look = (): void => {
    clock.after(LOOK_MS, look);
    const now = seen();
    const verdict = silence.look(now);
    if (verdict?.is === 'silent') {
      tellAt = now.monotonic;
      void mark(verdict.since);
    } else if (verdict?.is === 'back') {
      tellAt = null;
      void mark(null);
      onBack(verdict.since, verdict.until);
    }
    if (tellAt === null || now.monotonic < tellAt) return;
    tellAt = now.monotonic + AGAIN_MS;
    void tell();
  };
  clock.after(LOOK_MS, look);
}
