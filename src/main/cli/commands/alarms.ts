import type { Command } from 'commander';
import { explain, type PersonThen } from '../../../shared/messages/sentences/alarm-explanation.ts';
import { heardReading } from '../../../shared/alarms/events.ts';
import { journalJson, type JournalEntry } from '../../../shared/alarms/journal-entry.ts';
import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { personName } from '../../../shared/glucose/reading.ts';
import { say } from '../../../shared/messages/say.ts';
import { inEnglish } from '../../../shared/messages/speech.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { rulesFor } from '../../../shared/settings/settings.ts';
import { selfTest } from '../../alarms/self-test.ts';
import { civilText } from '../../../shared/statistics/civil-clock.ts';
import { DAY } from '../../../shared/time.ts';
import type { Edge } from '../../time/civil-time.ts';
import { systemClock } from '../../time/clock.ts';
import type { PersonInfo } from '../../history/history.ts';
import { readDays, readEdge } from '../arguments.ts';
import { civilColumn, wearersClocks, zonedText } from '../civil-column.ts';
import type { Column } from '../table.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';
import { terminalNotifier } from '../terminal-notifier.ts';
import { addRehearsal } from './rehearsal.ts';

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

const columns = (): Column[] => [
  { heading: say('alarms.headings.person') },
  { heading: say('alarms.headings.alarm') },
  { heading: say('alarms.headings.glucose'), number: true },
  { heading: say('alarms.headings.what') },
  { heading: say('alarms.headings.why') },
];

/** What is about somebody stands on their clock, what is about the program on this computer's. */
async function printEntries(
  session: Session,
  entries: readonly JournalEntry[],
  everyone: readonly PersonInfo[],
): Promise<void> {
  const needed = entries.flatMap(({ patientId, at, until }) =>
    (until === null ? [at] : [at, until]).map((instant) => ({ patientId, at: instant })),
  );
  const clockOf = await wearersClocks(session.service, needed);
  const times = entries.map(({ at, patientId }) => ({ at, offset: clockOf(patientId)(at) }));
  const time = civilColumn(say('alarms.headings.time'), times);
  session.output.table(
    [{ heading: time.heading }, ...columns()],
    entries.map((entry, index) => [
      time.cells[index]!,
      ...rowOf(session, entry, everyone, (at) => civilText(at, clockOf(entry.patientId)(at))),
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
  const what = say(`alarms.decisions.${decision}`);
  return [
    person ? personName(person) : say('alarms.program'),
    say(`alarms.kinds.${kind}`),
    mgdl === null ? '' : glucoseIn(session.unitFor(person?.unit ?? null))(mgdl),
    until === null || decision === 'heldBack'
      ? what
      : say('alarms.withUntil', { decision: what, until: time(until) }),
    say(`alarms.reasons.${reason}`),
  ];
}

function glucoseIn(unit: Unit): (mgdl: number) => string {
  return (mgdl) => `${formatGlucose(mgdl, unit)} ${unitLabel(unit)}`;
}

/** What can be said about a time, written and typed on the wearer's clock; where there are several, on this computer's. */
async function why(session: Session, edge: Edge): Promise<Result<Why>> {
  const { service, profile } = session;
  const { history } = profile;
  const people = await service.people();
  if (!people.ok) return people;
  const [only, another] = people.value;
  const patientId = only && !another ? only.patientId : null;
  const at = await history.ask('instant', { patientId, edge });
  if (!at.ok) return at;
  const then = await history.ask('moment', { at: at.value });
  if (!then.ok) return then;
  const settings = profile.currentSettings();
  const { watched, entries, people: known } = then.value;
  const calledOf = new Map(people.value.map((person) => [person.patientId, personName(person)]));
  const happened = {
    at: at.value,
    watched,
    entries,
    people: known.map(({ info, reading }): PersonThen => ({
      patientId: info.patientId,
      name: calledOf.get(info.patientId) ?? '',
      reading: reading && heardReading(reading),
      rules: rulesFor(settings, info.patientId),
      glucose: glucoseIn(session.unitFor(info.unit)),
    })),
  };
  // Which times it will name is found out first, since the history is asked for their zones.
  const named: { patientId: string | null; at: number }[] = [];
  explain(happened, (instant) => {
    named.push({ patientId, at: instant });
    return '';
  });
  const clock = (await wearersClocks(service, named))(patientId);
  const written = () => explain(happened, (instant) => zonedText({ at: instant, offset: clock(instant) }));
  const sentences = session.options.json ? inEnglish(written) : written();
  return ok({ at: new Date(at.value).toISOString(), sentences });
}

interface Why {
  at: string;
  sentences: string[];
}
