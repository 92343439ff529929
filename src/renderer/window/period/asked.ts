import { effect, useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../../../shared/problems.ts';
import type { Contracts } from '../../../shared/ipc/contracts.ts';
import type { Result } from '../../../shared/result.ts';
import { ask } from '../../bridge.ts';
import { mode, snapshot } from '../../live.ts';
import { KeptAnswers } from './kept-answers.ts';

/** Questions about a period. */
export type PeriodChannel = 'report:clinic' | 'report:days' | 'report:patterns' | 'report:statistics';
export type ReportChannel = PeriodChannel | 'report:today' | 'alarms:journal' | 'alarms:why';
export type ValueOf<C extends ReportChannel> = Extract<Contracts[C]['response'], { ok: true }>['value'];

/** An answer of the history, or why there is none; `busy` until it is there. */
export type Asked<T> = 'busy' | { value: T } | { problem: Problem };

const kept = new KeptAnswers(() => performance.now());
// Nothing of somebody who is not followed any more.
effect(() => {
  if (mode.value !== null) kept.clear();
});

function keptOf<T>(question: string): Asked<T> {
  return (kept.of(question) as { value: T } | undefined) ?? 'busy';
}

/**
 * A question to the history, asked anew when it is another, and each time its page is opened; one that was left is not
 * waited for. Until it is answered there is what was answered a moment ago, so that going to and fro between pages shows
 * them at once. What could not be answered is asked again whenever main tells something, as it does at each poll.
 *
 * @param of null: nothing is asked
 * @param again asks the same anew when it is another; what was answered before stands until then
 */
export function useAsked<C extends ReportChannel>(
  channel: C,
  of: Contracts[C]['request'] | null,
  again: string | number = '',
): Signal<Asked<ValueOf<C>>> {
  const question = JSON.stringify([channel, of]);
  const state = useSignal<Asked<ValueOf<C>>>(keptOf(question));
  const answered = useRef(question);
  const retries = useSignal(0);
  useEffect(
    () =>
      snapshot.subscribe(() => {
        const now = state.peek();
        if (now !== 'busy' && 'problem' in now) retries.value += 1;
      }),
    [],
  );
  useEffect(() => {
    if (answered.current !== question) state.value = keptOf(question);
    if (of === null) return undefined;
    const left = new AbortController();
    type Ask = (channel: C, of: Contracts[C]['request'], signal: AbortSignal) => Promise<Result<ValueOf<C>>>;
    (ask as unknown as Ask)(channel, of, left.signal).then(
      (answer) => {
        answered.current = question;
        if (answer.ok) kept.keep(question, answer.value);
        else kept.forget(question);
        state.value = answer.ok ? { value: answer.value } : { problem: answer.problem };
      },
      () => {},
    );
    return () => left.abort();
  }, [question, again, retries.value]);
  return state;
}
