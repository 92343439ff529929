import { useSignal, type Signal } from '@preact/signals';
import type { TestedAlarm } from '../../shared/ipc/alarms.ts';
import { say } from '../../shared/messages/say.ts';
import { windowProblemSentence } from '../../shared/messages/sentences/problem.ts';
import { ask } from '../bridge.ts';
import { localTime } from '../../shared/messages/times.ts';

type Outcome = 'none' | 'busy' | { tested: readonly TestedAlarm[] } | { fault: string };

/** A test of the alarms, and how it ended. */
export function useAlarmTest(): { outcome: Signal<Outcome>; test: () => Promise<void> } {
  const outcome = useSignal<Outcome>('none');
  return {
    outcome,
    async test() {
      outcome.value = 'busy';
      const answer = await ask('alarms:test');
      outcome.value = answer.ok
        ? { tested: answer.value }
        : { fault: windowProblemSentence(answer.problem, localTime) };
    },
  };
}

/** What became of each test alarm, as far as the system tells. */
export function TestOutcome({ outcome }: { outcome: Signal<Outcome> }) {
  const ended = outcome.value;
  return (
    <div role="status" class="test-outcome">
      {ended === 'busy' && <p class="muted">{say('window.alarms.testing')}</p>}
      {typeof ended === 'object' && 'fault' in ended && <p class="error">{ended.fault}</p>}
      {typeof ended === 'object' && 'tested' in ended && (
        <>
          <p>
            {ended.tested.length === 0 ? say('window.alarms.testNothing') : say('window.alarms.testSent')}
          </p>
          <ul class="plain">
            {ended.tested.map((one) => (
              <li key={one.kind} class={one.outcome}>
                {say('window.alarms.testOutcome', {
                  kind: say(`alarms.kinds.${one.kind}`),
                  outcome: say(`window.alarms.testOutcomes.${one.outcome}`),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** A button that tests the alarms, and under it how that went. */
export function AlarmTest() {
  const { outcome, test } = useAlarmTest();
  return (
    <div class="stack tight">
      <div>
        <button type="button" class="button" disabled={outcome.value === 'busy'} onClick={() => void test()}>
          {say('window.alarms.test')}
        </button>
      </div>
      <TestOutcome outcome={outcome} />
    </div>
  );
}
