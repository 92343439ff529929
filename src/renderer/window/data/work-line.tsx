import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import type { Doing } from './work.ts';

/** How some work goes, with its way out where it has one, and how it ended. */
export function WorkLine<T>(props: {
  doing: Doing<T> | null;
  /** What is said while it goes on. */
  running: string;
  done: (value: T) => ComponentChildren;
  canCancel?: boolean;
}) {
  const { doing, running, done, canCancel = false } = props;
  const line = useRef<HTMLDivElement>(null);
  const state = doing?.state;
  const before = useRef(state);
  useEffect(() => {
    const hasEnded = before.current === 'running' && state !== 'running';
    before.current = state;
    // What was pressed may be gone by now.
    if (hasEnded && state !== undefined && document.activeElement === document.body) line.current?.focus();
  }, [state]);
  return (
    <>
      <div class={`work-line ${state === 'failed' ? 'problem' : ''}`} role="status" tabIndex={-1} ref={line}>
        {doing?.state === 'running' && <p>{running}</p>}
        {doing?.state === 'failed' && <p>{windowProblemSentence(doing.problem, localTime)}</p>}
        {doing?.state === 'done' && done(doing.value)}
      </div>
      {doing?.state === 'running' && (
        <div class="row">
          <progress class="grow" aria-label={running} max={1} value={doing.done ?? undefined} />
          {canCancel && (
            <button type="button" class="button quiet" onClick={doing.cancel}>
              {say('window.cancel')}
            </button>
          )}
        </div>
      )}
    </>
  );
}
