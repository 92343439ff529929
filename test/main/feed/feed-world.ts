import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { feedAnswer } from '../../../src/main/feed/answers.ts';
import { startFeed, type FeedOptions } from '../../../src/main/feed/server.ts';
import { knownOnDisk } from '../../../src/main/feed/status-on-disk.ts';
import type { PersonInfo } from '../../../src/main/history/people.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { NOON, person, reading } from '../../support/readings.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { valueOf } from '../history/history-folder.ts';

export const MINUTE = 60_000;

export const at = (minutes: number, changes: Partial<Reading> = {}): Reading =>
  reading({ measuredAt: NOON + minutes * MINUTE, ...changes });

export const known = (changes: Partial<PersonInfo> = {}): PersonInfo => ({
  ...person(),
  target: { low: 70, high: 180 },
  unit: 'mmol',
  ...changes,
});

export const ben = known({ patientId: 'ben', firstName: 'Ben', lastName: 'Nevis', unit: 'mgdl' });

export const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

type WorldOptions = Partial<FeedOptions> & { demo?: boolean };

/** The same until the test is over. */
export async function feedWorld(options: WorldOptions = {}) {
  const world = await openFeedWorld(options);
  onTestFinished(() => world.end());
  return world;
}

/** A feed on any free port, of a history that is behind it. It is noon, ten minutes on. */
export async function openFeedWorld(options: WorldOptions = {}) {
  const { demo = false, ...given } = options;
  const clock = new FakeClock(NOON + 10 * MINUTE);
  const questions: string[] = [];
  const profile = new Profile({
    dataDir: temporaryDirectory(),
    clock,
    places: {
      wrapHistory: (history) => ({
        get state() {
          return history.state;
        },
        close: () => history.close(),
        ask(name, ...rest) {
          questions.push(name);
          return history.ask(name, ...rest);
        },
      }),
    },
  });
  const known = async () => knownOnDisk(profile.dataDir, clock.now(), demo);
  const faults: unknown[] = [];
  let asked = 0;
  const feed = valueOf(
    await startFeed({
      port: 0,
      origins: [],
      secret: null,
      answer(what) {
        asked += 1;
        return feedAnswer({ profile, demo, known, settings: () => profile.currentSettings() }, what);
      },
      onFault: (error) => faults.push(error),
      ...given,
    }),
  );
  return {
    url: feed.url,
    port: Number(new URL(feed.url).port),
    profile,
    clock,
    faults,
    /** How many requests were let in. */
    asked: () => asked,
    /** What was asked of the history since something was last recorded. */
    questions: () => [...questions],
    close: () => feed.close(),
    async end() {
      await feed.close();
      await profile.close();
    },
    async record(people: readonly PersonInfo[], ...readings: Reading[]) {
      valueOf(await profile.history.ask('record', { people, readings }));
      questions.length = 0;
    },
    get: (path: string, init?: RequestInit) => fetch(feed.url + path, init),
    async json(path: string, init?: RequestInit): Promise<unknown> {
      return (await fetch(feed.url + path, init)).json();
    },
  };
}
