import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allWritten, inTurn } from '../../../src/main/files/in-turn.ts';
import { KeptFile } from '../../../src/main/files/kept-file.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

function begin() {
  const folder = temporaryDirectory();
  const path = join(folder, 'kept.json');
  return { folder, path, file: new KeptFile(path) };
}

/** The disk is busy until the test says otherwise. */
function busy(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  void inTurn(() => promise);
  return resolve;
}

test('of what is to be written while the disk is busy only the newest is, for this user alone', async () => {
  const { folder, path, file } = begin();
  const free = busy();
  const written = ['1', '2', '3'].map((text) => file.write(text));
  free();
  await Promise.all(written);
  expect(readFileSync(path, 'utf8')).toBe('3');
  expect(readdirSync(folder)).toEqual(['kept.json']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a disk that takes nothing costs only that, and the old content stays', async () => {
  const { folder, path, file } = begin();
  await file.write('old');
  mkdirSync(`${path}.${process.pid}`);
  await file.write('new');
  expect(readFileSync(path, 'utf8')).toBe('old');
  await new KeptFile(join(folder, 'not there', 'kept.json')).write('x');
});

test('what is written at once is not undone by what was still to be written', async () => {
  const { path, file } = begin();
  const free = busy();
  const written = file.write('old');
  file.writeNow('new');
  free();
  await written;
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('what is taken away does not come back', async () => {
  const { folder, file } = begin();
  const free = busy();
  void file.write('x');
  const removed = file.remove();
  free();
  await removed;
  expect(readdirSync(folder)).toEqual([]);
});

test('R2: one thing at a time is done to files in the whole process', async () => {
  let atOnce = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++atOnce);
    await Promise.resolve();
    atOnce -= 1;
  };
  const failing = inTurn(() => Promise.reject(new Error('no disk')));
  await Promise.all([inTurn(work), inTurn(work), expect(failing).rejects.toThrow('no disk'), inTurn(work)]);
  await allWritten();
  expect(most).toBe(1);
});
