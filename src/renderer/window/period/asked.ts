import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../../../shared/problems.ts';
import type { Contracts } from '../../../shared/ipc/contracts.ts';
import type { Result } from '../../../shared/result.ts';
import { ask } from '../../bridge.ts';

/** Questions about a period. */
export type PeriodChannel = 'report:clinic' | 'report:days' | 'report:patterns' | 'report:statistics';
export type ReportChannel = PeriodChannel | 'report:today' | 'alarms:journal' | 'alarms:why';
export type ValueOf<C extends ReportChannel> = Extract<Contracts[C]['response'], { ok: true }>['value'];

/** An answer of the history, or why there is none; `busy` until it is there. */
export type Asked<T> = 'busy' | { value: T } | { problem: Problem };

/**
 * A question to the history, asked anew when it is another; one that was left is not waited for.
 *
 * @param of null: nothing is asked
 * @param again asks the same anew when it is another; what was answered before stands until then
 */
export function useAsked<C extends ReportChannel>(
  channel: C,
  of: Contracts[C]['request'] | null,
  again: string | number = '',
): Signal<Asked<ValueOf<C>>> {
  const state = useSignal<Asked<ValueOf<C>>>('busy');
  const key = JSON.stringify([channel, of]);
  const answered = useRef('');
  useEffect(() => {
    if (answered.current !== key) state.value = 'busy';
    if (of === null) return undefined;
    const left = new AbortController();
    type Ask = (channel: C, of: Contracts[C]['request'], signal: AbortSignal) => Promise<Result<ValueOf<C>>>;
    (ask as unknown as Ask)(channel, of, left.signal).then(
      (answer) => {
        answered.current = key;
        state.value = answer.ok ? { value: answer.value } : { problem: answer.problem };
      },
      () => {},
    );
    return () => left.abort();
  }, [key, again]);
  return state;
}
