import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ALARM_KINDS, type AlarmKind } from '../../../shared/alarms/kinds.ts';
import type { JournalDays } from '../../../shared/ipc/alarms.ts';
import { dateText } from '../../../shared/messages/civil-dates.ts';
import { say } from '../../../shared/messages/say.ts';
import { journalCells, journalHeadings } from '../../../shared/messages/sentences/journal.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { dateAsUtc } from '../../../shared/statistics/period.ts';
import { DAY } from '../../../shared/time.ts';
import { CopyTable } from '../../components/copy-table.tsx';
import { snapshot } from '../../live.ts';
import { askedMinute } from '../navigation.ts';
import { useAsked } from '../period/asked.ts';
import { AlarmLines } from './alarm-lines.tsx';
import { JournalList, type Row } from './journal-list.tsx';
import { WhyAsked } from './why-asked.tsx';
import { today, writtenFor } from './written.ts';

/** What is looked at. `about`: a patient id, or one of the two below. */
interface Look {
  /** The last day, `2026-11-21`. */
  date: string;
  days: 1 | 7;
  kind: AlarmKind | '';
  about: string;
}

const EVERYBODY = '';
const PROGRAM = '-';

const dateBeside = (date: string, days: number): string =>
  new Date((dateAsUtc(date) ?? 0) + days * DAY).toISOString().slice(0, 10);

/** What the alarms did, day by day, and why. */
export function JournalPage() {
  const look = useSignal<Look>({ date: today(), days: 1, kind: '', about: EVERYBODY });
  const { date, days } = look.value;
  // What rings while the page is looked at belongs on it.
  const ringing = JSON.stringify(
    snapshot.value?.alarms.map((one) => [one.patientId, one.kind, one.phase, one.since, one.until]),
  );
  const answer = useAsked('alarms:journal', { date, days }, ringing).value;
  const people = useSignal<JournalDays['people']>([]);
  useEffect(() => {
    if (typeof answer === 'object' && 'value' in answer) people.value = answer.value.people;
  }, [answer]);
  // Whoever comes back asks anew.
  useEffect(() => () => void (askedMinute.value = null), []);
  const change = (next: Partial<Look>) => (look.value = { ...look.value, ...next });
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{say('window.pages.journal')}</h1>
      <p class="muted">{say('window.journal.lead')}</p>
      <WhyAsked
        onAnswered={(asked) => {
          const isShown = asked <= date && asked > dateBeside(date, -days);
          if (!isShown) change({ date: asked });
        }}
      />
      <div class="journal-choice">
        <Stretch look={look} />
        <Filters people={people.value} look={look} />
      </div>
      {answer === 'busy' && (
        <p class="panel muted" role="status">
          {say('window.period.loading')}
        </p>
      )}
      {typeof answer === 'object' && 'problem' in answer && (
        <p class="problem" role="alert">
          {windowProblemSentence(answer.problem, localTime)}
        </p>
      )}
      {typeof answer === 'object' && 'value' in answer && <Shown journal={answer.value} look={look} />}
    </div>
  );
}

/** Which day or week is shown, and the way to the ones beside it. */
function Stretch({ look }: { look: Signal<Look> }) {
  const { date, days } = look.value;
  const last = today();
  const go = (next: string) => (look.value = { ...look.value, date: next > last ? last : next });
  return (
    <div class="journal-stretch" role="group" aria-label={say('window.journal.stretch')}>
      <div class="period-days">
        {([1, 7] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={days === one}
            onClick={() => (look.value = { ...look.value, days: one })}
          >
            {one === 1 ? say('window.journal.day') : say('window.journal.week')}
          </button>
        ))}
      </div>
      <div class="row">
        <button type="button" class="button" onClick={() => go(dateBeside(date, -days))}>
          {say('window.journal.earlier')}
        </button>
        <p class="figures" role="status">
          {days === 1
            ? dateText(date)
            : say('window.journal.fromTo', {
                from: dateText(dateBeside(date, 1 - days)),
                to: dateText(date),
              })}
        </p>
        <button
          type="button"
          class="button"
          disabled={date >= last}
          onClick={() => go(dateBeside(date, days))}
        >
          {say('window.journal.later')}
        </button>
        {date < last && (
          <button type="button" class="button quiet" onClick={() => go(last)}>
            {say('window.journal.today')}
          </button>
        )}
      </div>
    </div>
  );
}

/** The answer through the filters: lines, sentences, and the way into a table. */
function Shown({ journal, look }: { journal: JournalDays; look: Signal<Look> }) {
  const { date, days, kind, about } = look.value;
  const isWanted = (patientId: string | null) =>
    about === EVERYBODY || (about === PROGRAM ? patientId === null : patientId === about);
  const entries = journal.entries.filter(
    (entry) => (kind === '' || entry.kind === kind) && isWanted(entry.patientId),
  );
  const rows = entries.toReversed().map((entry): Row => ({ entry, written: writtenFor(journal, entry) }));
  const dates = Array.from({ length: days }, (_, i) => dateBeside(date, i + 1 - days));
  const table = () => ({
    headings: journalHeadings(),
    rows: rows.map(({ entry, written }) => [
      `${written.date} ${written.clock}`,
      ...journalCells(entry, written),
    ]),
  });
  return (
    <>
      {journal.people
        .filter(({ patientId }) => isWanted(patientId))
        .map((person) => (
          <AlarmLines
            key={person.patientId}
            person={person}
            entries={entries.filter(({ patientId }) => patientId === person.patientId)}
            dates={dates}
            onOpen={(one) => (look.value = { ...look.value, date: one, days: 1 })}
          />
        ))}
      {rows.length === 0 ? (
        <div class="panel muted stack">
          <p>{journal.entries.length === 0 ? say('alarms.nothing') : say('window.journal.nothing')}</p>
          <p class="small">{say('window.journal.unwatched')}</p>
        </div>
      ) : (
        <>
          <div class="journal-choice">
            <p class="hint">{say('window.journal.key')}</p>
            <CopyTable table={table} />
          </div>
          <JournalList rows={rows} onAsk={(at) => (askedMinute.value = { instant: at })} />
        </>
      )}
    </>
  );
}

/** By kind and by person; stays while another day is read. */
function Filters({ people, look }: Pick<JournalDays, 'people'> & { look: Signal<Look> }) {
  const { kind, about } = look.value;
  return (
    <div class="row journal-filters">
      <label class="row">
        {say('window.journal.alarm')}
        <select
          class="input"
          value={kind}
          onChange={(event) =>
            (look.value = { ...look.value, kind: event.currentTarget.value as Look['kind'] })
          }
        >
          <option value="">{say('window.journal.everyAlarm')}</option>
          {ALARM_KINDS.map((one) => (
            <option key={one} value={one}>
              {say(`alarms.kinds.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="row">
        {say('window.journal.about')}
        <select
          class="input"
          value={about}
          onChange={(event) => (look.value = { ...look.value, about: event.currentTarget.value })}
        >
          <option value={EVERYBODY}>{say('window.journal.everybody')}</option>
          {people.map(({ patientId, name }) => (
            <option key={patientId} value={patientId}>
              {name}
            </option>
          ))}
          <option value={PROGRAM}>{say('alarms.program')}</option>
        </select>
      </label>
    </div>
  );
}
