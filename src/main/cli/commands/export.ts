import { EXPORT_FORMATS, STATES_LIMITS, type ExportFormat } from '../../../shared/exchange/export-formats.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import { SAFETY_IN_ENGLISH } from '../../../shared/messages/safety.ts';
import { say } from '../../../shared/messages/say.ts';
import { speech } from '../../../shared/messages/speech.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ExportAround, Exported } from '../../exchange/export-history.ts';
import { writeExport, type AnyExportWanted } from '../../exchange/write-export.ts';
import { writeGivenPieces, type Put } from '../../files/given-file.ts';
import type { Window } from '../../service.ts';
import { readOneOf, readOutput } from '../arguments.ts';
import { oneOf } from '../choices.ts';
import type { Host } from '../host.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { readPeriod, type PeriodOptions } from './stats.ts';

interface ExportOptions extends PeriodOptions {
  format: string;
  output?: string;
  names?: boolean;
  decimalComma?: boolean;
}

export function addExport({ program, run }: Host): void {
  program
    .command('export')
    .description('the recorded readings as a file for other programs, or an archive of everything')
    .argument('[patient]', 'id or name')
    .addOption(oneOf('--format <format>', 'for which program', EXPORT_FORMATS, 'csv'))
    .option('--days <n>', 'how far to look back (default: everything)')
    .option('--from <time>', 'first moment, instead of --days')
    .option('--to <time>', 'moment before which to stop')
    .option('--output <file>', 'file to write (default: standard output)')
    .option('--decimal-comma', 'csv with semicolons between cells, for spreadsheets that write 7,4')
    .option('--names', 'names of people stand in the file')
    .action((patient: string | undefined, given: ExportOptions) =>
      run((session) => exported(session, patient, given)),
    );
}

/** Writes to wherever `put` leads. */
type Write = (around: ExportAround) => Promise<Result<Exported>>;

async function exported(
  session: Session,
  patient: string | undefined,
  given: ExportOptions,
): Promise<Result<void>> {
  const { options, output } = session;
  const format = readOneOf('--format', given.format, EXPORT_FORMATS);
  if (!format.ok) return format;
  const file = readOutput(given.output, options.json);
  if (!file.ok) return file;
  const wanted = await wantedOf(session, format.value, patient, given);
  if (!wanted.ok) return wanted;
  // Once it is clear that there will be something.
  const saying: Write = (around) =>
    writeExport(wanted.value, { ...around, put: first(() => sayWhatItIs(output, format.value), around.put) });
  const path = file.value;
  if (path === undefined) return toStandardOutput(session, saying);
  const written = await toFile(session, path, saying);
  if (!written.ok) return written;
  const { readings, from, to } = written.value;
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  if (options.json)
    await output.json({ format: format.value, output: path, readings, from: iso(from), to: iso(to) });
  else output.say(say('commandLine.exported', { output: path, count: readings }));
  return ok(undefined);
}

async function wantedOf(
  session: Session,
  format: ExportFormat,
  patient: string | undefined,
  given: ExportOptions,
): Promise<Result<AnyExportWanted>> {
  const { demo } = session.options;
  if (format === 'archive') {
    const { days, from, to } = given;
    const narrowing = Object.entries({ patient, '--days': days, '--from': from, '--to': to });
    const [what, text] = narrowing.find(([, one]) => one !== undefined) ?? [];
    if (what === undefined || text === undefined) return ok({ format, demo });
    const expected = { code: 'withoutOther', other: '--format archive' } as const;
    return fail(problem('badInput', { what, given: text, expected }));
  }
  const decimalComma = given.decimalComma === true;
  if (decimalComma && format !== 'csv') {
    const expected = { code: 'withoutOther', other: `--format ${format}` } as const;
    return fail(problem('badInput', { what: '--decimal-comma', given: '', expected }));
  }
  const window = await windowOf(given, session.service.now());
  if (!window.ok) return window;
  const names = given.names === true;
  const unitFor = (own: Unit | null) => session.unitFor(own);
  return ok({ format, patient, window: window.value, names, decimalComma, demo, unitFor });
}

/** As of other commands; without any of the options everything. */
async function windowOf(given: PeriodOptions, now: number): Promise<Result<Window>> {
  const { days, from, to } = given;
  return (days ?? from ?? to) === undefined ? ok({}) : readPeriod(given, now);
}

function first(act: () => void, put: Put): Put {
  let isDone = false;
  return (piece) => {
    if (!isDone) act();
    isDone = true;
    return put(piece);
  };
}

/** What must be known of a file that cannot say it itself. */
function sayWhatItIs(output: Output, format: ExportFormat): void {
  if (format === 'archive') output.say(say('commandLine.archiveHasNames'));
  if (STATES_LIMITS[format]) return;
  for (const key of ['window.safety.0', 'window.safety.1'] as const) output.say(say(key));
  // A translation of them has not been approved.
  if (speech().language !== 'en') for (const sentence of SAFETY_IN_ENGLISH) output.say(sentence);
}

/** Until it is written, or nobody reads it any more. */
async function toStandardOutput({ output, profile }: Session, write: Write): Promise<Result<void>> {
  const left = new AbortController();
  const stopWaiting = output.onClosed(() => left.abort());
  const put: Put = (piece) => output.piece(piece);
  try {
    const written = await write({ profile, put, signal: left.signal });
    return written.ok ? ok(undefined) : written;
  } catch (error) {
    if (!left.signal.aborted) throw error;
    return ok(undefined);
  } finally {
    stopWaiting();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Where it is stopped on the way, what is there of it is taken away first. */
async function toFile({ profile }: Session, path: string, write: Write): Promise<Result<Exported>> {
  const stopped = new AbortController();
  const stop = (signal: NodeJS.Signals) => stopped.abort(signal);
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const { signal } = stopped;
    return await writeGivenPieces(path, (put) => write({ profile, put, signal }), signal);
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    for (const signal of SIGNALS) process.removeListener(signal, stop);
    process.kill(process.pid, stopped.signal.reason as NodeJS.Signals);
    // Where the system does not end it.
    return fail(problem('promptEnded', {}));
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}
