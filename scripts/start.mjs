// `npm start`: builds if the sources are newer than the build, then watches the demo account. One process, so that
// whoever stops it stops the monitor. Plain JavaScript, because an old Node must be able to say what is missing.
import './require-node.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'out/main/cli.js');

function newest(folder) {
  return Math.max(
    ...readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)).mtimeMs),
  );
}

if (!existsSync(program) || statSync(program).mtimeMs < newest(join(root, 'src'))) {
  console.error('Building …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

console.error('Watching the demo account, two made-up people. Ctrl+C ends it.');
process.argv = [process.execPath, program, '--demo', 'watch', ...process.argv.slice(2)];
await import(pathToFileURL(program).href);
