import { defineConfig } from 'vitest/config';

// `vitest run --mode long` (npm run test:long) multiplies the runs of the property tests; see test/support/runs.ts.
export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    env: { GLUCOGLANCE_LONG: mode === 'long' ? '1' : '' },
  },
}));
