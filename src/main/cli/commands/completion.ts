import { readOneOf } from '../arguments.ts';
import { argumentOf } from '../choices.ts';
import { bashCompletion } from '../completion/bash.ts';
import { described, type Described } from '../completion/described.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Host } from '../host.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

const SCRIPTS: Record<(typeof SHELLS)[number], (root: Described) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function addCompletion({ program, output, finish }: Host): void {
  program
    .command('completion')
    .description('a script that completes commands and options in your shell')
    .addArgument(argumentOf('<shell>', 'which shell', SHELLS))
    .action(async (given: string) => {
      const known = readOneOf('completion', given, SHELLS);
      if (known.ok) {
        output.document(SCRIPTS[known.value](described(program)));
        const unwritten = await output.finished();
        if (unwritten === null) return;
        output.failure(unwritten, false);
        return finish(EXIT_CODES[unwritten.code]);
      }
      output.failure(known.problem, program.opts<{ json?: boolean }>().json === true);
      finish(EXIT_CODES[known.problem.code]);
    });
}
