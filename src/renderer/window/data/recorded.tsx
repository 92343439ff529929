import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RecordedPerson } from '../../../shared/ipc/exports.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import type { Problem } from '../../../shared/problems.ts';
import type { Result } from '../../../shared/result.ts';
import { ask } from '../../bridge.ts';
import { mode, snapshot } from '../../live.ts';
import { changes } from './importing.ts';
import { erasing, restoring } from './work.ts';

/** What main answers, or why it does not; null until it is there. */
export type Asked<T> = { value: T } | { problem: Problem } | null;

/** Asks anew when something was put back or erased. @param again or when this is another */
export function useRecorded<T>(
  question: (left: AbortSignal) => Promise<Result<T>>,
  again: unknown = null,
): Signal<Asked<T>> {
  const asked = useSignal<Asked<T>>(null);
  const isChanging = [restoring, erasing].some(({ now }) => now.value?.state === 'running');
  const isThere = mode.value !== 'paused' && !isChanging;
  useEffect(() => {
    if (!isThere) return undefined;
    const left = new AbortController();
    question(left.signal).then(
      (answer) => (asked.value = answer.ok ? { value: answer.value } : { problem: answer.problem }),
      () => {},
    );
    return () => left.abort();
  }, [isThere, again]);
  return asked;
}

/** Everyone of whom something is recorded, asked anew with each answer of the server and each import. */
export function usePeople(): Signal<Asked<RecordedPerson[]>> {
  const again = `${snapshot.value?.state?.lastAnswerAt}/${changes.value}`;
  return useRecorded((left) => ask('exports:people', undefined, left), again);
}

/** What is made of an answer, or why there is none. */
export function Loaded<T>(props: {
  asked: Signal<Asked<T>>;
  /** Said until it is there. */
  loading?: string;
  children: (value: T) => ComponentChildren;
}) {
  const asked = props.asked.value;
  if (asked === null) return <p role="status">{props.loading}</p>;
  if ('value' in asked) return <>{props.children(asked.value)}</>;
  return (
    <p class="problem" role="alert">
      {windowProblemSentence(asked.problem, localTime)}
    </p>
  );
}
