import { useSignal } from '@preact/signals';
import { ui, windowProblemSentence } from '../../../shared/messages/en.ts';
import { ask } from '../../bridge.ts';
import { localTime } from '../../format.ts';
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
        {ui.tryDemo}
      </button>
      {fault.value !== null && (
        <p class="error" role="alert">
          {fault.value}
        </p>
      )}
    </>
  );
}
