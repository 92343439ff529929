import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

it('no file of the main window says what it does not carry (electron.vite.config.ts)', () => {
  const config = readFileSync(resolve(SRC, '../electron.vite.config.ts'), 'utf8');
  const groups = /NOT_OF_THE_WINDOW = \[([^\]]+)\]/.exec(config)![1]!.match(/\w+/g)!;
  expect(groups).toContain('tray');
  const files = globSync('{renderer,shared}/**/*.{ts,tsx}', { cwd: SRC }).filter(
    (file) =>
      !file.startsWith('renderer/alarm/') &&
      // Which no page may import (test/architecture.test.ts).
      !file.startsWith('shared/status/') &&
      !file.includes('.generated.'),
  );
  expect(files.length).toBeGreaterThan(200);
  const saying = files.filter((file) =>
    new RegExp(`['\`](${groups.join('|')})\\.`).test(withoutComments(readFileSync(join(SRC, file), 'utf8'))),
  );
  expect(saying).toEqual([]);
});

const withoutComments = (code: string) => code.replace(/\/\*\*.*?\*\//gs, '');
