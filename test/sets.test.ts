import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { projectsIn, SLOW, WALK } from './sets.ts';

/* Which tests `npm test` runs, and that `npm run test:all`, which CI runs, leaves none out. */

const ROOT = resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** The files that patterns name, in order. */
const files = (patterns: string | readonly string[]) =>
  globSync(patterns, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
const ours = (end: string) => files(`{src,scripts,test}/**/*${end}`);
/** What vitest runs in a mode, in all of its projects. */
const run = (mode: string) =>
  projectsIn(mode)
    .flatMap(({ include, exclude }) => {
      const left = files(exclude);
      return files(include).filter((one) => !left.includes(one));
    })
    .toSorted();

it('every test is in test:all, once', () => {
  expect(run('test')).toEqual(ours('.test.ts'));
  expect(run('long')).toEqual(ours('.test.ts'));
  // Each spec is in the folder of one project, and none of them is left out.
  expect(ours('.spec.ts').filter((one) => !/^test\/(e2e|renderer)\//.test(one))).toEqual([]);
  const playwright = readFileSync(join(ROOT, 'playwright.config.ts'), 'utf8');
  const places = /testDir: '([^']+)'(?:, testIgnore: '([^']+)')?/g;
  expect([...playwright.matchAll(places)].map(([, folder, but]) => [folder, but])).toEqual([
    ['test/e2e', 'stand-in/**'],
    ['test/e2e/stand-in', undefined],
    ['test/renderer', undefined],
  ]);
  expect(scripts['test:all']).toBe('npm run build && npm run test:unit && npm run test:e2e');
  expect(scripts['test:unit']).toMatch(/vitest run$/);
  expect(scripts['test:e2e']).toMatch(/run\.ts$/);
});

it('CI runs test:all', () => {
  expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toMatch(/^npm run check\nnpm run test:all$/m);
});

it('npm test runs all but what is listed as slow, and what is listed is there', () => {
  const slow = files(SLOW);
  expect(run('quick')).toEqual(ours('.test.ts').filter((one) => !slow.includes(one)));
  // Braces would hide a name that is gone.
  const named = SLOW.flatMap((one) =>
    (/\{(.*)\}/.exec(one)?.[1] ?? '').split(',').map((name) => one.replace(/\{.*\}/, name)),
  );
  expect(named.filter((one) => files(one).length === 0)).toEqual([]);
  expect(scripts['test']).toContain('vitest run --mode quick');
});

it('and the specs of the walk', () => {
  expect(scripts['test']).toMatch(new RegExp(`--project=desktop --grep ${WALK}$`));
  const walked = ours('.spec.ts').filter((one) => readFileSync(join(ROOT, one), 'utf8').includes(WALK));
  expect(walked).not.toEqual([]);
  expect(walked.filter((one) => !one.startsWith('test/e2e/desktop/'))).toEqual([]);
});
