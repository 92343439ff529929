/**
 * `npm run mutants -- FILE [TEST …]`: changes FILE in every small way Stryker knows, one at a time, and tells which
 * changes no test notices. FILE may be a pattern, or end in lines (`machine.ts:20-40`). The tests are those below, or those named.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** The tests that concern a file, by the beginning of its path; the first that fits. Small ones that say the most. */
const TESTS: readonly (readonly [source: string, tests: readonly string[]])[] = [
  ['src/shared/alarms/', ['test/shared/alarms/*.test.ts']],
  ['src/main/libre/wire', ['test/main/libre/wire.test.ts']],
  ['src/main/libre/measurement', ['test/main/libre/wire.test.ts']],
  ['src/main/libre/timestamp', ['test/main/libre/{timestamp,wire}.test.ts']],
  ['src/main/libre/reply', ['test/main/libre/reply.test.ts']],
  ['src/main/libre/server-words', ['test/main/libre/server-words.test.ts']],
  ['src/main/libre/gateway', ['test/main/libre/transport.test.ts']],
  ['src/main/libre/sign-in', ['test/main/libre/client.test.ts']],
  ['src/main/libre/pauses', ['test/main/libre/pauses.test.ts']],
  ['src/main/history/recording', ['test/main/history/{recording,connection,stored-readings}.test.ts']],
  ['src/main/history/open-database', ['test/main/history/{open-database,damage,connection,opening}.test.ts']],
  ['src/main/history/salvage', ['test/main/history/history-file.test.ts']],
  ['src/main/history/strange-log', ['test/main/history/history-file.test.ts']],
  ['src/main/log/redact', ['test/main/log/redact.test.ts']],
  ['src/main/monitor/poll-schedule', ['test/main/monitor/poll-schedule.test.ts']],
];

/** Where no line fits: the tests at the same place. */
function testsOf(file: string): readonly string[] {
  const listed = TESTS.find(([source]) => file.startsWith(source))?.[1];
  return listed ?? [file.replace(/^src/, 'test').replace(/[^/]+$/, '*.test.ts')];
}

const ROOT = resolve(import.meta.dirname, '..');
const REPORTS = 'mutants';

const [file, ...named] = process.argv.slice(2);
const path = file?.replace(/:\d+-\d+$/, '') ?? '';
const tests = globSync(named.length > 0 ? named : [...testsOf(path)], { cwd: ROOT });
if (file === undefined || globSync(path, { cwd: ROOT }).length === 0 || tests.length === 0) {
  console.error(
    path === '' ? 'npm run mutants -- FILE [TEST …]' : `There is no such file, or no test of it: ${path}`,
  );
  process.exit(2);
}
console.log(`The tests that are to notice: ${tests.join(', ')}`);

process.env['GLUCOGLANCE_MUTANTS_TESTS'] = tests.join(' ');
const name = path.replaceAll('/', '-').replaceAll('*', 'all');
const mutants = await new Stryker({
  configFile: 'scripts/mutants/stryker.config.js',
  mutate: [file],
  htmlReporter: { fileName: `${REPORTS}/${name}.html` },
  jsonReporter: { fileName: `${REPORTS}/${name}.json` },
}).runMutationTest();

const of = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
const noticed = of('Killed', 'Timeout').length;
const missed = of('Survived', 'NoCoverage');
for (const { location, mutatorName, replacement, status, fileName } of missed) {
  const at = `${fileName.slice(fileName.lastIndexOf('/src/') + 1)}:${location.start.line}:${location.start.column}`;
  console.log(
    `${at} ${mutatorName}${status === 'NoCoverage' ? ', tried by no test' : ''}: ${replacement.replaceAll(/\s+/g, ' ')}`,
  );
}
const all = noticed + missed.length;
console.log(
  `${noticed} of ${all} noticed, ${((100 * noticed) / all).toFixed(1)} %; report in ${REPORTS}/${name}.html`,
);
