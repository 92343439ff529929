import { resolve } from 'node:path';
import {
  DATE_ORDERS,
  FILE_FORMATS,
  type ImportAnswers,
  type ImportQuestion,
} from '../../../shared/exchange/import-file.ts';
import { percentText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { problem, type Problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { importArchive, isArchive } from '../../exchange/import-archive.ts';
import {
  importFile,
  importsOf,
  lookIntoFile,
  peopleKnown,
  spanOfFile,
  undoImport,
} from '../../exchange/import-file.ts';
import { understandFile, type FileSeen } from '../../exchange/understand-file.ts';
import type { PersonInfo } from '../../history/people.ts';
import { nameList } from '../../profile/people.ts';
import { systemOffset } from '../../time/civil-time.ts';
import { readOneOf, readWhole } from '../arguments.ts';
import { oneOf } from '../choices.ts';
import { civilColumn } from '../civil-column.ts';
import type { Host } from '../host.ts';
import { tellArchive, tellFile, tellImported } from '../import-words.ts';
import { isoOf, type Output } from '../output.ts';
import { isInteractive } from '../prompt.ts';
import type { Session } from '../session.ts';
import { askAbout } from '../import-questions.ts';

interface ImportOptions {
  patient?: string;
  format: string;
  dateOrder?: string;
  zone?: string;
  scans?: true;
  dryRun?: true;
}

export function addImport({ program, run }: Host): void {
  program
    .command('import')
    .description('take over readings from a file of LibreView, Dexcom Clarity, Nightscout or Glucoglance')
    .argument('<file>', 'the file')
    .option('--patient <patient>', 'whose readings these are: id or name')
    .addOption(oneOf('--format <format>', 'of which program', ['auto', ...FILE_FORMATS], 'auto'))
    .addOption(oneOf('--date-order <order>', 'how the dates of the file are written', DATE_ORDERS))
    .option('--zone <zone>', 'what the clock of the file was set to, such as Europe/Berlin')
    .option('--scans', 'scans too, which are no part of the statistics')
    .option('--dry-run', 'say how the file is understood, and store nothing')
    .addHelpText('after', '\nThe unit of the file is told by --unit, if it has to be.')
    .action((file: string, given: ImportOptions) => run((session) => importIt(session, file, given)));
}

export function addImports({ program, run }: Host): void {
  const command = program
    .command('imports')
    .description('list what was imported')
    .action(() => run(listImports));
  command
    .command('undo')
    .description('take an import back')
    .argument('<importId>', 'its number in the list')
    .action((text: string) => run((session) => undo(session, text)));
}

function importIt(session: Session, given: string, options: ImportOptions): Promise<Result<void>> {
  const path = resolve(given);
  const mayBeArchive = ['auto', 'glucoglance'].includes(options.format);
  return mayBeArchive && isArchive(path)
    ? importWhole(session, path, options)
    : importReadings(session, path, options);
}

/** Of everybody, so that there is nothing to ask and nothing to decide. */
async function importWhole(session: Session, path: string, given: ImportOptions): Promise<Result<void>> {
  const { profile, options, output } = session;
  if (given.patient !== undefined) {
    const expected = { code: 'withoutOther', other: 'archive' } as const;
    return fail(problem('badInput', { what: '--patient', given: given.patient, expected }));
  }
  const isDryRun = given.dryRun === true;
  const archive = { path, isDemo: options.demo, isDryRun };
  const done = await importArchive(profile, archive, undefined, tellProgress(output));
  output.progress(null);
  if (!done.ok) return done;
  const { importId, inserted, duplicates, conflicts, readings, from, to, alreadyImportedAt } = done.value;
  if (options.json) {
    await output.json({
      importId,
      format: 'glucoglance',
      layout: 'archive',
      unit: 'mgdl',
      unitBasis: 'read',
      dateOrder: null,
      dateOrderBasis: null,
      zone: null,
      from: isoOf(from),
      to: isoOf(to),
      rows: readings,
      inserted,
      duplicates,
      conflicts,
      skipped: [],
      alreadyImportedAt: isoOf(alreadyImportedAt),
    });
    return ok(undefined);
  }
  tellArchive(output, done.value);
  tellImported(output, done.value);
  return ok(undefined);
}

async function importReadings(session: Session, path: string, given: ImportOptions): Promise<Result<void>> {
  const { profile, options } = session;
  const people = await peopleKnown(profile);
  if (!people.ok) return people;
  const answers = await answersOf(session, given);
  if (!answers.ok) return answers;
  const seen = await understood(session, path, answers.value, people.value);
  if (!seen.ok) return seen;
  const done = await importFile(
    profile,
    seen.value,
    given.dryRun === true,
    undefined,
    tellProgress(session.output),
  );
  session.output.progress(null);
  if (!done.ok) return done;
  if (options.json) {
    const { format, layout, unit, dateOrder, zone, rows, skipped } = seen.value;
    const { importId, inserted, duplicates, conflicts, alreadyImportedAt } = done.value;
    const span = spanOfFile(seen.value);
    await session.output.json({
      importId,
      format,
      layout,
      unit: unit.value,
      unitBasis: unit.basis,
      dateOrder: dateOrder?.value ?? null,
      dateOrderBasis: dateOrder?.basis ?? null,
      zone: zone?.value ?? null,
      from: isoOf(span?.from.at ?? null),
      to: isoOf(span?.to.at ?? null),
      rows,
      inserted,
      duplicates,
      conflicts,
      skipped: skipped.map(({ reason, rows: count }) => ({ reason, rows: count })),
      alreadyImportedAt: isoOf(alreadyImportedAt),
    });
    return ok(undefined);
  }
  tellFile(session.output, seen.value);
  tellImported(session.output, done.value);
  return ok(undefined);
}

const tellProgress = (output: Output) => (done: number) =>
  output.progress(say('commandLine.import.progress', { percent: percentText(done) }));

async function answersOf(
  { options, profile }: Session,
  given: ImportOptions,
): Promise<Result<ImportAnswers>> {
  const format = readOneOf('--format', given.format, ['auto', ...FILE_FORMATS]);
  if (!format.ok) return format;
  const order =
    given.dateOrder === undefined ? ok(null) : readOneOf('--date-order', given.dateOrder, DATE_ORDERS);
  if (!order.ok) return order;
  const person = given.patient === undefined ? ok([]) : await peopleKnown(profile, given.patient);
  if (!person.ok) return person;
  return ok({
    patientId: person.value[0]?.patientId ?? null,
    format: format.value === 'auto' ? null : format.value,
    unit: options.unit,
    dateOrder: order.value,
    zone: given.zone ?? null,
    scans: given.scans === true,
  });
}

/** The file, with what nothing decides asked of whoever sits at the terminal. */
async function understood(
  session: Session,
  path: string,
  answers: ImportAnswers,
  people: readonly PersonInfo[],
): Promise<Result<FileSeen>> {
  const looked = await lookIntoFile(session.profile, { path, answers }, understandFile);
  if (!looked.ok) return looked;
  const { found } = looked.value;
  if (found.is === 'problem') return fail(found.problem);
  if (found.is === 'understood') return ok(found.file);
  const { question } = found;
  if (!isInteractive()) return fail(undecided(question, people));
  const answer = await session.unlimited(askAbout(question, people, session.output));
  if (answer === null) return fail(problem('promptEnded', {}));
  return understood(session, path, { ...answers, ...answer }, people);
}

/** What has to be said, where nobody can be asked. */
function undecided(question: ImportQuestion, people: readonly PersonInfo[]): Problem {
  switch (question.about) {
    case 'dateOrder':
      return problem('dateOrderUndecided', { examples: question.examples });
    case 'unit':
      return problem('unitUndecided', { examples: question.examples });
    case 'zone':
      return problem('zoneUndecided', {
        candidates: question.candidates,
        shiftMinutes: question.shiftMinutes,
      });
    case 'person': {
      const meant = people.filter(({ patientId }) => question.people.includes(patientId));
      const { rows, agree } = question.compared ?? { rows: 0, agree: 0 };
      return problem('ownerUndecided', {
        people: nameList(meant.length === 0 ? people : meant),
        rows,
        agree,
      });
    }
  }
}

async function listImports({ profile, options, output }: Session): Promise<Result<void>> {
  const listed = await importsOf(profile);
  if (!listed.ok) return listed;
  if (options.json) {
    await output.json(
      listed.value.map(({ importId, at, format, from, to, inserted }) => ({
        importId,
        at: isoOf(at),
        format,
        from: isoOf(from),
        to: isoOf(to),
        inserted,
      })),
    );
    return ok(undefined);
  }
  if (listed.value.length === 0) {
    output.say(say('importing.none'));
    return ok(undefined);
  }
  const column = (heading: string, instants: readonly (number | null)[]) =>
    civilColumn(
      heading,
      instants.map((at) => (at === null ? null : { at, offset: systemOffset(at) })),
    );
  const headings = (name: 'imported' | 'from' | 'to') => say(`commandLine.headings.${name}`);
  const made = column(
    headings('imported'),
    listed.value.map(({ at }) => at),
  );
  const from = column(
    headings('from'),
    listed.value.map((one) => one.from),
  );
  const to = column(
    headings('to'),
    listed.value.map((one) => one.to),
  );
  output.table(
    [
      { heading: say('commandLine.headings.import'), number: true },
      { heading: say('commandLine.headings.format'), spare: 1 },
      { heading: say('commandLine.headings.readings'), number: true },
      { heading: made.heading, spare: 4 },
      { heading: from.heading, spare: 3 },
      { heading: to.heading, spare: 2 },
    ],
    listed.value.map(({ importId, format, inserted }, index) => [
      String(importId),
      format,
      String(inserted),
      made.cells[index] ?? '',
      from.cells[index] ?? '',
      to.cells[index] ?? '',
    ]),
  );
  return ok(undefined);
}

async function undo({ profile, options, output }: Session, text: string): Promise<Result<void>> {
  const importId = readWhole('<importId>', text, 1, 999_999_999);
  if (!importId.ok) return importId;
  const undone = await undoImport(profile, importId.value);
  if (!undone.ok) return undone;
  const { removed } = undone.value;
  if (options.json) await output.json({ removed });
  else output.say(say('importing.undone', { count: removed }));
  return ok(undefined);
}
