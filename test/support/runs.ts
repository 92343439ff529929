/** Whether these tests are to notice mutants (`npm run mutants`): hundreds of times, each time as quickly as can be. */
export const areOfMutants = process.env['GLUCOGLANCE_MUTANTS_TESTS'] !== undefined;

/** How often a property is tried: quickly by default, thoroughly in `npm run test:long`. */
export function runs(normal: number, long: number): number {
  if (areOfMutants) return Math.ceil(normal / 10);
  return process.env['GLUCOGLANCE_LONG'] === '1' ? long : normal;
}
