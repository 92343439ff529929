import { expect, it } from 'vitest';
import fc from './seeds.ts';

const tried = (seed?: number): number[] => {
  const values: number[] = [];
  const keep = fc.property(fc.integer(), (value) => void values.push(value));
  fc.assert(keep, { numRuns: 20, ...(seed !== undefined && { seed }) });
  return values;
};

it.skipIf(process.env['GLUCOGLANCE_LONG'] === '1')('tries the same values in every run', () => {
  expect(tried()).toEqual(tried());
});

it('says in a command how to try the same values again', async () => {
  const never = () => expect(1).toBe(2);
  const command =
    /The same again: GLUCOGLANCE_SEED=(-?\d+) npx .*vitest run .*test\/support\/seeds\.test\.ts/;
  expect(() => fc.assert(fc.property(fc.integer(), never))).toThrow(command);
  const later = fc.assert(fc.asyncProperty(fc.integer(), async () => never()));
  await expect(later).rejects.toThrow(command);
  await expect(later).rejects.toMatchObject({
    cause: { message: expect.stringContaining('expected 1 to be 2') },
  });
});

it('tries the values of a seed that is given', () => {
  expect(tried(7)).toEqual(tried(7));
  expect(tried(7)).not.toEqual(tried(8));
});
