import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

/** What the main window may load, apart from its page for data. */
const FILES = globSync('{renderer,shared}/**/*.{ts,tsx}', { cwd: SRC }).filter(
  (file) =>
    !file.startsWith('renderer/alarm/') &&
    !file.startsWith('renderer/window/data/') &&
    // Which no page may import (test/architecture.test.ts).
    !file.startsWith('shared/status/') &&
    !file.includes('.generated.'),
);
/** Sentences that the command line and the page for data alone say. */
const OF_THE_DATA_PAGE = ['erasing', 'import', 'restoring'].map((name) => `sentences/${name}.ts`);

/** The groups of words in a list of electron.vite.config.ts. */
function groupsOf(list: string): string[] {
  const config = readFileSync(resolve(SRC, '../electron.vite.config.ts'), 'utf8');
  return new RegExp(`${list} = \\[([^\\]]+)\\]`).exec(config)![1]!.match(/[\w.]+/g)!;
}

function saying(groups: readonly string[]): string[] {
  const said = new RegExp(`['\`](${groups.join('|')})\\.`);
  return FILES.filter((file) => said.test(textOf(file)));
}

const textOf = (file: string) => readFileSync(join(SRC, file), 'utf8').replace(/\/\*\*.*?\*\//gs, '');

it('no file of the main window says what it does not carry (electron.vite.config.ts)', () => {
  expect(FILES.length).toBeGreaterThan(200);
  const groups = groupsOf('NOT_OF_THE_WINDOW');
  expect(groups).toContain('tray');
  expect(saying(groups)).toEqual([]);
});

it('only the page for data says what comes with it', () => {
  const groups = groupsOf('OF_THE_DATA_PAGE');
  expect(groups).toContain('window.imports');
  const sentences = saying(groups);
  expect(sentences).toEqual(OF_THE_DATA_PAGE.map((file) => `shared/messages/${file}`));
  const importing = FILES.filter((file) => OF_THE_DATA_PAGE.some((one) => textOf(file).includes(one)));
  expect(importing).toEqual([]);
});

it('only the check-up says what comes with it', () => {
  const sayers = [
    'renderer/window/status/check-up.tsx',
    'shared/doctor/check-words.ts',
    'shared/night/sentence.ts',
  ];
  expect(saying(groupsOf('OF_THE_CHECK_UP')).toSorted()).toEqual(sayers);
  const importing = FILES.filter((file) => textOf(file).includes('check-words.ts'));
  expect(importing).toEqual(['renderer/window/status/check-up.tsx']);
});
