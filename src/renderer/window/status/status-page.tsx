import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StatusReport } from '../../../shared/ipc/status.ts';
import { safetySentences } from '../../components/safety.tsx';
import { say } from '../../../shared/messages/say.ts';
import { ask } from '../../bridge.ts';
import { ArmedFaults } from '../../components/armed-faults.tsx';
import { AlarmTest } from '../../components/alarm-test.tsx';
import { Connection } from '../../components/connection.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { localTime } from '../../../shared/messages/times.ts';
import { snapshot } from '../../live.ts';
import { useLoaded } from '../../use-loaded.ts';
import { speakAlso } from '../../words.ts';
import { showPage, signInAgain } from '../navigation.ts';
import { Diagnostics } from './diagnostics.tsx';
import { connectionRows, programRows, recordingRows, type Row } from './rows.ts';
import { Missing } from '../../components/missing.tsx';

/** How it stands with everything between the sensor and an alarm. */
export function StatusPage() {
  const report = useReport();
  const { state, armed } = snapshot.value!;
  return (
    <div class="status-page">
      <h1 tabIndex={-1}>{say('window.pages.status')}</h1>
      {report === 'failed' && (
        <p class="problem" role="alert">
          {say('window.status.failed')}
        </p>
      )}
      <CheckUpPart />
      <div class="status-grid">
        <section class="panel stack" aria-label={say('window.status.titles.connection')}>
          <h2>{say('window.status.titles.connection')}</h2>
          {state && <Connection link={state.link} onSignInAgain={signInAgain} />}
          <Rows rows={connectionRows(snapshot.value!, valueOf(report))} />
          <div>
            <LinkButton link="status" label={say('window.connection.abbott')} />
          </div>
        </section>
        <section class="panel stack" aria-label={say('window.status.titles.recording')}>
          <h2>{say('window.status.titles.recording')}</h2>
          <Rows rows={recordingRows(snapshot.value!, valueOf(report))} />
        </section>
        <section class="panel stack" aria-label={say('window.status.titles.alarms')}>
          <h2>{say('window.status.titles.alarms')}</h2>
          <ArmedFaults armed={armed} onSettings={() => showPage('settings')} />
          <Rows
            rows={[
              [
                say('window.status.notifications'),
                valueOf(report)?.notifications || say('window.status.never'),
              ],
              [
                say('window.status.tested'),
                armed.testedAt === null ? say('window.status.never') : localTime(armed.testedAt),
              ],
            ]}
          />
          <AlarmTest />
        </section>
        <section class="panel stack" aria-label={say('window.status.titles.program')}>
          <h2>{say('window.status.titles.program')}</h2>
          <Rows rows={programRows(snapshot.value!, valueOf(report))} />
        </section>
        <Diagnostics />
        <About />
      </div>
      <p role="status" class="hint">
        {report === null && say('window.status.loading')}
      </p>
    </div>
  );
}

/** Its code, and its words in the language that is spoken. */
async function loadCheckUp() {
  const [part] = await Promise.all([import('./check-up.tsx'), speakAlso('checks')]);
  return part;
}

/** It comes with the first look. */
function CheckUpPart() {
  const loaded = useLoaded(loadCheckUp);
  if (loaded === 'failed') return <Missing />;
  return (
    <section class="panel stack check-up" aria-label={say('window.status.titles.checkUp')}>
      <h2>{say('window.status.titles.checkUp')}</h2>
      {typeof loaded === 'object' && <loaded.CheckUp />}
    </section>
  );
}

type Read = StatusReport | 'failed' | null;
const valueOf = (read: Read): StatusReport | null => (typeof read === 'string' ? null : read);

/** Read anew with each answer of the server. */
function useReport(): Read {
  const report = useSignal<Read>(null);
  const answered = snapshot.value?.state?.lastAnswerAt;
  useEffect(() => {
    let current = true;
    void ask('status:read').then((answer) => {
      if (current) report.value = answer.ok ? answer.value : 'failed';
    });
    return () => {
      current = false;
    };
  }, [answered]);
  return report.value;
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <dl class="rows figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function About() {
  return (
    <section class="panel stack" id="about" aria-label={say('window.status.titles.about')}>
      <h2>{say('window.status.titles.about')}</h2>
      {safetySentences().map((sentence, i) => (
        <p key={i}>{sentence}</p>
      ))}
      <Licences />
    </section>
  );
}

/** Of what others have made and is in the program, asked for when it is looked at. */
function Licences() {
  const text = useSignal('');
  const read = () => void ask('licences:read').then((answer) => answer.ok && (text.value = answer.value));
  return (
    <details onToggle={read}>
      <summary>{say('window.status.licences')}</summary>
      <pre class="copied" tabIndex={0} aria-label={say('window.status.licences')}>
        {text.value}
      </pre>
    </details>
  );
}
