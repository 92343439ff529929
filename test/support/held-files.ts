import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { inTurn } from '../../src/main/files/in-turn.ts';
import { temporaryDirectory } from './run-cli.ts';

/**
 * What is done to files waits in a call that the system does not answer, as on a disk that hangs.
 *
 * @returns what ends that
 */
export function holdFiles(): () => Promise<void> {
  if (process.platform === 'win32') {
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = inTurn(() => promise);
    return () => (resolve(), held);
  }
  const pipe = join(temporaryDirectory(), 'pipe');
  if (spawnSync('mkfifo', [pipe]).status !== 0) throw new Error('No pipe can be made.');
  // Whoever opens it to read waits in the system until somebody opens it to write.
  const held = inTurn(async () => (await open(pipe)).close());
  return async () => {
    const writer = openSync(pipe, constants.O_RDWR);
    await held;
    closeSync(writer);
  };
}
