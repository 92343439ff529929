import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StatusReport } from '../../../shared/ipc/status.ts';
import { ui } from '../../../shared/messages/en.ts';
import { ask } from '../../bridge.ts';
import { ArmedFaults } from '../../components/armed-faults.tsx';
import { AlarmTest } from '../../components/alarm-test.tsx';
import { Connection } from '../../components/connection.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { localTime } from '../../format.ts';
import { snapshot } from '../../live.ts';
import { showPage, signInAgain } from '../navigation.ts';
import { Diagnostics } from './diagnostics.tsx';
import { connectionRows, programRows, recordingRows, type Row } from './rows.ts';

const words = ui.status;

/** How it stands with everything between the sensor and an alarm. */
export function StatusPage() {
  const report = useReport();
  const { state, armed } = snapshot.value!;
  return (
    <div class="status-page">
      <h1 tabIndex={-1}>{ui.pages.status}</h1>
      {report === 'failed' && (
        <p class="problem" role="alert">
          {words.failed}
        </p>
      )}
      <div class="status-grid">
        <section class="panel stack" aria-label={words.titles.connection}>
          <h2>{words.titles.connection}</h2>
          {state && <Connection link={state.link} onSignInAgain={signInAgain} />}
          <Rows rows={connectionRows(snapshot.value!, valueOf(report))} />
          <div>
            <LinkButton link="status" label={ui.connection.abbott} />
          </div>
        </section>
        <section class="panel stack" aria-label={words.titles.recording}>
          <h2>{words.titles.recording}</h2>
          <Rows rows={recordingRows(snapshot.value!, valueOf(report))} />
        </section>
        <section class="panel stack" aria-label={words.titles.alarms}>
          <h2>{words.titles.alarms}</h2>
          <ArmedFaults armed={armed} onSettings={() => showPage('settings')} />
          <Rows
            rows={[
              [words.notifications, valueOf(report)?.notifications || words.never],
              [words.tested, armed.testedAt === null ? words.never : localTime(armed.testedAt)],
            ]}
          />
          <AlarmTest />
        </section>
        <section class="panel stack" aria-label={words.titles.program}>
          <h2>{words.titles.program}</h2>
          <Rows rows={programRows(valueOf(report))} />
        </section>
        <Diagnostics />
        <About />
      </div>
      <p role="status" class="hint">
        {report === null && words.loading}
      </p>
    </div>
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
    <section class="panel stack" id="about" aria-label={words.titles.about}>
      <h2>{words.titles.about}</h2>
      {[...ui.safety, ui.unofficial].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}
