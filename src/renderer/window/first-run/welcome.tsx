import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import icon from '../../../../assets/icon.svg';
import { ui } from '../../../shared/messages/en.ts';
import { Choice } from '../../components/choice.tsx';
import { mode } from '../../live.ts';
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
        <img class="mark" src={icon} alt="" />
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
        <Choice
          on={confirmed.value}
          describedBy={note}
          onChange={(on) => {
            confirmed.value = on;
            missing.value = false;
          }}
        >
          {words.confirm}
        </Choice>
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
