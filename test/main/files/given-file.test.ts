import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { writeGivenFile, writeGivenPieces } from '../../../src/main/files/given-file.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

test('takes the place of what was there, for this user alone', async () => {
  const folder = temporaryDirectory();
  const path = join(folder, 'report.pdf');
  writeFileSync(path, 'old', { mode: 0o644 });
  expect(await writeGivenFile(path, Buffer.from('new'))).toEqual(ok(undefined));
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['report.pdf']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('leaves what was there where it is not wanted any more', async () => {
  const folder = temporaryDirectory();
  const path = join(folder, 'report.pdf');
  writeFileSync(path, 'old');
  const left = new AbortController();
  const written = writeGivenFile(path, 'new', left.signal);
  left.abort(new Error('left'));
  await expect(written).rejects.toThrow('left');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['report.pdf']);
});

test('says why it cannot be there', async () => {
  const folder = temporaryDirectory();
  const nowhere = join(folder, 'nowhere');
  expect(await writeGivenFile(join(nowhere, 'a'), '')).toEqual(
    fail(problem('folderUnusable', { path: nowhere, cause: 'cannotBeMade' })),
  );
  const path = join(folder, 'taken');
  mkdirSync(path);
  expect(await writeGivenFile(path, '')).toMatchObject({ ok: false, problem: { code: 'folderUnusable' } });
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('takes a content in pieces, one after the other', async () => {
  const folder = temporaryDirectory();
  const path = join(folder, 'readings.csv');
  const pieces = Array.from({ length: 50 }, (_, i) => `${i},`.repeat(10_000));
  const written = await writeGivenPieces(path, async (put) => {
    for (const piece of pieces) await put(piece);
    return ok(pieces.length);
  });
  expect(written).toEqual(ok(50));
  expect(readFileSync(path, 'utf8')).toBe(pieces.join(''));
  expect(readdirSync(folder)).toEqual(['readings.csv']);
});

test.each([
  ['a problem', () => Promise.resolve(fail(problem('noReadingYet', {})))],
  ['an error', () => Promise.reject(new Error('a bug'))],
])('leaves nothing, and what was there, after %s on the way', async (_, end) => {
  const folder = temporaryDirectory();
  const path = join(folder, 'readings.csv');
  writeFileSync(path, 'old');
  const written = writeGivenPieces(path, async (put) => {
    await put('some');
    await put('more');
    return end();
  });
  const outcome = await written.catch((error: unknown) => error);
  expect(outcome).toEqual(await end().catch((error: unknown) => error));
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['readings.csv']);
});

test('ends between two pieces where it is not wanted any more', async () => {
  const folder = temporaryDirectory();
  const left = new AbortController();
  let pieces = 0;
  const written = writeGivenPieces(
    join(folder, 'readings.csv'),
    async (put) => {
      for (;;) {
        await put('piece');
        if (++pieces === 3) left.abort(new Error('left'));
      }
    },
    left.signal,
  );
  await expect(written).rejects.toThrow('left');
  expect(pieces).toBe(3);
  expect(readdirSync(folder)).toEqual([]);
});

test('a disk that is full is a problem with that cause, and nothing stays', async () => {
  const folder = temporaryDirectory();
  const prototype = await fileHandlePrototype(folder);
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  const write = vi.spyOn(prototype, 'writeFile').mockRejectedValue(full);
  onTestFinished(() => write.mockRestore());
  const written = await writeGivenPieces(join(folder, 'readings.csv'), async (put) => {
    for (let i = 0; i < 5; i++) await put('piece');
    return ok(undefined);
  });
  expect(written).toEqual(fail(problem('folderUnusable', { path: folder, cause: 'diskFull' })));
  expect(write).toHaveBeenCalledTimes(1);
  expect(readdirSync(folder)).toEqual([]);
});

/** What every open file is made of. */
async function fileHandlePrototype(folder: string): Promise<FileHandle> {
  const file = await open(join(folder, 'any'), 'w');
  await file.close();
  rmSync(join(folder, 'any'));
  return Object.getPrototypeOf(file) as FileHandle;
}
