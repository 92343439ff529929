import { useSignal } from '@preact/signals';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { ask } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { localTime } from '../../../shared/messages/times.ts';

/** The text for whoever is asked for help: copied, and shown as it was copied. */
export function Diagnostics() {
  const copied = useSignal<string | null>(null);
  const fault = useSignal<string | null>(null);
  const busy = useSignal(false);
  const copy = async () => {
    busy.value = true;
    const answer = await ask('diagnostics:copy');
    busy.value = false;
    copied.value = answer.ok ? answer.value : null;
    fault.value = answer.ok ? null : windowProblemSentence(answer.problem, localTime);
  };
  return (
    <section class="panel stack diagnostics" aria-label={say('window.status.titles.diagnostics')}>
      <h2>{say('window.status.titles.diagnostics')}</h2>
      <p class="hint">{say('window.status.copyHint')}</p>
      <div>
        <button type="button" class="button" disabled={busy.value} onClick={() => void copy()}>
          <Icon name="copy" />
          {busy.value ? say('window.status.copying') : say('window.status.copy')}
        </button>
      </div>
      <p role="status" class={fault.value === null ? '' : 'error'}>
        {fault.value ?? (copied.value !== null && say('window.status.copied'))}
      </p>
      {copied.value !== null && (
        <pre class="copied" tabIndex={0} aria-label={say('window.status.copiedName')}>
          {copied.value}
        </pre>
      )}
    </section>
  );
}
