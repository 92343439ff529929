import { defineConfig } from 'vitest/config';
import { projectsIn } from './test/sets.ts';
import { COMPILED } from './test/support/compiled.ts';

// `vitest run` runs every test, `--mode quick` (npm test) those that are not slow. `--mode long` (npm run test:long)
// multiplies the runs of the property tests; see test/support/runs.ts.
export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: 'test/support/temporary-root.ts',
    setupFiles: 'src/shared/messages/every-language.generated.ts',
    // Only for what hangs: no test may depend on how busy the machine is.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 150_000 } },
    // One for each core: by itself vitest leaves one free, and many tests wait for a process of their own.
    maxWorkers: '100%',
    projects: projectsIn(mode).map((test) => ({ extends: true, test })),
    env: { GLUCOGLANCE_LONG: mode === 'long' ? '1' : '', ...COMPILED },
  },
}));
