import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { checkSentence } from '../../../shared/doctor/check-words.ts';
import type { Check } from '../../../shared/doctor/checks.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import type { Result } from '../../../shared/result.ts';
import { ask } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { mode } from '../../live.ts';

interface Looked {
  answer: Result<Check[]>;
  /** ms UTC */
  at: number;
}

/** Everything that `doctor` looks at, looked at when the page is, and when it is wanted again. */
export function CheckUp() {
  const looked = useSignal<Looked | null>(null);
  /** How much of it is done, a share of one; null: nothing is being looked at. */
  const done = useSignal<number | null>(null);
  /** Grows with each look that is wanted. */
  const wanted = useSignal(0);
  const isReady = mode.value !== 'starting';
  useEffect(() => {
    if (!isReady) return;
    const left = new AbortController();
    done.value = 0;
    ask('status:check', undefined, left.signal, (share) => (done.value = share)).then(
      (answer) => {
        looked.value = { answer, at: Date.now() };
        done.value = null;
      },
      // The page is left.
      () => {},
    );
    return () => left.abort();
  }, [wanted.value, isReady]);
  const isRunning = done.value !== null;
  return (
    <>
      <div class="row">
        <p role="status" class="grow">
          {isRunning ? say('doctor.page.running') : looked.value && <Summary {...looked.value} />}
        </p>
        {isRunning && (
          <progress aria-label={say('doctor.page.running')} max={1} value={done.value ?? undefined} />
        )}
        <button type="button" class="button" onClick={() => isRunning || (wanted.value += 1)}>
          <Icon name="refresh" />
          {say('doctor.page.again')}
        </button>
      </div>
      {looked.value?.answer.ok && <List checks={looked.value.answer.value} />}
    </>
  );
}

function Summary({ answer, at }: Looked) {
  if (!answer.ok) {
    const why = windowProblemSentence(answer.problem, localTime);
    return <span class="error">{say('doctor.page.failed', { why })}</span>;
  }
  const count = answer.value.filter(({ ok }) => !ok).length;
  const told = { time: localTime(at) };
  return <>{count === 0 ? say('doctor.page.well', told) : say('doctor.page.todo', { ...told, count })}</>;
}

function List({ checks }: { checks: readonly Check[] }) {
  return (
    <ul class="checks">
      {checks.map((one) => (
        <li key={one.check} class={toneOf(one)}>
          <Icon name={one.ok ? 'check' : 'warning'} />
          <div>
            <h3>{say(`doctor.checks.${one.check}`)}</h3>
            <p>{checkSentence(one, localTime, windowProblemSentence)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function toneOf({ ok, finding }: Check): string {
  if (!ok) return 'todo';
  return finding.code === 'notUsed' ? 'unused' : 'well';
}
