import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { scenarioNames, scenarios, type ScenarioName } from '../../../src/main/simulator/scenarios.ts';
import { AlarmedWorld } from './alarmed-world.ts';

const MINUTE = 60_000;
/** Long enough for what a scenario sets off to have its end, and before Ben's ordinary day has a high. */
const AFTER_MS = 25 * MINUTE;
const LEAST_MS = 100 * MINUTE;

const NAMES = new Map<string | null, string>([
  [null, 'program'],
  [ada.patientId, 'Ada'],
  [ben.patientId, 'Ben'],
]);

/** `  +23:05  Ada      urgentLow  raised      belowLimit  52 at +22:37  sound` */
function lineOf(entry: JournalEntry, start: number): string {
  const { patientId, kind, decision, reason, at, mgdl, measuredAt, sound, since, until } = entry;
  const time = (instant: number): string => {
    const seconds = Math.round((instant - start) / 1000);
    const minutes = Math.floor(seconds / 60);
    return `${minutes < 0 ? '' : '+'}${minutes}:${String(((seconds % 60) + 60) % 60).padStart(2, '0')}`;
  };
  return [
    time(at).padStart(7),
    (NAMES.get(patientId) ?? '?').padEnd(8),
    kind.padEnd(10),
    decision.padEnd(12),
    reason.padEnd(16),
    mgdl === null || measuredAt === null ? '' : `${mgdl} at ${time(measuredAt)}`,
    decision === 'raised' || decision === 'repeated' ? (sound ? 'sound' : 'silent') : '',
    since === null ? '' : `from ${time(since)}`,
    until === null ? '' : `until ${time(until)}`,
  ]
    .join(' ')
    .trimEnd();
}

async function journalOf(name: ScenarioName): Promise<string> {
  const alarmed = new AlarmedWorld({ scenario: name });
  const start = alarmed.world.clock.now();
  await alarmed.start();
  const minutes = scenarios[name].minutes ?? 0;
  await alarmed.world.run(Math.max(minutes * MINUTE + AFTER_MS, LEAST_MS));
  await alarmed.stop();
  const lines = alarmed
    .journal()
    // Whoever is told of something sees it here at once; deliveries would only double every line.
    .filter(({ decision }) => decision !== 'delivery')
    .map((entry) => lineOf(entry, start));
  return `${[scenarios[name].description, '', ...lines].join('\n').trimEnd()}\n`;
}

describe('the journal of every scenario', () => {
  it.each(scenarioNames)('%s', async (name) => {
    await expect(await journalOf(name)).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', `${name}.txt`),
    );
  });
});
