import { statSync } from 'node:fs';
import { attempt } from './storage-problem.ts';

/** The history, and the two files that belong to it while it is open: device and number of each, null where it is not. */
export interface Files {
  history: string | null;
  log: string | null;
  index: string | null;
  /** Of the history, bytes. */
  size: bigint;
}

export function filesAt(path: string): Files {
  const [history, log, index] = ['', '-wal', '-shm'].map((suffix) => {
    const found = attempt(path, () => statSync(path + suffix, { bigint: true, throwIfNoEntry: false }));
    return found.ok ? found.value : undefined;
  });
  const idOf = (file: typeof history): string | null => (file ? `${file.dev} ${file.ino}` : null);
  return { history: idOf(history), log: idOf(log), index: idOf(index), size: history?.size ?? 0n };
}

/** A history never shrinks while it is open, and its log is never another. */
export function isWhole(before: Files, now: Files): boolean {
  const isSame = (name: 'log' | 'index'): boolean => before[name] === null || before[name] === now[name];
  return now.size >= before.size && isSame('log') && isSame('index');
}
