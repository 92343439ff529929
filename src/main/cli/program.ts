import '../../shared/messages/every-language.generated.ts';
import { Command, CommanderError, Option } from 'commander';
import { problem, type KnownCause, type Problem, type UsageFault } from '../../shared/problems.ts';
import { speakAs } from '../../shared/messages/speech.ts';
import { VERSION } from '../profile/version.ts';
import { addAuthenticate, addLogout } from './commands/account.ts';
import { addAlarms } from './commands/alarms.ts';
import { addConnections } from './commands/connections.ts';
import { addImport, addImports } from './commands/imports.ts';
import { addBackup, addBackups, addRestore } from './commands/backups.ts';
import { addErase } from './commands/erase.ts';
import { addExport } from './commands/export.ts';
import { addBackfill, addRecord } from './commands/record.ts';
import { addCurrent, addGraph, addHistory } from './commands/readings.ts';
import { addServe } from './commands/serve.ts';
import { addSimulate } from './commands/simulate.ts';
import { addStatus } from './commands/status.ts';
import { addPatterns } from './commands/patterns.ts';
import { addReport } from './commands/report.ts';
import { addStats } from './commands/stats.ts';
import { addDaily, addHourly, addTimeInRange } from './commands/summaries.ts';
import { addUpload } from './commands/upload.ts';
import { addWatch } from './commands/watch.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { speechIn, type GlobalOptions } from './environment.ts';
import type { Host } from './host.ts';
import { Output, terminalWidth, type Streams } from './output.ts';
import { runCommand } from './session.ts';

const ABOUT = `Follows people who share their FreeStyle Libre readings through LibreLinkUp.

Unofficial: not made or approved by Abbott, and not a medical device. Dosing decisions should not be made based on \
this device. The user should follow instructions on the continuous glucose monitoring system.`;

/** Runs one command line and returns its exit code. Throws for nothing. */
export async function main(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
  streams: Streams = { out: process.stdout, error: process.stderr },
): Promise<number> {
  const spoken = speechIn(args, environment);
  speakAs(() => spoken);
  const output = new Output(streams);
  let exitCode = 0;
  const program = new Command('glucoglance');
  const json = args.includes('--json');
  const host: Host = {
    program,
    environment,
    output,
    async run(body) {
      exitCode = await runCommand(program.opts<GlobalOptions>(), environment, output, body);
    },
    async runForever(body) {
      exitCode = await runCommand(program.opts<GlobalOptions>(), environment, output, body, null);
    },
    finish: (code) => (exitCode = code),
  };
  program
    .configureHelp({ minWidthToWrap: 20 })
    .description(ABOUT)
    .version(VERSION)
    .option('--data-dir <dir>', 'folder for history, settings and state')
    .option('--base-url <url>', 'server to ask (default: the one of the settings)')
    .option('--api-version <x.y.z>', 'version of the LibreLinkUp app to name to the server')
    .option('--demo', 'built-in simulator instead of an account, with a data folder of its own')
    .option('--json', 'print JSON')
    .addOption(new Option('--unit <unit>', 'mmol or mgdl, for text'))
    .option('--lang <tag>', 'language of tables and messages, such as de (default: as the terminal is set)')
    .configureOutput({
      getOutHelpWidth: () => terminalWidth(streams.out) ?? 80,
      getErrHelpWidth: () => terminalWidth(streams.error) ?? 80,
      writeOut: (text) => void streams.out.write(text),
      // Told below, in one line, where JSON is wanted.
      writeErr: (text) => void (json || streams.error.write(text)),
    })
    .exitOverride()
    .showHelpAfterError('("glucoglance --help" lists what there is)');
  for (const add of [
    addAuthenticate,
    addLogout,
    addConnections,
    addCurrent,
    addStatus,
    addGraph,
    addRecord,
    addBackfill,
    addHistory,
    addDaily,
    addHourly,
    addTimeInRange,
    addStats,
    addPatterns,
    addReport,
    addImport,
    addImports,
    addBackup,
    addBackups,
    addRestore,
    addExport,
    addErase,
    addAlarms,
    addServe,
    addSimulate,
    addUpload,
    addWatch,
  ]) {
    add(host);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (json) output.failure(usageProblem(error), json);
      return EXIT_CODES.usage;
    }
    const detail = error instanceof Error ? error.name : ('unknownError' satisfies KnownCause);
    output.failure(problem('unexpected', { detail }), json);
    if (environment['GLUCOGLANCE_DEBUG'] && error instanceof Error) output.say(error.stack ?? '');
    return EXIT_CODES.unexpected;
  }
  return exitCode;
}

/** Codes of `commander` for what is wrong with a command line; its own sentence names what is meant between quotes. */
const USAGE_FAULTS: Record<string, UsageFault> = {
  'commander.help': 'noCommand',
  'commander.unknownCommand': 'unknownCommand',
  'commander.unknownOption': 'unknownOption',
  'commander.missingArgument': 'missingArgument',
  'commander.optionMissingArgument': 'missingValue',
  'commander.excessArguments': 'tooManyArguments',
};

function usageProblem({ code, message }: CommanderError): Problem {
  const fault = USAGE_FAULTS[code] ?? 'other';
  const given = fault === 'other' ? message.replace(/^error: /, '') : (/'([^']*)'/.exec(message)?.[1] ?? '');
  return problem('usage', { fault, given });
}
