import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import icon from '../../../../assets/icon.svg';
import { say } from '../../../shared/messages/say.ts';
import { safetySentences } from '../../components/safety.tsx';
import { Choice } from '../../components/choice.tsx';
import { mode } from '../../live.ts';
import { confirm, confirmed, isAtData } from './progress.ts';
import { TryDemo } from './try-demo.tsx';

/** What this is and is not; it goes on only when that has been read, or into the demo at once. */
export function Welcome() {
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
        <h1 tabIndex={-1}>{say('window.product')}</h1>
        <p class="lead">{say('window.firstRun.welcome.lead')}</p>
      </div>
      <div class="is-and-is-not">
        <section class="panel stack tight">
          <h2>{say('window.firstRun.welcome.isTitle')}</h2>
          <ul class="points">
            {([0, 1, 2] as const)
              .map((i) => say(`window.firstRun.welcome.is.${i}`))
              .map((one) => (
                <li key={one}>{one}</li>
              ))}
          </ul>
        </section>
        <section class="panel stack tight">
          <h2>{say('window.firstRun.welcome.isNotTitle')}</h2>
          <ul class="points">
            {[say('window.firstRun.welcome.isNot.0'), ...safetySentences()].map((one, i) => (
              <li key={i}>{one}</li>
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
          {say('window.firstRun.welcome.confirm')}
        </Choice>
        <p id={note} role="status" class="error">
          {missing.value && say('window.firstRun.welcome.confirmFirst')}
        </p>
        <div class="row">
          <button type="button" class="button primary" onClick={goOn}>
            {mode.value === 'account' ? say('window.continue') : say('window.firstRun.welcome.start')}
          </button>
          {mode.value === 'signedOut' && <TryDemo />}
        </div>
        {mode.value === 'signedOut' && (
          <>
            <p class="hint">{say('window.firstRun.welcome.demoHint')}</p>
            <p class="hint">
              {`${say('window.firstRun.data.question')} `}
              <button type="button" class="link" onClick={() => void (isAtData.value = true)}>
                {say('window.firstRun.data.bring')}
              </button>
            </p>
          </>
        )}
      </div>
    </>
  );
}
