import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeGivenFile } from '../../../src/main/files/given-file.ts';
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
