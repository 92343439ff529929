import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Problem } from '../../../shared/problems.ts';
import type { OfPeriod } from '../../../shared/ipc/reports.ts';
import type { Contracts } from '../../../shared/ipc/contracts.ts';
import type { Result } from '../../../shared/result.ts';
import { ask } from '../../bridge.ts';

export type ReportChannel = 'report:clinic' | 'report:days' | 'report:patterns' | 'report:statistics';
export type ValueOf<C extends ReportChannel> = Extract<Contracts[C]['response'], { ok: true }>['value'];

/** An answer of the history, or why there is none; `busy` until it is there. */
export type Asked<T> = 'busy' | { value: T } | { problem: Problem };

/** A question about somebody's period, asked anew when either is another; one that was left is not waited for. */
export function useAsked<C extends ReportChannel>(channel: C, of: OfPeriod): Signal<Asked<ValueOf<C>>> {
  const state = useSignal<Asked<ValueOf<C>>>('busy');
  const key = JSON.stringify(of);
  useEffect(() => {
    const left = new AbortController();
    state.value = 'busy';
    (ask as (channel: C, of: OfPeriod, signal: AbortSignal) => Promise<Result<ValueOf<C>>>)(
      channel,
      of,
      left.signal,
    ).then(
      (answer) => (state.value = answer.ok ? { value: answer.value } : { problem: answer.problem }),
      () => {},
    );
    return () => left.abort();
  }, [channel, key]);
  return state;
}
