import { useSignal } from '@preact/signals';
import { ui, windowProblemSentence } from '../../../shared/messages/en.ts';
import { ask } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { localTime } from '../../format.ts';

const words = ui.status;

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
    <section class="panel stack diagnostics" aria-label={words.titles.diagnostics}>
      <h2>{words.titles.diagnostics}</h2>
      <p class="hint">{words.copyHint}</p>
      <div>
        <button type="button" class="button" disabled={busy.value} onClick={() => void copy()}>
          <Icon name="copy" />
          {busy.value ? words.copying : words.copy}
        </button>
      </div>
      <p role="status" class={fault.value === null ? '' : 'error'}>
        {fault.value ?? (copied.value !== null && words.copied)}
      </p>
      {copied.value !== null && (
        <pre class="copied" tabIndex={0} aria-label={words.copiedName}>
          {copied.value}
        </pre>
      )}
    </section>
  );
}
