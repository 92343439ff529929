import { useSignal, type Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { ui } from '../../../shared/messages/en.ts';
import { TestOutcome, useAlarmTest } from '../../components/alarm-test.tsx';
import { finish, goTo } from './progress.ts';

const words = ui.firstRun.test;
type Answer = 'yes' | 'no' | null;

/** A test alarm, whether it was noticed, and what to do when it was not. */
export function TestStep() {
  const { outcome, test } = useAlarmTest();
  const seen = useSignal<Answer>(null);
  const heard = useSignal<Answer>(null);
  const tested = typeof outcome.value === 'object';
  const start = () => {
    seen.value = null;
    heard.value = null;
    void test();
  };
  return (
    <>
      <h1 tabIndex={-1}>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <div class="panel stack">
        <div>
          <button
            type="button"
            class={`button ${tested ? '' : 'primary'}`}
            disabled={outcome.value === 'busy'}
            onClick={start}
          >
            {tested ? words.again : words.start}
          </button>
        </div>
        <TestOutcome outcome={outcome} />
        {tested && (
          <>
            <Question question={words.seen} answer={seen} />
            {seen.value === 'no' && <Advice sentences={words.notSeen} />}
            <Question question={words.heard} answer={heard} />
            {heard.value === 'no' && <Advice sentences={words.notHeard} />}
            {seen.value === 'yes' && heard.value === 'yes' && <p role="status">{words.good}</p>}
          </>
        )}
      </div>
      <div class="row">
        <button type="button" class="button" onClick={() => goTo('limits')}>
          {ui.back}
        </button>
        <button type="button" class={`button ${tested ? 'primary' : ''}`} onClick={() => goTo('done')}>
          {ui.continue}
        </button>
        <button type="button" class="button quiet" onClick={finish}>
          {ui.later}
        </button>
      </div>
    </>
  );
}

function Question({ question, answer }: { question: string; answer: Signal<Answer> }) {
  const group = useId();
  return (
    <div class="row" role="radiogroup" aria-label={question}>
      <span class="label">{question}</span>
      <span class="segments">
        {(['yes', 'no'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={group}
              checked={answer.value === one}
              onChange={() => (answer.value = one)}
            />
            {words[one]}
          </label>
        ))}
      </span>
    </div>
  );
}

function Advice({ sentences }: { sentences: readonly string[] }) {
  return (
    <div role="status">
      <ul class="points advice">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
