import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journalKeeper } from '../../src/main/alarms/journal-keeper.ts';
import { KeptFile } from '../../src/main/files/kept-file.ts';
import { HistoryFile } from '../../src/main/history/history-file.ts';
import { readConnections } from '../../src/main/libre/wire.ts';
import { numbering } from '../../src/main/log/numbering.ts';
import { createRedactor, HIDDEN } from '../../src/main/log/redact.ts';
import { FollowedPerson } from '../../src/main/monitor/followed-person.ts';
import { Recorder } from '../../src/main/monitor/recorder.ts';
import type { JournalEntry } from '../../src/shared/alarms/journal-entry.ts';
import { DEFAULT_SETTINGS } from '../../src/shared/settings/settings.ts';
import { problem } from '../../src/shared/problems.ts';
import { fail, ok } from '../../src/shared/result.ts';
import { SessionPublisher } from '../../src/main/session/session-publisher.ts';
import type { Stretch } from '../../src/main/history/history.ts';
import type { Profile } from '../../src/main/profile/profile.ts';
import { MOST_PEOPLE } from '../../src/shared/glucose/reading.ts';
import { MINUTE } from '../../src/shared/time.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { HELD, FREE, HeldHistory } from '../support/held-history.ts';
import { holdFiles } from '../support/held-files.ts';
import { NOON, reading } from '../support/readings.ts';
import { temporaryDirectory } from '../support/run-cli.ts';
import { AlarmedWorld, STEADY } from './alarms/alarmed-world.ts';
import { personInfo, temporaryFolder } from './history/history-folder.ts';

/*
 * What grows with time or with what others send, and its bound; docs/memory.md has all of it. Where a bound is only
 * reached by a server that has gone wild or by a disk that hangs for days, it is such a one here.
 */

const far = Array.from({ length: 2000 }, (_, i) => i);

describe('a server that names ever new people', () => {
  it('is not listened to beyond a hundred of them in one answer, and the rest is said to be unreadable', () => {
    const list = far
      .slice(0, 150)
      .map((i) => ({ patientId: `p${i}`, firstName: 'A', lastName: 'B', uom: 1 }));
    const read = readConnections(list, NOON);
    expect(read?.people).toHaveLength(MOST_PEOPLE);
    expect(read?.unreadable).toBe(50);
  });

  it('fills neither what is known nor what is watched for alarms, and whoever stays is watched all the time', async () => {
    const alarmed = new AlarmedWorld({ scenario: STEADY });
    let named = 0;
    alarmed.serve((entry) => [
      ...far.slice(0, 60).map(() => ({ ...entry, patientId: `stranger ${++named}` })),
      entry,
    ]);
    await alarmed.start();
    for (let poll = 0; poll < 8; poll++) {
      await alarmed.world.run(MINUTE);
      expect(alarmed.world.monitor.state.people.length).toBeLessThanOrEqual(MOST_PEOPLE);
      // And the program's own.
      expect(alarmed.alarms.states.size).toBeLessThanOrEqual(MOST_PEOPLE + 1);
    }
    expect(named).toBeGreaterThan(4 * MOST_PEOPLE);
    const [ada] = STEADY.people;
    expect([...alarmed.alarms.states.keys()]).toEqual(expect.arrayContaining([null, ada!.patientId]));
    expect(alarmed.world.monitor.state.people.map(({ person }) => person.patientId)).toContain(
      ada!.patientId,
    );
    await alarmed.stop();
  });

  it('fills neither the numbers of the log nor what the log must hide', () => {
    const number = numbering();
    expect(number('first')).toBe(1);
    const given = new Set(far.map((i) => number(`p${i}`)));
    expect(given.size).toBe(200);
    expect(number('first')).toBe(1);
    const redactor = createRedactor();
    for (const i of far) redactor.register(`word number ${i}.`);
    expect(redactor.redact('word number 1999.')).toBe(HIDDEN);
    expect(redactor.finds('word number 5.')).toBe(false);
  });

  it('fills no list of whom the disk has still to learn of', () => {
    const recorded: number[] = [];
    const history = {
      state: { problem: null, notices: [], openedAt: null },
      close: async () => {},
      ask: async (_: unknown, { people }: { people: unknown[] }) => {
        recorded.push(people.length);
        return fail(problem('diskFull', { path: '/data' }));
      },
    };
    const recorder = new Recorder(() => history as never, new FakeClock(NOON));
    for (const i of far)
      recorder.add({ ...personInfo(), patientId: `p${i}` }, [reading({ patientId: `p${i}` })]);
    void recorder.flush();
    expect(recorded).toEqual([MOST_PEOPLE]);
  });
});

