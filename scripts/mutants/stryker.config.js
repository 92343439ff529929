/** What is the same for every file; see ../mutants.ts. */
export default {
  testRunner: 'vitest',
  // Some tests set the time zone or the working directory, which only a process of its own has.
  vitest: { configFile: 'scripts/mutants/vitest.config.ts', pool: 'forks', related: false },
  coverageAnalysis: 'perTest',
  // TypeScript 7 has no interface Stryker could use, and none is needed: types are only stripped.
  tsconfigFile: 'none.json',
  ignorePatterns: ['/out', '/release', '/screenshots', '/test-results', '/mutants'],
  tempDirName: 'mutants/work',
  reporters: ['progress', 'html', 'json'],
  allowConsoleColors: false,
  logLevel: 'warn',
  warnings: { slow: false },
  // Only for what hangs: on a busy machine nothing else may count as noticed.
  timeoutMS: 60_000,
};
