import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { GUIDE, sections, wordsIn } from '../../scripts/guide-words.ts';
import { GUIDE_SCENES, GUIDE_TRAY } from '../../scripts/guide-pictures.ts';

/* The illustrated guide: its pictures, and that what it tells people to press is there under that name. */
const FOLDER = resolve(import.meta.dirname, '../../docs/guide');
const WORDS = resolve(import.meta.dirname, '../../src/shared/messages/en.json');
const taken = [...Object.keys(GUIDE_SCENES), ...Object.keys(GUIDE_TRAY)]
  .map((name) => `${name}.png`)
  .toSorted();

function said(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return Object.values(words as object).flatMap(said);
}

it('shows each picture that is taken for it, and no other', () => {
  const shown = [...GUIDE.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
  expect(shown.map(([, , file]) => file!).toSorted()).toEqual(taken);
  expect(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.png'))
      .toSorted(),
  ).toEqual(taken);
  // Who does not see a picture hears what is on it.
  expect(shown.filter(([, words]) => words!.length < 6)).toEqual([]);
});

it('is small', () => {
  const sizes = taken.map((name) => statSync(join(FOLDER, name)).size);
  expect(Math.max(...sizes)).toBeLessThan(60_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000);
});

it('calls what is to be pressed as the window does', () => {
  const ours = said(JSON.parse(readFileSync(WORDS, 'utf8')));
  const labels = wordsIn(GUIDE);
  expect(labels.length).toBeGreaterThan(15);
  const unknown = labels.filter((label) => !ours.some((one) => one === label || one.startsWith(`${label}:`)));
  expect(unknown).toEqual([]);
});

it('has its steps by the numbers and in the order that the first run has', () => {
  const numbers = [...sections().keys()].flatMap((heading) =>
    [...(/^[\d and]+(?=\.)/.exec(heading)?.[0] ?? '').matchAll(/\d/g)].map(Number),
  );
  const { steps } = (JSON.parse(readFileSync(WORDS, 'utf8')) as { window: { firstRun: { steps: object } } })
    .window.firstRun;
  expect(numbers).toEqual(Object.keys(steps).map((_, i) => i + 1));
});

it('says the two sentences, that nothing tells of a whole program that was killed, and that nothing is released', () => {
  const plain = GUIDE.replaceAll(/[>*\s]+/g, ' ');
  expect(plain).toContain('Dosing decisions should not be made based on this device.');
  expect(plain).toContain('as advised by a physician.');
  expect(plain).toContain('nothing can tell you that Glucoglance as a whole was killed');
  expect(plain).toContain('No version has been released yet.');
});
