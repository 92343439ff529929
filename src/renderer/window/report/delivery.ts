import { signal } from '@preact/signals';
import type { ReportWanted } from '../../../shared/ipc/reports.ts';
import type { Problem } from '../../../shared/problems.ts';
import type { Result } from '../../../shared/result.ts';
import { ask } from '../../bridge.ts';

/** What is being done with the pages, or how the last time ended. */
export type Delivery =
  | { state: 'saving' | 'printing'; cancel: () => void }
  | { state: 'saved'; file: string }
  | { state: 'printed' }
  | { state: 'failed'; problem: Problem };

/** Null: nothing yet, or the person thought better of it. */
export const delivery = signal<Delivery | null>(null);

/** Saves the pages where the person wants them. */
export function saveReport(wanted: ReportWanted): Promise<void> {
  return deliver('saving', async (left) => {
    const answer = await ask('report:save', wanted, left);
    return ended(answer, (saved) => saved && { state: 'saved', file: saved.file });
  });
}

/** Prints the pages, after the system's own questions. */
export function printReport(wanted: ReportWanted): Promise<void> {
  return deliver('printing', async (left) => {
    const answer = await ask('report:print', wanted, left);
    return ended(answer, ({ printed }) => (printed ? { state: 'printed' } : null));
  });
}

/** What became of the pages is no news on the next visit. */
export function forget(): void {
  const { state } = delivery.value ?? {};
  if (state !== 'saving' && state !== 'printing') delivery.value = null;
}

function ended<T>(answer: Result<T>, asDelivery: (value: T) => Delivery | null): Delivery | null {
  return answer.ok ? asDelivery(answer.value) : { state: 'failed', problem: answer.problem };
}

async function deliver(
  state: 'saving' | 'printing',
  act: (left: AbortSignal) => Promise<Delivery | null>,
): Promise<void> {
  const left = new AbortController();
  delivery.value = { state, cancel: () => left.abort() };
  delivery.value = await act(left.signal).catch(() => null);
}
