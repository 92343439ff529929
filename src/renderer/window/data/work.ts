import { computed, effect, signal } from '@preact/signals';
import type { ErasureDone } from '../../../shared/ipc/erase.ts';
import type { SavedExport } from '../../../shared/ipc/exports.ts';
import type { Problem } from '../../../shared/problems.ts';
import type { Result } from '../../../shared/result.ts';
import { takesNone } from './dropped.ts';
import { isImporting } from './importing.ts';

/** What is being done, or how that ended. `done`: a share of one; null: nobody knows. */
export type Doing<T> =
  | { state: 'running'; done: number | null; cancel: () => void }
  | { state: 'done'; value: T }
  | { state: 'failed'; problem: Problem };

type Act<T> = (left: AbortSignal, progress: (done: number) => void) => Promise<Result<T | null>>;

/** Long work that goes on while another page is looked at. */
function workOf<T>() {
  /** Null: nothing yet, or the person thought better of it. */
  const now = signal<Doing<T> | null>(null);
  return {
    now,
    async run(act: Act<T>): Promise<void> {
      const left = new AbortController();
      const cancel = () => left.abort();
      const progress = (done: number | null) => (now.value = { state: 'running', done, cancel });
      progress(null);
      const answer = await act(left.signal, progress).catch(() => null);
      if (answer === null || (answer.ok && answer.value === null)) now.value = null;
      else if (answer.ok) now.value = { state: 'done', value: answer.value as T };
      else now.value = { state: 'failed', problem: answer.problem };
    },
    /** How it ended is no news on the next visit. */
    forget: () => {
      if (now.value?.state !== 'running') now.value = null;
    },
  };
}

export const exporting = workOf<SavedExport>();
export const backingUp = workOf<{ bytes: number; readings: number }>();
export const restoring = workOf<{ setAside: string | null; readings: number }>();
export const erasing = workOf<ErasureDone>();

const ALL = [exporting, backingUp, restoring, erasing];

/** One thing after the other. */
export const isBusy = computed(
  () => isImporting.value || ALL.some(({ now }) => now.value?.state === 'running'),
);
effect(() => {
  takesNone.value = isBusy.value;
});
