import '../../shared/messages/every-language.generated.ts';
import { Command, CommanderError } from 'commander';
import { problem, type KnownCause, type Problem, type UsageFault } from '../../shared/problems.ts';
import { speakAs } from '../../shared/messages/speech.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { speechIn, type GlobalOptions } from './environment.ts';
import type { Host } from './host.ts';
import { defineProgram } from './definitions.ts';
import { Output, type Streams } from './output.ts';
import { runCommand } from './session.ts';

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
  defineProgram(host, streams, json);
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
