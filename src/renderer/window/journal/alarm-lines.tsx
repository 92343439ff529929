import type { EntryInCourse } from '../../../shared/alarms/journal-entry.ts';
import { kindPath, OUTLINES_SIDE } from '../../../shared/alarms/kind-outlines.ts';
import { DEFAULT_TARGET } from '../../../shared/glucose/range.ts';
import type { JournalDays } from '../../../shared/ipc/alarms.ts';
import { dateText } from '../../../shared/messages/civil-dates.ts';
import { glucoseText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { timeOfDayText } from '../../../shared/messages/times.ts';
import { DayPanel } from '../../../shared/report/day-panel.tsx';
import { xOf, yOf, type Box } from '../../../shared/report/pattern-shape.ts';
import { clockOf } from '../../../shared/statistics/civil-clock.ts';
import { dateAsUtc } from '../../../shared/statistics/period.ts';
import { MINUTE, SECOND } from '../../../shared/time.ts';
import { readersOffset } from '../../charts/drawing/times.ts';
import { useWidth } from '../../components/use-width.ts';
import { unitFor } from './written.ts';

type Person = JournalDays['people'][number];

interface Props {
  person: Person;
  /** About this person. */
  entries: readonly EntryInCourse[];
  /** `2026-11-21`, oldest first. */
  dates: readonly string[];
  onOpen: (date: string) => void;
}

const HOURS = [0, 6, 12, 18, 24];

/** The line of each day, with what the alarms did on it: one day large, several beside each other. */
export function AlarmLines({ person, entries, dates, onOpen }: Props) {
  const [only, another] = dates;
  const marks = marksOf(person, entries);
  return (
    <section class="panel stack journal-lines" aria-label={person.name}>
      <h2>{person.name}</h2>
      {only !== undefined && another === undefined ? (
        <LargeDay person={person} date={only} marks={marks} />
      ) : (
        <ol class="journal-week plain">
          {dates.map((date) => (
            <li key={date}>
              <button
                type="button"
                class="link"
                aria-label={say('window.journal.open', { date: dateText(date) })}
                onClick={() => onOpen(date)}
              >
                {dateText(date)}
              </button>
              <Line person={person} date={date} marks={marks} size={{ width: 288, height: 84 }} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function LargeDay(props: { person: Person; date: string; marks: readonly Mark[] }) {
  const { element, width } = useWidth<HTMLDivElement>(640);
  return (
    <div ref={element}>
      <Line {...props} size={{ width: Math.max(width, 200), height: 176 }} hasBounds />
      <div class="journal-hours figures hint" aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour}>{timeOfDayText(hour * 60)}</span>
        ))}
      </div>
    </div>
  );
}

interface LineProps {
  person: Person;
  date: string;
  marks: readonly Mark[];
  size: { width: number; height: number };
  /** The ends of the target are written beside it. */
  hasBounds?: boolean;
}

function Line({ person, date, marks, size, hasBounds = false }: LineProps) {
  const day = person.days.find((one) => one.date === date) ?? { date, runs: [] };
  const { low, high } = person.target ?? DEFAULT_TARGET;
  const own = marks.filter((mark) => mark.date === date);
  const box: Box = { left: 0, top: 0, ...size };
  const count = own.filter(({ entry }) => entry.decision === 'raised').length;
  return (
    <figure>
      <DayPanel day={day} low={low} high={high} size={size}>
        {hasBounds && (
          <>
            <Bound mgdl={high} person={person} box={box} lift={-4} />
            <Bound mgdl={low} person={person} box={box} lift={12} />
          </>
        )}
        {own.map((mark) => (
          <AlarmMark key={`${mark.entry.at}/${mark.entry.kind}`} mark={mark} box={box} />
        ))}
      </DayPanel>
      <figcaption class={day.runs.length > 0 ? 'hidden-words' : 'hint'}>
        {day.runs.length === 0 && say('window.journal.noReadings')}{' '}
        <span class="hidden-words">
          {say('window.journal.line', { name: person.name, date: dateText(date), count })}
        </span>
      </figcaption>
    </figure>
  );
}

/** An end of the target in figures, so many pixels from its edge. */
function Bound({ mgdl, person, box, lift }: { mgdl: number; person: Person; box: Box; lift: number }) {
  return (
    <text class="journal-bound" x={box.width - 6} y={yOf(mgdl, box) + lift}>
      {glucoseText(mgdl, unitFor(person.unit))}
    </text>
  );
}

/** What stands on the line, and where. */
interface Mark {
  entry: EntryInCourse;
  date: string;
  /** Minutes since midnight on the wearer's clock. */
  minute: number;
}

const MARKED = ['raised', 'repeated', 'heldBack'];

function marksOf({ zones }: Person, entries: readonly EntryInCourse[]): Mark[] {
  const offset = clockOf(zones, readersOffset);
  return entries
    .filter(({ decision }) => MARKED.includes(decision))
    .map((entry) => {
      const local = entry.at + offset(entry.at) * SECOND;
      const date = new Date(local).toISOString().slice(0, 10);
      return { entry, date, minute: (local - (dateAsUtc(date) ?? 0)) / MINUTE };
    });
}

/** The side of a shape for each pixel of the drawing's height, and the least: of what began, and of what only went on. */
const SIDE = 0.085;
const LEAST_SIDE = 9;
const REPEATED = 0.65;

function AlarmMark({ mark: { entry, minute }, box }: { mark: Mark; box: Box }) {
  const { kind, decision, mgdl } = entry;
  const whole = Math.max(LEAST_SIDE, SIDE * box.height);
  const side = decision === 'repeated' ? whole * REPEATED : whole;
  // What rests on no value stands at the foot; nothing sticks out.
  const inside = (middle: number, end: number) => Math.min(end - side, Math.max(0, middle - side / 2));
  const x = inside(xOf(minute, box), box.width);
  const y = inside(mgdl === null ? box.height : yOf(mgdl, box), box.height);
  return (
    <path
      class={`alarm-mark ${decision}`}
      d={kindPath(kind)}
      fill-rule="evenodd"
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(side / OUTLINES_SIDE).toFixed(3)})`}
    />
  );
}
