// oxlint-disable-next-line no-restricted-imports -- the one place
import fc from 'fast-check';
import { areOfMutants } from './runs.ts';

const EVERYDAY_SEED = 20_261_129;

const isLong = process.env['GLUCOGLANCE_LONG'] === '1';

/** undefined: another one for each property. */
function chosenSeed(): number | undefined {
  const given = process.env['GLUCOGLANCE_SEED'];
  if (!given) return isLong ? undefined : EVERYDAY_SEED;
  const seed = Number(given);
  if (!Number.isInteger(seed)) throw new Error(`GLUCOGLANCE_SEED=${given} is not a whole number`);
  return seed;
}

/** The command that tries the same values again; the test's file is found in the stack of the call. */
function commandFor(seed: number): string {
  const file = /test\/[\w/.-]+\.(test|spec)\.tsx?/.exec(new Error().stack ?? '');
  const [path, kind] = file ?? ['<this file>', 'test'];
  const command =
    kind === 'spec'
      ? `npm run test:e2e --${isLong ? ' --long' : ''}`
      : `npx --no-install vitest run${isLong ? ' --mode long' : ''}`;
  return `GLUCOGLANCE_SEED=${seed} ${command} ${path}`;
}

const seed = chosenSeed();

fc.configureGlobal({
  ...(seed !== undefined && { seed }),
  // The smallest example of a failure is of no use there.
  endOnFailure: areOfMutants,
  reporter(run) {
    if (!run.failed) return;
    const message = `${fc.defaultReportMessage(run)}\n\nThe same again: ${commandFor(run.seed)}`;
    throw new Error(message, { cause: run.errorInstance });
  },
});

/**
 * fast-check as every test uses it. By default a property is tried with the same values each time, so that no run fails
 * by luck; `npm run test:long` tries others each time. A property that fails says how to try the same ones again.
 */
export default fc;
