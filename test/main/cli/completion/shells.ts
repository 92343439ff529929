import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../support/run-cli.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export const isInstalled = (program: string): boolean =>
  spawnSync(program, ['--version'], { encoding: 'utf8' }).status === 0;

/** What bash or fish offers at the end of a line, with a completion script that it has read; in no order. */
export function offered(shell: keyof typeof HARNESSES, script: string, line: string, cwd: string): string[] {
  const home = temporaryDirectory();
  const file = join(home, `completion.${shell}`);
  writeFileSync(file, script);
  const { code, args } = HARNESSES[shell];
  const { stdout, stderr, error } = spawnSync(shell, args(code, file, line), {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home, LC_ALL: 'C.UTF-8', TERM: 'xterm' },
    timeout: 60_000,
  });
  if (error) throw error;
  if (stderr !== '') throw new Error(stderr);
  const words = stdout.split(/\r?\n/).map((one) => one.split('\t')[0]!.trim());
  return [...new Set(words.filter((one) => one !== ''))].toSorted();
}

interface Harness {
  code: string;
  args: (code: string, file: string, line: string) => string[];
}

/** bash calls the function with the words of the line, as readline does. */
const BASH = `
source "$1"
read -ra COMP_WORDS <<< "$2"
[[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_glucoglance 2>/dev/null
printf '%s\\n' "\${COMPREPLY[@]}"
`;

const HARNESSES: Record<Exclude<Shell, 'zsh'>, Harness> = {
  bash: {
    code: BASH,
    args: (code, file, line) => ['--norc', '--noprofile', '-c', code, 'bash', file, line],
  },
  fish: {
    code: 'source $argv[1]; complete -C $argv[2]',
    args: (code, file, line) => ['--no-config', '-c', code, file, line],
  },
};
