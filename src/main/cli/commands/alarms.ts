import type { Command } from 'commander';
import { explain, type PersonThen } from '../../../shared/messages/sentences/alarm-explanation.ts';
import { journalJson, type JournalEntry } from '../../../shared/alarms/journal-entry.ts';
import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { personName } from '../../../shared/glucose/reading.ts';
import { journalCells, journalHeadings } from '../../../shared/messages/sentences/journal.ts';
import { say } from '../../../shared/messages/say.ts';
import { inEnglish } from '../../../shared/messages/speech.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { selfTest } from '../../alarms/self-test.ts';
import { civilText, clockOf } from '../../../shared/statistics/civil-clock.ts';
import { DAY } from '../../../shared/time.ts';
import { systemOffset, type Edge } from '../../time/civil-time.ts';
import { systemClock } from '../../time/clock.ts';
import type { PersonInfo } from '../../history/history.ts';
import { happenedAt } from '../../reports/journal.ts';
import { readDays, readEdge } from '../arguments.ts';
import { civilColumn, wearersClocks, zonedText } from '../civil-column.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';
import { terminalNotifier } from '../terminal-notifier.ts';
import { addRehearsal } from './rehearsal.ts';

/** The end of a window that has none; later than any journal. */
const EVER = 8.64e15;
/** Of the journal as a table. */
const GLUCOSE_COLUMN = 3;

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
        const sentences = await why(session, edge.value);
        if (!sentences.ok) return sentences;
        if (session.options.json) await session.output.json(sentences.value);
        else for (const sentence of sentences.value.sentences) session.output.sentence(sentence);
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
        const kept = await session.profile.history.ask('note', { entries, watched: [] });
        if (session.options.json) {
          if (kept.ok) await session.output.json(entries.map(journalJson));
        } else
          for (const { kind, reason } of entries)
            session.output.line(`${say(`alarms.kinds.${kind}`)}: ${say(`alarms.reasons.${reason}`)}`);
        return kept;
      }),
    );
}

async function list(session: Session, patient: string | undefined, days: number): Promise<Result<void>> {
  const { service, profile, output, options } = session;
  const everyone = await service.people();
  if (!everyone.ok) return everyone;
  const wanted = patient === undefined ? ok(undefined) : await service.people(patient);
  if (!wanted.ok) return wanted;
  const from = service.now() - days * DAY;
  const patientId = wanted.value?.[0]?.patientId ?? null;
  const entries = await profile.history.ask('journal', { from, to: EVER, patientId });
  if (!entries.ok) return entries;
  if (options.json) await output.json(entries.value.map(journalJson));
  else if (entries.value.length === 0) output.say(say('alarms.nothing'));
  else await printEntries(session, entries.value, everyone.value);
  return ok(undefined);
}

/** What is about somebody stands on their clock, what is about the program on this computer's. */
async function printEntries(
  session: Session,
  entries: readonly JournalEntry[],
  everyone: readonly PersonInfo[],
): Promise<void> {
  const needed = entries.flatMap(({ patientId, at, until }) =>
    (until === null ? [at] : [at, until]).map((instant) => ({ patientId, at: instant })),
  );
  const clockFor = await wearersClocks(session.service, needed);
  const times = entries.map(({ at, patientId }) => ({ at, offset: clockFor(patientId)(at) }));
  const [timeHeading = '', ...headings] = journalHeadings();
  const time = civilColumn(timeHeading, times);
  session.output.table(
    [time.heading, ...headings].map((heading, column) => ({ heading, number: column === GLUCOSE_COLUMN })),
    entries.map((entry, index) => {
      const { patientId } = entry;
      const person = everyone.find((one) => one.patientId === patientId);
      const cells = journalCells(entry, {
        name: person ? personName(person) : null,
        glucose: glucoseIn(session.unitFor(person?.unit ?? null)),
        time: (at) => civilText(at, clockFor(patientId)(at)),
      });
      return [time.cells[index]!, ...cells];
    }),
  );
}

function glucoseIn(unit: Unit): (mgdl: number) => string {
  return (mgdl) => `${formatGlucose(mgdl, unit)} ${unitLabel(unit)}`;
}

/** What can be said about a time; see `happenedAt`. */
async function why(session: Session, edge: Edge): Promise<Result<Why>> {
  const happened = await happenedAt(session.profile, edge);
  if (!happened.ok) return happened;
  const { at, watched, entries, zones } = happened.value;
  const people = happened.value.people.map((person): PersonThen => ({
    ...person,
    glucose: glucoseIn(session.unitFor(person.unit)),
  }));
  const clock = zones === null ? systemOffset : clockOf(zones, systemOffset);
  const written = () =>
    explain({ at, watched, entries, people }, (instant) =>
      zonedText({ at: instant, offset: clock(instant) }),
    );
  const sentences = session.options.json ? inEnglish(written) : written();
  return ok({ at: new Date(at).toISOString(), sentences });
}

interface Why {
  at: string;
  sentences: string[];
}
