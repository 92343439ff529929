import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import '../../../src/shared/messages/every-language.generated.ts';
import { knownOnDisk } from '../../../src/main/feed/status-on-disk.ts';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { BEAT_MS } from '../../../src/main/time/pulse.ts';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings/settings.ts';
import { statusJson } from '../../../src/shared/status/status-json.ts';
import { statusOf } from '../../../src/shared/status/status.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { MINUTE, SECOND, ServedWorld } from '../monitor/served-world.ts';

/** What only looks sees of a world now. */
const seen = ({ dataDir, clock }: ServedWorld) => knownOnDisk(dataDir, clock.now());

/** What the process that watches shows itself. */
function shown({ monitor, clock }: ServedWorld) {
  const { people } = monitor.state;
  return statusOf({
    people,
    order: people.map(({ person }) => person.patientId),
    way: { code: 'ok' },
    polledBy: 'watch',
    alarms: [],
    settings: DEFAULT_SETTINGS,
    demo: false,
    now: clock.now(),
  });
}

describe('what is on the disk', () => {
  it('shows what the process that watches shows, minute by minute', async () => {
    const world = await ServedWorld.begin({ by: 'watch' });
    for (let poll = 0; poll < 12; poll += 1) {
      world.clock.advance(35 * SECOND);
      await allWritten();
      expect(statusJson(statusOf(seen(world)))).toEqual(statusJson(shown(world)));
      await world.poll();
    }
  });

  it('says who asks the server from its first answer on, and that nobody does once it has said good-bye', async () => {
    const world = await ServedWorld.begin({ by: 'watch' });
    world.clock.advance(BEAT_MS);
    await allWritten();
    expect(seen(world)).toMatchObject({ polledBy: 'watch', way: { code: 'ok' } });
    await world.monitor.stop();
    const since = world.clock.now();
    world.clock.advance(SECOND);
    expect(seen(world)).toMatchObject({ polledBy: null, way: { code: 'notWatching', since }, alarms: [] });
  });

  it('says that nobody watches after ninety seconds without a beat', async () => {
    const world = await ServedWorld.begin({ by: 'watch' });
    world.clock.advance(BEAT_MS);
    await allWritten();
    const beat = world.clock.now();
    const at = (after: number) => knownOnDisk(world.dataDir, beat + after).way.code;
    expect([at(0), at(90 * SECOND), at(91 * SECOND)]).toEqual(['ok', 'ok', 'notWatching']);
    // What is recorded is there all the same, with its age.
    const later = statusOf(knownOnDisk(world.dataDir, beat + 30 * MINUTE));
    expect(later).toMatchObject({ reading: null, freshness: 'old' });
    expect(later.newest).not.toBeNull();
  });

  it('names the cause that the process that watches found, and nobody', async () => {
    const world = await ServedWorld.begin({ by: 'watch' });
    world.fault = () => (_, response) => void response.writeHead(503).end();
    await world.poll();
    world.clock.advance(35 * SECOND);
    await allWritten();
    const way = world.state.link;
    expect(way.code).toBe('problem');
    expect(seen(world).way).toEqual(way);
    const text = readFileSync(join(world.dataDir, 'state.json'), 'utf8');
    for (const { person } of world.state.people)
      for (const word of Object.values(person)) expect(text).not.toContain(word);
  });

  it('is looked at without a trace', async () => {
    const world = await ServedWorld.begin({ by: 'watch' });
    world.clock.advance(BEAT_MS);
    await allWritten();
    const trace = () =>
      readdirSync(world.dataDir).map((name) => [
        name,
        // Readers share their places in the log there.
        name.endsWith('-shm') ? null : statSync(join(world.dataDir, name), { bigint: true }).mtimeNs,
      ]);
    const before = trace();
    for (let look = 0; look < 20; look += 1) seen(world);
    expect(trace()).toEqual(before);
  });

  it('is nobody where there is no folder, and nothing is made', () => {
    const dataDir = join(temporaryDirectory(), 'none');
    expect(knownOnDisk(dataDir, Date.now())).toMatchObject({
      people: [],
      way: { code: 'notWatching', since: null },
    });
    expect(statSync(dataDir, { throwIfNoEntry: false })).toBeUndefined();
  });

  it.each([
    {
      what: 'text',
      write: (path: string) => writeFileSync(path, 'not a history '.repeat(20)),
      code: 'historyFailed',
    },
    {
      what: "another program's",
      write: (path: string) => new Database(path).exec('CREATE TABLE t (x)').close(),
      code: 'historyForeign',
    },
    {
      what: 'a newer one',
      write: (path: string) =>
        new Database(path).exec(`PRAGMA application_id = ${0x476c7563}; PRAGMA user_version = 999`).close(),
      code: 'historyNewer',
    },
    { what: 'a folder', write: (path: string) => mkdirSync(path), code: 'folderUnusable' },
  ])('says why a history cannot be read that is $what', ({ write, code }) => {
    const dataDir = temporaryDirectory();
    write(join(dataDir, 'history.db'));
    const known = knownOnDisk(dataDir, Date.now());
    expect(known).toMatchObject({ people: [], way: { code: 'problem', problem: { code } } });
  });

  it('takes settings and state that cannot be understood for none', () => {
    const dataDir = temporaryDirectory();
    for (const name of ['config.json', 'state.json', 'alarms.json'])
      writeFileSync(join(dataDir, name), '{"version": ');
    expect(knownOnDisk(dataDir, Date.now())).toMatchObject({ settings: DEFAULT_SETTINGS, people: [] });
    expect(readdirSync(dataDir)).toHaveLength(3);
  });

  it('knows a demo by its folder', () => {
    const dataDir = temporaryDirectory();
    expect(knownOnDisk(dataDir, Date.now(), true).demo).toBe(true);
    expect(knownOnDisk(dataDir, Date.now()).demo).toBe(false);
    writeFileSync(join(dataDir, 'state.json'), JSON.stringify({ owner: 'demo' }));
    expect(knownOnDisk(dataDir, Date.now())).toMatchObject({ demo: true, isAccounts: false });
  });
});
