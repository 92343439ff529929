import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { ask } from '../../bridge.ts';
import { snapshot } from '../../live.ts';
import { leavingLines } from './leaving.ts';

/** What leaves this computer, line by line. */
export function LeavingSection() {
  const host = useSignal('');
  useEffect(() => {
    void ask('status:read').then((answer) => {
      if (answer.ok) host.value = answer.value.serverHost;
    });
  }, []);
  const server = host.value === '' ? say('window.leaving.librelinkup') : host.value;
  return (
    <section class="panel stack data-section" id="leaving" aria-label={say('window.leaving.title')}>
      <h2>{say('window.leaving.title')}</h2>
      <p class="muted">{say('window.leaving.lead')}</p>
      <dl class="leaving">
        {leavingLines(snapshot.value!, server).map(({ what, state, text }) => (
          <div key={what}>
            <dt>
              {what} <span class="hint">{say(`window.leaving.states.${state}`)}</span>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