describe('a server that serves ever new instants', () => {
  const heard = (person: FollowedPerson) => person.state(DEFAULT_SETTINGS, NOON).recent;

  it('fills no three hours', () => {
    const person = new FollowedPerson(personInfo());
    person.graphCame(
      far.map((i) => reading({ source: 'graph', measuredAt: NOON - i * 5000 })),
      NOON,
    );
    expect(heard(person)).toHaveLength(1000);
    expect(heard(person).at(-1)?.measuredAt).toBe(NOON);
  });

  it('fills no memory of what was from the future, and the newest of it stays there', () => {
    const person = new FollowedPerson(personInfo());
    const future = far.map((i) => reading({ source: 'graph', measuredAt: NOON + 20 * MINUTE + i * 1000 }));
    const last = future.at(-1)!;
    person.graphCame(future, NOON);
    // Its time has come, and it is served once more.
    const [again] = person.graphCame([{ ...last }], last.measuredAt + 1000);
    expect(again?.fromFuture).toBe(true);
    const [forgotten] = person.graphCame([{ ...future[0]! }], last.measuredAt + 2000);
    expect(forgotten?.fromFuture).toBeUndefined();
  });
});

describe('a disk that takes nothing', () => {
  it('leaves the newest of the times somebody watched, and they are written whole once it takes them', async () => {
    let isFull = true;
    const noted: Stretch[][] = [];
    const keeper = journalKeeper(async (_, watched) => {
      noted.push(watched.map((one) => ({ ...one })));
      return isFull ? fail(problem('diskFull', { path: '/data' })) : ok(undefined);
    });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    for (const i of far) {
      keeper.watchedAt(NOON + i * MINUTE);
      keeper.flush(NOON + i * MINUTE, true);
      keeper.interrupted();
      if (i % 100 === 0) await turn();
    }
    isFull = false;
    await turn();
    keeper.flush(NOON + 3000 * MINUTE, true);
    await turn();
    expect(noted.at(-1)).toHaveLength(1000);
    expect(noted.at(-1)?.at(-1)).toEqual({ from: NOON + 1999 * MINUTE, to: NOON + 1999 * MINUTE });
    // Nothing is written twice.
    const before = noted.length;
    keeper.flush(NOON + 3001 * MINUTE, true);
    expect(noted).toHaveLength(before);
  });

  it('leaves the newest five thousand entries of the journal', () => {
    const keeper = journalKeeper(async () => fail(problem('diskFull', { path: '/data' })));
    const entry = { patientId: null, kind: 'low', decision: 'raised', reason: 'belowLimit' } as JournalEntry;
    for (let at = 0; at < 6000; at++) keeper.add({ ...entry, at });
    expect(keeper.waiting.map(({ at }) => at)).toEqual(Array.from({ length: 5000 }, (_, i) => 1000 + i));
  });

  it('is asked once for a small file, however often that is written meanwhile', async () => {
    const release = holdFiles();
    const file = new KeptFile(join(temporaryDirectory(), 'one.json'));
    const first = file.write('0');
    const turns = new Set(far.map((i) => file.write(String(i))));
    expect(turns).toEqual(new Set([first]));
    await release();
    await first;
  });

  it('has a thread that is asked a thousand questions at most, and all of what is to be written', async () => {
    const clock = new FakeClock(NOON);
    const held = new HeldHistory();
    const history = held.open(join(temporaryFolder(), 'history.db'), clock);
    await history.ask('people', null);
    held.set(HELD);
    const left = new AbortController();
    const asked = far.map(() => history.ask('people', null, left.signal).catch(() => 'left'));
    const refused = await Promise.race(asked);
    expect(refused).toMatchObject({ ok: false, problem: { code: 'historyHangs' } });
    const written = history.ask('record', {
      people: [personInfo()],
      readings: [reading({ measuredAt: NOON })],
    });
    left.abort();
    const answers = await Promise.all(asked);
    expect(answers.filter((one) => one === 'left')).toHaveLength(1000);
    held.set(FREE);
    expect(await written).toEqual(ok({ inserted: 1, duplicates: 0 }));
    expect((await history.ask('people', null)).ok).toBe(true);
  });

  it('leaves twenty notices at most of what happened to the history', () => {
    const path = join(temporaryFolder(), 'history.db');
    const clock = new FakeClock(NOON);
    const file = new HistoryFile(path, clock);
    const told = new Set<unknown>();
    for (let damage = 0; damage < 25; damage++) {
      expect(file.open().ok).toBe(true);
      file.close();
      writeFileSync(path, Buffer.alloc(8192, 0xa5));
      clock.advance(MINUTE);
      expect(file.open()).toMatchObject({ ok: false, problem: { code: 'historyDamaged' } });
      told.add(file.state.notices.at(-1));
    }
    expect(told.size).toBe(25);
    expect(file.state.notices).toHaveLength(20);
    file.close();
  });
});

describe('what a person tries again and again', () => {
  it('leaves twenty notices of closed profiles at most, each once', () => {
    const published: number[] = [];
    const snapshots = { publishSession: ({ problems }: { problems: [] }) => published.push(problems.length) };
    const idle = { notices: [], settings: () => ok(null), currentSettings: () => DEFAULT_SETTINGS };
    const publisher = new SessionPublisher(snapshots as never, new FakeClock(), () => idle as never);
    const closed = (i: number) =>
      ({ notices: [problem('settingsBroken', { movedTo: `/data/${i}` })] }) as never;
    for (let i = 0; i < 5; i++) publisher.remember(closed(1) as Profile);
    publisher.publish('signedOut', null, null);
    for (const i of far) publisher.remember(closed(i) as Profile);
    publisher.publish('signedOut', null, null);
    expect(published).toEqual([1, 20]);
  });
});
