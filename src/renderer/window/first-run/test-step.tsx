import { useSignal, type Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { TestOutcome, useAlarmTest } from '../../components/alarm-test.tsx';
import { finish, goTo } from './progress.ts';

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
      <h1 tabIndex={-1}>{say('window.firstRun.test.title')}</h1>
      <p class="lead">{say('window.firstRun.test.lead')}</p>
      <div class="panel stack">
        <div>
          <button
            type="button"
            class={`button ${tested ? '' : 'primary'}`}
            disabled={outcome.value === 'busy'}
            onClick={start}
          >
            {tested ? say('window.firstRun.test.again') : say('window.firstRun.test.start')}
          </button>
        </div>
        <TestOutcome outcome={outcome} />
        {tested && (
          <>
            <Question question={say('window.firstRun.test.seen')} answer={seen} />
            {seen.value === 'no' && (
              <Advice
                sentences={[0, 1, 2].map((i) => say(`window.firstRun.test.notSeen.${i as 0 | 1 | 2}`))}
              />
            )}
            <Question question={say('window.firstRun.test.heard')} answer={heard} />
            {heard.value === 'no' && (
              <Advice sentences={[0, 1].map((i) => say(`window.firstRun.test.notHeard.${i as 0 | 1}`))} />
            )}
            {seen.value === 'yes' && heard.value === 'yes' && (
              <p role="status">{say('window.firstRun.test.good')}</p>
            )}
          </>
        )}
      </div>
      <div class="row">
        <button type="button" class="button" onClick={() => goTo('limits')}>
          {say('window.back')}
        </button>
        <button type="button" class={`button ${tested ? 'primary' : ''}`} onClick={() => goTo('done')}>
          {say('window.continue')}
        </button>
        <button type="button" class="button quiet" onClick={finish}>
          {say('window.later')}
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
            {say(`window.firstRun.test.${one}`)}
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
