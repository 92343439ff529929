import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { ui } from '../../../shared/messages/en.ts';
import { mode } from '../../model.ts';
import { confirm, confirmed } from './progress.ts';
import { TryDemo } from './try-demo.tsx';

/** What this is and is not; it goes on only when that has been read, or into the demo at once. */
export function Welcome() {
  const words = ui.firstRun.welcome;
  const missing = useSignal(false);
  const note = useId();
  const goOn = () => {
    missing.value = !confirmed.value;
    if (confirmed.value) void confirm();
  };
  return (
    <>
      <div class="welcome-head">
        <Mark />
        <h1 tabIndex={-1}>{ui.product}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      <div class="is-and-is-not">
        <section class="panel stack tight">
          <h2>{words.isTitle}</h2>
          <ul class="points">
            {words.is.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
        <section class="panel stack tight">
          <h2>{words.isNotTitle}</h2>
          <ul class="points">
            {[...words.isNot, ...ui.safety, ui.unofficial].map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      </div>
      <div class="stack tight">
        <label class="choice">
          <input
            type="checkbox"
            checked={confirmed.value}
            aria-describedby={note}
            onChange={(event) => {
              confirmed.value = event.currentTarget.checked;
              missing.value = false;
            }}
          />
          {words.confirm}
        </label>
        <p id={note} role="status" class="error">
          {missing.value && words.confirmFirst}
        </p>
        <div class="row">
          <button type="button" class="button primary" onClick={goOn}>
            {mode.value === 'account' ? ui.continue : words.start}
          </button>
          {mode.value === 'signedOut' && <TryDemo />}
        </div>
        {mode.value === 'signedOut' && <p class="hint">{words.demoHint}</p>}
      </div>
    </>
  );
}

/** The product's mark: a level curve between two limits. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true">
      <rect class="mark-ground" x="1" y="1" width="46" height="46" rx="12" />
      <rect class="mark-band" x="1" y="16" width="46" height="17" />
      <path class="mark-line" d="M7 29c5 0 6-9 11-9s6 8 11 8 6-6 9-6" />
      <circle class="mark-dot" cx="39.5" cy="22" r="3.6" />
    </svg>
  );
}
