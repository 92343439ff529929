import { useSignal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { ask } from '../../bridge.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { showPage } from '../navigation.ts';

/** Everything works without an account, with people who are made up. */
export function TryDemo() {
  const fault = useSignal<string | null>(null);
  const start = async () => {
    showPage('now');
    const answer = await ask('demo:start');
    fault.value = answer.ok ? null : windowProblemSentence(answer.problem, localTime);
  };
  return (
    <>
      <button type="button" class="button" onClick={() => void start()}>
        {say('window.tryDemo')}
      </button>
      {fault.value !== null && (
        <p class="error" role="alert">
          {fault.value}
        </p>
      )}
    </>
  );
}
