import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { speech } from '../../../shared/messages/speech.ts';
import { localTime } from '../../../shared/messages/times.ts';
import type { ReportWanted } from '../../../shared/ipc/reports.ts';
import type { ClinicReportProps } from '../../../shared/report/clinic-figures.ts';
import { PAPERS, paperOf, type Paper } from '../../../shared/report/paper.ts';
import { Icon } from '../../components/icon.tsx';
import { periodOf } from '../period/period-choice.tsx';
import { PeriodPage } from '../period/period-page.tsx';
import { delivery, forget, printReport, saveReport, type Delivery } from './delivery.ts';
import { PaperPreview } from './paper-preview.tsx';

/** Two pages for a clinic visit: seen as they will be printed, saved, printed. */
export function ReportPage() {
  const paper = useSignal<Paper>(paperOf(speech().locale));
  const isNamed = useSignal(false);
  useEffect(forget, []);
  return (
    <PeriodPage page="report" channel="report:clinic" lead={say('window.report.lead')}>
      {(report, { person: { patientId } }) =>
        report.figures.statistics.readings === 0 ? (
          <p class="panel muted">{say('window.period.nothing')}</p>
        ) : (
          <>
            <section class="panel stack">
              <div class="report-choices">
                <PaperChoice paper={paper.value} onChange={(next) => (paper.value = next)} />
                <NameChoice isNamed={isNamed.value} onChange={(named) => (isNamed.value = named)} />
              </div>
              <Deliver
                wanted={{
                  patientId,
                  period: periodOf(patientId),
                  until: report.figures.statistics.to,
                  paper: paper.value,
                  named: isNamed.value,
                }}
              />
            </section>
            <Pages report={report} paper={paper.value} isNamed={isNamed.value} />
          </>
        )
      }
    </PeriodPage>
  );
}

function PaperChoice({ paper, onChange }: { paper: Paper; onChange: (paper: Paper) => void }) {
  return (
    <div class="segments" role="radiogroup" aria-label={say('window.report.paper')}>
      {PAPERS.map((one) => (
        <label key={one}>
          <input type="radio" name="paper" checked={one === paper} onChange={() => onChange(one)} />
          {say(`window.report.papers.${one}`)}
        </label>
      ))}
    </div>
  );
}

function NameChoice({ isNamed, onChange }: { isNamed: boolean; onChange: (named: boolean) => void }) {
  return (
    <div>
      <label class="choice">
        <input
          type="checkbox"
          checked={isNamed}
          aria-describedby="named-hint"
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {say('window.report.named')}
      </label>
      <p class="hint" id="named-hint">
        {say('window.report.namedHint')}
      </p>
    </div>
  );
}

function Deliver({ wanted }: { wanted: ReportWanted }) {
  const now = delivery.value;
  const cancel = now && 'cancel' in now ? now.cancel : null;
  return (
    <div class="row">
      <button
        type="button"
        class="button primary"
        disabled={cancel !== null}
        onClick={() => void saveReport(wanted)}
      >
        <Icon name="save" />
        {say('window.report.save')}
      </button>
      <button
        type="button"
        class="button"
        disabled={cancel !== null}
        onClick={() => void printReport(wanted)}
      >
        <Icon name="printer" />
        {say('window.report.print')}
      </button>
      {cancel && (
        <button type="button" class="button quiet" onClick={cancel}>
          {say('window.cancel')}
        </button>
      )}
      <span role="status" class={now?.state === 'failed' ? 'error' : 'hint'}>
        {now && toldOf(now)}
      </span>
    </div>
  );
}

function toldOf(now: Delivery): string {
  if (now.state === 'saved') return say('window.report.saved', { file: now.file });
  if (now.state === 'failed') return windowProblemSentence(now.problem, localTime);
  return say(`window.report.${now.state}`);
}

function Pages({ report, paper, isNamed }: { report: ClinicReportProps; paper: Paper; isNamed: boolean }) {
  return (
    <section class="stack tight" aria-label={say('window.report.preview')}>
      <PaperPreview {...report} name={isNamed ? report.name : null} paper={paper} />
    </section>
  );
}
