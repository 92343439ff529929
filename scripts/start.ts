// `npm start`: builds if the sources are newer than the build, then records and shows the demo account.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'out/main/cli.js');

function newest(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs));
}

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(program) || statSync(program).mtimeMs < newest(join(root, 'src'))) {
  console.error('Building …');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', 'build']);
}

console.error('The demo account, two made-up people. Their last twelve hours and their latest readings:');
const demo = (...command: string[]) => run(process.execPath, [program, '--demo', ...command]);
demo('backfill');
demo('record');
console.error('\nMore: npx --no-install glucoglance --help');
