import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

it('npm builds nothing that comes built, so that `npm ci` needs no compiler and no Python', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { gypfile?: boolean }>;
  };
  // Its package says so itself, but the npm that comes with Node 20 reads the list alone, and `npm install` leaves this out of it:
  // to be put back by hand then.
  expect(packages['node_modules/better-sqlite3']).toMatchObject({ gypfile: false });
});
