import { expect, it } from 'vitest';
import { KeptAnswers, MOST_KEPT } from '../../../../src/renderer/window/period/kept-answers.ts';

it('keeps an answer for five minutes, and of ever other questions the newest', () => {
  let now = 0;
  const kept = new KeptAnswers(() => now);
  for (let i = 0; i < 100; i++) kept.keep(`question ${i}`, i);
  const known = Array.from({ length: 100 }, (_, i) => kept.of(`question ${i}`)?.value).filter(
    Number.isInteger,
  );
  expect(known).toEqual(Array.from({ length: MOST_KEPT }, (_, i) => 100 - MOST_KEPT + i));
  kept.keep('question 75', 'anew');
  expect(kept.of('question 75')).toMatchObject({ value: 'anew' });
  kept.forget('question 76');
  expect(kept.of('question 76')).toBeUndefined();
  now = 5 * 60_000;
  expect(kept.of('question 99')).toBeUndefined();
  kept.keep('question 1', 'now');
  expect(kept.of('question 1')).toMatchObject({ value: 'now' });
  kept.clear();
  expect(kept.of('question 1')).toBeUndefined();
});
