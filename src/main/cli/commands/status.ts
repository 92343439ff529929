import { STATUS_FORMATS, statusText, type StatusFormat } from '../../../shared/status/formats/formats.ts';
import { statusJson } from '../../../shared/status/status-json.ts';
import { statusOf, type Known, type Status } from '../../../shared/status/status.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { followStatus, type Looked } from '../../feed/follow-status.ts';
import { knownOnDisk } from '../../feed/status-on-disk.ts';
import { findPerson } from '../../profile/people.ts';
import { VERSION } from '../../profile/version.ts';
import { systemClock } from '../../time/clock.ts';
import { readOneOf } from '../arguments.ts';
import { readRunOptions, type GlobalOptions, type RunOptions } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import type { Output } from '../output.ts';

interface StatusOptions {
  format?: string;
  follow?: boolean;
}

/** SwiftBar shows what follows such a line in place of what came before. */
const XBAR_AGAIN = '~~~';

export function addStatus({ program, environment, output, finish }: Host): void {
  program
    .command('status')
    .description('what the tray shows, from what is recorded, for status bars; asks no server')
    .argument('[patient]', 'id or name')
    .option('--format <format>', `one of ${STATUS_FORMATS.join(', ')}`)
    .option('--follow', 'go on: a line at each change, and each minute')
    .action(async (patient: string | undefined, given: StatusOptions) => {
      const globals = program.opts<GlobalOptions>();
      const shown = await showStatus(readRunOptions(globals, environment), output, patient, given);
      if (shown.ok) return;
      output.failure(shown.problem, globals.json === true);
      finish(EXIT_CODES[shown.problem.code]);
    });
}

/** Of nobody else's making: no session, no client, no keychain, and nothing of the folder is written. */
async function showStatus(
  options: Result<RunOptions>,
  output: Output,
  patient: string | undefined,
  given: StatusOptions,
): Promise<Result<void>> {
  if (!options.ok) return options;
  const { dataDir, demo, unit, json } = options.value;
  const format = readFormat(given.format, json);
  if (!format.ok) return format;
  const known = (): Known => knownOnDisk(dataDir, systemClock.now(), demo);
  const first = known();
  const chosen = chosenOf(first, patient);
  if (!chosen.ok) return chosen;
  const looked = (now: Known): Looked => lookedAt(statusOf(now, chosen.value, unit), format.value);
  const write = (text: string): void => text.split('\n').forEach((line) => output.line(line));
  if (given.follow !== true) {
    write(looked(first).text);
  } else {
    const again = format.value === 'xbar' ? `${XBAR_AGAIN}\n` : '';
    await untilStopped(output, () =>
      followStatus(
        systemClock,
        () => looked(known()),
        (text) => write(again + text),
      ),
    );
  }
  const unwritten = await output.finished();
  return unwritten ? fail(unwritten) : ok(undefined);
}

function readFormat(given: string | undefined, json: boolean): Result<StatusFormat> {
  if (given === undefined) return ok(json ? 'json' : 'plain');
  const format = readOneOf('--format', given, STATUS_FORMATS);
  if (!format.ok || !json || format.value === 'json') return format;
  const expected = { code: 'withoutOther', other: '--json' } as const;
  return fail(problem('badInput', { what: '--format', given, expected }));
}

/** Whose by id; null: whoever is to be shown, and where the history says of nobody who they are. */
function chosenOf({ people, way }: Known, patient: string | undefined): Result<string | null> {
  if (patient === undefined || (people.length === 0 && way.code === 'problem')) return ok(null);
  const found = findPerson(
    people.map(({ person }) => person),
    patient,
  );
  return found.ok ? ok(found.value.patientId) : found;
}

function lookedAt(status: Status, format: StatusFormat): Looked {
  const text = statusText(format, status, VERSION);
  const key = format === 'json' ? JSON.stringify({ ...statusJson(status), ageSeconds: null }) : text;
  return { text, key };
}

async function untilStopped(output: Output, begin: () => () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = begin();
  const stopWaiting = output.onClosed(resolve);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  await promise;
  end();
  stopWaiting();
}
