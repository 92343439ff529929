import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { reading } from '../../support/readings.ts';
import { cleanEnvironment } from '../../support/run-cli.ts';
import { personInfo, temporaryFolder, valueOf } from '../history/history-folder.ts';

const ENTRY = join(import.meta.dirname, '../../../src/main/cli/index.ts');
const HOUR = 3_600_000;
const HOLD = pathToFileURL(join(import.meta.dirname, '../../support/held-question.ts')).href;

it.each([
  ['stats', '--days', '365'],
  ['daily', '--days', '90'],
  ['history'],
  ['alarms', 'rehearse', '--days', '14'],
])('Ctrl+C ends a big question under way at once: %s', async (...command) => {
  const dataDir = temporaryFolder();
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  valueOf(history.rememberPerson(personInfo()));
  valueOf(history.record([reading({ measuredAt: HOUR * Math.floor(Date.now() / HOUR) })]));
  history.close();
  const child = spawn(process.execPath, ['--import', HOLD, ENTRY, ...command, '--data-dir', dataDir], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close');
  const [said] = (await once(child.stderr.setEncoding('utf8'), 'data')) as [string];
  expect(said).toBe('under way\n');
  child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
  expect(out).toBe('');
});
