import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

it('nothing outside the command line says what no window carries (electron.vite.config.ts)', () => {
  const files = globSync('{renderer,shared,main}/**/*.{ts,tsx}', { cwd: SRC }).filter(
    (file) =>
      !file.startsWith('main/cli/') &&
      !file.includes('.generated.') &&
      // The command line's own sentences.
      file !== 'shared/messages/sentences/import.ts',
  );
  expect(files.length).toBeGreaterThan(300);
  const saying = files.filter((file) =>
    /['`](commandLine|importing)\./.test(readFileSync(join(SRC, file), 'utf8')),
  );
  expect(saying).toEqual([]);
});
