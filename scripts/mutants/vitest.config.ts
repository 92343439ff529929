import { defineConfig } from 'vitest/config';

/** The tests that `npm run mutants` chose; Stryker's own option for that misses changes to what a module computes at its start. */
export default defineConfig({
  test: {
    include: (process.env['GLUCOGLANCE_MUTANTS_TESTS'] ?? '').split(' '),
    globalSetup: 'test/support/temporary-root.ts',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
