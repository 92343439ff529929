import { expect, it } from 'vitest';
import { paperOf } from '../../../src/shared/report/paper.ts';

it.each([
  ['en-US', 'letter'],
  ['de-US', 'letter'],
  ['fr-CA', 'letter'],
  ['es-MX', 'letter'],
  ['en-GB', 'a4'],
  ['de-DE', 'a4'],
  ['ja-JP', 'a4'],
  ['en', 'a4'],
] as const)('a reader of %s prints on %s', (locale, paper) => {
  expect(paperOf(locale)).toBe(paper);
});
