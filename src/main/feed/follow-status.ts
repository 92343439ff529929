import { MINUTE, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';

const LOOK_EVERY_MS = 5 * SECOND;

/** What a look shows. */
export interface Looked {
  text: string;
  /** Two looks with the same one show the same, but for an age that goes on. */
  key: string;
}

/**
 * Looks every five seconds, and writes what is another than before, or a minute old.
 *
 * @returns what ends it
 */
export function followStatus(
  clock: Pick<Clock, 'monotonic' | 'after'>,
  look: () => Looked,
  write: (text: string) => void,
): () => void {
  let shown: { key: string; at: number } | null = null;
  let cancel = () => {};
  const next = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, next);
    const { text, key } = look();
    const at = clock.monotonic();
    if (shown !== null && shown.key === key && at - shown.at < MINUTE) return;
    shown = { key, at };
    write(text);
  };
  next();
  return () => cancel();
}
