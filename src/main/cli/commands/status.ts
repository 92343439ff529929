import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readOneOf } from '../arguments.ts';
import { oneOf } from '../choices.ts';
import { readRunOptions, type GlobalOptions } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { followStatus } from '../follow-status.ts';
import { statusShown, STATUS_FORMATS, type StatusFormat, type StatusRequest } from '../show-status.ts';
import { systemClock } from '../../time/clock.ts';
import type { Output } from '../output.ts';

interface StatusOptions {
  format?: string;
  follow?: boolean;
}

/** A command line that status-now.ts does not understand comes here: to be helped, or told what is wrong with it. */
export function addStatus({ program, environment, output, finish }: Host): void {
  const run = async (patient: string | undefined, given: StatusOptions): Promise<Result<void>> => {
    const options = readRunOptions(program.opts<GlobalOptions>(), environment);
    if (!options.ok) return options;
    const { dataDir, demo, unit, json } = options.value;
    const format = readFormat(given.format, json);
    if (!format.ok) return format;
    const request = { dataDir, demo, unit, patient, format: format.value };
    const shown = statusShown(request);
    if (!shown.ok) return shown;
    if (given.follow) await untilStopped(request, output);
    else writeLines(output, shown.value.text);
    const unwritten = await output.finished();
    return unwritten ? fail(unwritten) : ok(undefined);
  };
  program
    .command('status')
    .description('what the tray shows, from what is recorded, for status bars; asks no server')
    .argument('[patient]', 'id or name')
    .addOption(oneOf('--format <format>', 'for which bar', STATUS_FORMATS))
    .option('--follow', 'go on: a line at each change, and each minute')
    .action(async (patient: string | undefined, given: StatusOptions) => {
      const shown = await run(patient, given);
      if (shown.ok) return;
      output.failure(shown.problem, program.opts<GlobalOptions>().json === true);
      finish(EXIT_CODES[shown.problem.code]);
    });
}

/** SwiftBar shows what follows such a line in place of what came before. */
const XBAR_AGAIN = '~~~';

/** Writes on until somebody stops it, or nobody reads it any more. */
async function untilStopped(request: StatusRequest, output: Output): Promise<void> {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const stopWaiting = output.onClosed(stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  const end = followStatus(
    systemClock,
    () => statusShown(request),
    (text) => writeLines(output, request.format === 'xbar' ? `${XBAR_AGAIN}\n${text}` : text),
  );
  await stopped;
  end();
  stopWaiting();
}

const writeLines = (output: Output, text: string): void =>
  text.split('\n').forEach((line) => output.line(line));

function readFormat(given: string | undefined, json: boolean): Result<StatusFormat> {
  if (given === undefined) return ok(json ? 'json' : 'plain');
  const format = readOneOf('--format', given, STATUS_FORMATS);
  if (!format.ok || !json || format.value === 'json') return format;
  const expected = { code: 'withoutOther', other: '--json' } as const;
  return fail(problem('badInput', { what: '--format', given, expected }));
}
