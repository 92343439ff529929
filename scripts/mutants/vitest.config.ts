import { defineConfig } from 'vitest/config';

/** The tests that `npm run mutants` chose; Stryker's own option for that misses changes to what a module computes at its start. */
export default defineConfig({
  test: {
    include: (process.env['GLUCOGLANCE_MUTANTS_TESTS'] ?? '').split(' '),
    globalSetup: 'test/support/temporary-root.ts',
    // Only for what hangs: a test that a busy machine ends would count as noticed.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
