import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../../src/main/history/schema.ts';
import { problemSentence } from '../../../src/shared/messages/sentences/problem.ts';
import { AlarmedWorld } from '../alarms/alarmed-world.ts';
import { clock, openedHistory, temporaryFolder } from '../history/history-folder.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let alarmed: AlarmedWorld | null = null;
afterEach(() => alarmed?.stop());

/** What the history holds, asked by another connection, as a reporting tool does. */
function instantsIn(path: string): number[] {
  const db = new Database(path, { readonly: true });
  try {
    const stamps = db.prepare('SELECT FactoryTimestamp FROM data_glucose ORDER BY Guid').pluck().all();
    return stamps.map((stamp) => Date.parse(`${String(stamp)} UTC`));
  } finally {
    db.close();
  }
}

describe('storage', () => {
  it('row 53: a step of the schema that fails half-way leaves the history as it was', () => {
    const path = join(temporaryFolder(), 'history.db');
    const old = new Database(path);
    old.pragma(`application_id = ${APPLICATION_ID}`);
    old.exec(MIGRATIONS[0]!);
    old.exec(`INSERT INTO patient (source, patient_id, first_name, last_name) VALUES ('librelinkup', 'ada', '', '');
      INSERT INTO context (source) VALUES ('live');
      INSERT INTO reading VALUES (1, 1795176000, 133, 3, 1, 1, 0, 1)`);
    old.pragma('user_version = 1');
    // What the last statement of the next step makes is in its way.
    const made = /CREATE (TABLE|INDEX|VIEW) (\w+)(?![\s\S]*CREATE (TABLE|INDEX|VIEW))/.exec(MIGRATIONS[1]!)!;
    old.exec(`CREATE TABLE ${made[2]} (other)`);
    const schema = () => old.prepare('SELECT sql FROM sqlite_schema ORDER BY name').pluck().all();
    const before = schema();

    const opened = openHistory(path, clock);
    expect(opened).toMatchObject({ ok: false, problem: { code: 'historyFailed' } });
    if (!opened.ok)
      expect(problemSentence(opened.problem, String)).toContain(`The history ${path} cannot be used`);
    expect(schema()).toEqual(before);
    expect(old.pragma('user_version', { simple: true })).toBe(1);
    expect(instantsIn(path)).toEqual([1_795_176_000_000]);

    old.exec(`DROP TABLE ${made[2]}`);
    old.close();
    openedHistory(path).close();
    expect(instantsIn(path)).toEqual([1_795_176_000_000]);
  });

  it.each([
    ['three hours', 180],
    ['twenty minutes', 20],
  ])(
    'row 70: a clock set back by %s over stored readings loses none and raises nothing new',
    async (_, minutes) => {
      alarmed = new AlarmedWorld({ scenario: 'steady' });
      const { world, notifier } = alarmed;
      await alarmed.start();
      const heard: number[] = [];
      world.monitor.subscribe((event) => event.type === 'reading' && heard.push(event.reading.measuredAt));
      await world.run(20 * MINUTE);
      world.clock.jump(-minutes * MINUTE);
      await world.run(20 * MINUTE);
      expect(heard.length).toBeGreaterThan(35);
      expect(heard.slice(1).map((at, index) => at - heard[index]!)).toEqual(heard.slice(1).map(() => MINUTE));
      const stored = instantsIn(join(world.dataDir, 'history.db'));
      expect(new Set(stored).size).toBe(stored.length);
      expect(stored).toEqual(expect.arrayContaining(heard));
      // That the clock is wrong is said, and nothing else.
      expect(notifier.told).toEqual(['impaired raised']);
    },
  );
});
