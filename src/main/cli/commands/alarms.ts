import type { Command } from 'commander';
import { explain, type PersonThen } from '../../../shared/alarms/explanation.ts';
import { heardReading } from '../../../shared/alarms/events.ts';
import { journalJson, type JournalEntry } from '../../../shared/alarms/journal-entry.ts';
import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { personName } from '../../../shared/glucose/reading.ts';
import { alarms as words } from '../../../shared/messages/en.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { rulesFor } from '../../../shared/settings/settings.ts';
import { selfTest } from '../../alarms/self-test.ts';
import { civilText, type OffsetAt } from '../../../shared/statistics/civil-clock.ts';
import { instantOfEdge, systemOffset } from '../../civil-time.ts';
import { systemClock } from '../../clock.ts';
import type { PersonInfo } from '../../history/history.ts';
import { readDays, readEdge } from '../arguments.ts';
import { civilColumn, zonedText } from '../civil-column.ts';
import type { Column } from '../table.ts';
import type { Host } from '../program.ts';
import type { Session } from '../session.ts';
import { terminalNotifier } from '../terminal-notifier.ts';
import { addRehearsal } from './rehearsal.ts';

const DAY_MS = 86_400_000;
/** The end of a window that has none; later than any journal. */
const EVER = 8.64e15;

export function addAlarms(host: Host): void {
  const { program, run } = host;
  const command = program
    .command('alarms')
    .description('what the alarms did: raised, held back and why, acknowledged, cleared')
    .argument('[patient]', 'id or name')
    .option('--days <n>', 'how far to look back (default: 7)')
    .action((patient: string | undefined, given: { days?: string }) =>
      run(async (session) => {
        const days = given.days === undefined ? ok(7) : readDays(given.days);
        return days.ok ? list(session, patient, days.value) : days;
      }),
    );
  addWhy(command, host);
  addRehearsal(command, host);
  addTest(command, host);
}

function addWhy(command: Command, { run }: Host): void {
  command
    .command('why')
    .description('why it rang, or did not, at some time')
    .argument('<time>', 'for example 03:12, -3h, 2026-11-21T03:12 or 2026-11-21T02:12:00Z')
    // `-3h` is a time, though it looks like an option; what is neither is refused as a time.
    .allowUnknownOption()
    .action((text: string) =>
      run(async (session) => {
        const now = session.service.now();
        const edge = await readEdge('<time>', text, now);
        if (!edge.ok) return edge;
        const clock = readersClock(session);
        const at = instantOfEdge(edge.value, now, clock);
        const sentences = why(session, at, (instant) => zonedText({ at: instant, offset: clock(instant) }));
        if (!sentences.ok) return sentences;
        if (session.options.json)
          await session.output.json({ at: new Date(at).toISOString(), sentences: sentences.value });
        else for (const sentence of sentences.value) session.output.sentence(sentence);
        return ok(undefined);
      }),
    );
}

function addTest(command: Command, { run }: Host): void {
  command
    .command('test')
    .description('deliver one alarm of each priority, and note what became of it')
    .action(() =>
      run(async (session) => {
        const entries = await selfTest(terminalNotifier(session), systemClock);
        const history = session.service.resources.history();
        const kept = history.ok ? history.value.journal.add(entries, []) : history;
        if (session.options.json) {
          if (kept.ok) await session.output.json(entries.map(journalJson));
        } else
          for (const { kind, reason } of entries)
            session.output.line(`${words.kinds[kind]}: ${words.reasons[reason]}`);
        return kept;
      }),
    );
}

/** Times as typed and written are the wearer's where there is one wearer; where there are several, this computer's. */
function readersClock({ service }: Session): OffsetAt {
  const people = service.people();
  const [only, another] = people.ok ? people.value : [];
  return only && !another ? service.wearersClock(only.patientId) : systemOffset;
}

function entriesOf(
  { service }: Session,
  window: { from: number; to: number },
  patientId?: string,
): Result<JournalEntry[]> {
  const history = service.resources.history();
  return history.ok ? history.value.journal.entries(window, patientId) : history;
}

async function list(session: Session, patient: string | undefined, days: number): Promise<Result<void>> {
  const { service, output, options } = session;
  const everyone = service.people();
  if (!everyone.ok) return everyone;
  const wanted = patient === undefined ? ok(undefined) : service.people(patient);
  if (!wanted.ok) return wanted;
  const from = service.now() - days * DAY_MS;
  const entries = entriesOf(session, { from, to: EVER }, wanted.value?.[0]?.patientId);
  if (!entries.ok) return entries;
  if (options.json) await output.json(entries.value.map(journalJson));
  else if (entries.value.length === 0) output.say(words.nothing);
  else printEntries(session, entries.value, everyone.value);
  return ok(undefined);
}

const { headings } = words;
const COLUMNS: Column[] = [
  { heading: headings.person },
  { heading: headings.alarm },
  { heading: headings.glucose, number: true },
  { heading: headings.what },
  { heading: headings.why },
];

/** What is about somebody stands on their clock, what is about the program on this computer's. */
function printEntries(
  session: Session,
  entries: readonly JournalEntry[],
  everyone: readonly PersonInfo[],
): void {
  const clockOf = ({ patientId }: JournalEntry): OffsetAt =>
    patientId === null ? systemOffset : session.service.wearersClock(patientId);
  const times = entries.map((entry) => ({ at: entry.at, offset: clockOf(entry)(entry.at) }));
  const time = civilColumn(headings.time, times);
  session.output.table(
    [{ heading: time.heading }, ...COLUMNS],
    entries.map((entry, index) => [
      time.cells[index]!,
      ...rowOf(session, entry, everyone, (at) => civilText(at, clockOf(entry)(at))),
    ]),
  );
}

function rowOf(
  session: Session,
  entry: JournalEntry,
  everyone: readonly PersonInfo[],
  time: (at: number) => string,
): string[] {
  const { patientId, kind, decision, reason, mgdl, until } = entry;
  const person = everyone.find((one) => one.patientId === patientId);
  const what = words.decisions[decision];
  return [
    person ? personName(person) : words.program,
    words.kinds[kind],
    mgdl === null ? '' : glucoseIn(session.unitFor(person?.unit ?? null))(mgdl),
    until === null || decision === 'heldBack' ? what : words.withUntil(what, time(until)),
    words.reasons[reason],
  ];
}

function glucoseIn(unit: Unit): (mgdl: number) => string {
  return (mgdl) => `${formatGlucose(mgdl, unit)} ${unitLabel(unit)}`;
}

function why(session: Session, at: number, time: (instant: number) => string): Result<string[]> {
  const { service } = session;
  const history = service.resources.history();
  if (!history.ok) return history;
  const people = service.people();
  if (!people.ok) return people;
  const settings = service.resources.currentSettings();
  const read = history.value.read((stored) =>
    people.value.map((person): PersonThen => {
      const { patientId, unit } = person;
      const reading = stored.newest(patientId, at);
      return {
        patientId,
        name: personName(person),
        reading: reading && heardReading(reading),
        rules: rulesFor(settings, patientId),
        glucose: glucoseIn(session.unitFor(unit)),
      };
    }),
  );
  if (!read.ok) return read;
  const watched = history.value.journal.watchedNear(at);
  if (!watched.ok) return watched;
  const entries = entriesOf(session, { from: at - DAY_MS, to: at + DAY_MS });
  if (!entries.ok) return entries;
  return ok(explain({ at, watched: watched.value, people: read.value, entries: entries.value }, time));
}
