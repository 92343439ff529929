import type { Result } from '../../shared/result.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import type { Clock } from '../time/clock.ts';
import type { Looked } from './show-status.ts';

const LOOK_EVERY_MS = 5 * SECOND;

/**
 * Looks every five seconds, and writes what is another than before, or a minute old.
 *
 * @returns what ends it
 */
export function followStatus(
  clock: Pick<Clock, 'monotonic' | 'after'>,
  look: () => Result<Looked>,
  write: (text: string) => void,
): () => void {
  let shown: { key: string; at: number } | null = null;
  let cancel = () => {};
  const next = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, next);
    const looked = look();
    // Whom one asked for is not there for a moment, as while a backup is put back.
    if (!looked.ok) return;
    const { text, key } = looked.value;
    const at = clock.monotonic();
    if (shown !== null && shown.key === key && at - shown.at < MINUTE) return;
    shown = { key, at };
    write(text);
  };
  next();
  return () => cancel();
}
