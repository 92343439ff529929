/**
 * `npm run check`: all `check:` scripts, in two rows side by side. What one says is shown whole once it has ended, behind
 * its name; a row ends with the first that fails, and so does the check when both have ended.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Each is only worth reading where those before it in its row are in order. */
const ROWS = [
  ['messages', 'types'],
  ['format', 'lint', 'architecture'],
];

/** Runs a script to its end. @returns whether all is in order */
async function isInOrder(name: string): Promise<boolean> {
  const began = performance.now();
  // One line for a shell: npm is a batch file on Windows.
  const child = spawn(`npm run --silent check:${name}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => said.push(bytes));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\n${code === 0 ? 'in order' : 'NOT IN ORDER'}: check:${name}, ${seconds} s`);
  process.stdout.write(Buffer.concat(said));
  return code === 0;
}

async function firstWrong(row: readonly string[]): Promise<string | null> {
  for (const name of row) if (!(await isInOrder(name))) return name;
  return null;
}

const wrong = (await Promise.all(ROWS.map(firstWrong))).filter((name) => name !== null);
if (wrong.length > 0) {
  console.error(`\nNot in order: ${wrong.map((name) => `npm run check:${name}`).join(', ')}.`);
  process.exitCode = 1;
}
