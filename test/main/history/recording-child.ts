/**
 * Records without end and prints each acknowledged instant, until it is killed.
 * Arguments: path of the history, first instant (ms UTC).
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../../src/main/time/clock.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import { reading } from '../../support/readings.ts';

const [path = '', start = '0'] = process.argv.slice(2);
const opened = openHistory(path, systemClock);
if (!opened.ok) throw new Error(opened.problem.code);
for (let instant = Number(start); ; instant += 60_000) {
  // Every fifth minute the graph point comes first and is then improved, as in real life.
  const graph = reading({ measuredAt: instant, source: 'graph', trend: null });
  const batches =
    instant % 300_000 === 0
      ? [[graph], [reading({ measuredAt: instant })]]
      : [[reading({ measuredAt: instant })]];
  for (const batch of batches) {
    const recorded = opened.value.record(batch);
    if (!recorded.ok) throw new Error(recorded.problem.code);
  }
  writeSync(1, `${instant}\n`);
}
