import type { EntryInCourse } from '../../../shared/alarms/journal-entry.ts';
import { kindPath, OUTLINES_SIDE } from '../../../shared/alarms/kind-outlines.ts';
import { dateText } from '../../../shared/messages/civil-dates.ts';
import { say } from '../../../shared/messages/say.ts';
import { journalSentence } from '../../../shared/messages/sentences/journal.ts';
import type { Written } from './written.ts';

export interface Row {
  entry: EntryInCourse;
  written: Written;
}

/** What the alarms did in sentences, newest first, a heading a day. */
export function JournalList({ rows, onAsk }: { rows: readonly Row[]; onAsk: (at: number) => void }) {
  const dates = [...new Set(rows.map(({ written }) => written.date))];
  return (
    <section class="stack" aria-label={say('window.journal.list')}>
      {dates.map((date) => (
        <section key={date} class="panel journal-day" data-date={date}>
          <h2>{dateText(date)}</h2>
          <ol class="journal-rows plain">
            {rows
              .filter(({ written }) => written.date === date)
              .map((row, i) => (
                <JournalRow key={`${row.entry.at}/${i}`} row={row} onAsk={onAsk} />
              ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

function JournalRow({ row: { entry, written }, onAsk }: { row: Row; onAsk: (at: number) => void }) {
  const { kind, decision, at } = entry;
  const alarm = say(`alarms.kinds.${kind}`);
  return (
    <li class={`journal-row ${decision}`} data-at={at}>
      <time class="figures" dateTime={new Date(at).toISOString()}>
        {written.clock}
      </time>
      <svg class="journal-kind" viewBox={`0 0 ${OUTLINES_SIDE} ${OUTLINES_SIDE}`} aria-hidden="true">
        <path d={kindPath(kind)} fill-rule="evenodd" />
      </svg>
      <p>{journalSentence(entry, written)}</p>
      <button
        type="button"
        class="link"
        aria-label={say('window.journal.whyAt', { time: written.clock, alarm })}
        onClick={() => onAsk(at)}
      >
        {say('window.journal.why')}
      </button>
    </li>
  );
}
