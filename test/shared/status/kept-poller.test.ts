import { describe, expect, it } from 'vitest';
import type { Link } from '../../../src/shared/state/app-state.ts';
import { problem } from '../../../src/shared/problems.ts';
import {
  BEATS_END_MS,
  livingPoller,
  readKeptPoller,
  withName,
  withoutName,
  type KeptPoller,
} from '../../../src/shared/status/kept-poller.ts';
import fc from '../../support/seeds.ts';

const NOW = Date.UTC(2026, 10, 21, 2, 10);

const kept = (changes: Partial<KeptPoller> = {}): KeptPoller => ({
  by: 'watch',
  process: { pid: 4711, start: null, place: 'here' },
  demo: false,
  beatAt: NOW,
  ended: false,
  clockOffset: 0,
  answeredAt: NOW,
  link: { code: 'ok' },
  people: {},
  faults: null,
  ...changes,
});

const NAME = 'Ada Lovelace';
const LINKS: readonly Link[] = [
  { code: 'starting' },
  { code: 'ok' },
  { code: 'clockWrong', byMs: -300_000 },
  { code: 'noReadingYet', name: NAME },
  { code: 'readingUnreadable', name: NAME },
  { code: 'readingsContradict', name: NAME },
  { code: 'delayed', name: NAME, lastAt: NOW },
  { code: 'phoneSilent', name: NAME, lastAt: NOW },
  { code: 'sensorWarmingUp', name: NAME, until: NOW },
  { code: 'sensorEnded', name: NAME, endedAt: NOW },
  { code: 'readingInFuture', name: NAME },
  { code: 'problem', problem: problem('noLongerShared', { name: NAME }) },
  { code: 'problem', problem: problem('lockedOut', {}, NOW) },
  {
    code: 'problem',
    problem: problem('historyNewer', { path: '/data/history.db' }),
    unrecorded: { from: NOW, to: null, lost: null },
  },
  {
    code: 'problem',
    problem: problem('historyNewer', { path: '/data/history.db' }),
    unrecorded: { from: NOW, to: null, lost: { readings: 7, from: NOW - 9, to: NOW } },
  },
];

describe('what a poller keeps', () => {
  it.each(LINKS)('has no name in it, and gives the link back with one: %j', (link) => {
    const text = JSON.stringify(kept({ link: withoutName(link), people: { abc: withoutName(link) } }));
    expect(text).not.toContain('Ada');
    const read = readKeptPoller(JSON.parse(text));
    expect(read && withName(read.link, NAME)).toEqual(link);
    expect(read && withName(read.people['abc']!, NAME)).toMatchObject(link);
  });

  it('is nothing where it cannot be understood, and a problem where only a link cannot', () => {
    for (const none of [null, 7, 'x', [], {}, { by: 'other', beatAt: 1 }, { by: 'watch', beatAt: 'x' }])
      expect(readKeptPoller(none)).toBeNull();
    for (const link of [
      null,
      {},
      { code: 'new' },
      { code: 'delayed' },
      { code: 'problem' },
      { code: 'toString' },
    ])
      expect(readKeptPoller({ ...kept(), link })?.link).toMatchObject({
        code: 'problem',
        problem: { code: 'unexpected' },
      });
  });

  it('never throws, whatever is in the file', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readKeptPoller(value);
        readKeptPoller({ ...kept(), link: value, people: value });
      }),
    );
  });

  it.each([
    { age: 0, ended: false, lives: true },
    { age: BEATS_END_MS, ended: false, lives: true },
    { age: BEATS_END_MS + 1, ended: false, lives: false },
    { age: -BEATS_END_MS - 1, ended: false, lives: false },
    { age: 0, ended: true, lives: false },
  ])('$age ms after its beat, ended: $ended, lives: $lives', ({ age, ended, lives }) => {
    const one = kept({ beatAt: NOW - age, ended });
    expect(livingPoller(one, NOW, () => true)).toEqual(
      lives ? one : { code: 'notWatching', since: Math.min(NOW, NOW - age) },
    );
  });

  it('does not live where its process is known not to go on, however young its beat', () => {
    const ofPid = (pid: number) => kept({ beatAt: NOW - 7, process: { pid, start: null, place: null } });
    const judged = (one: KeptPoller) => livingPoller(one, NOW, ({ pid }) => pid === 1);
    expect(judged(ofPid(1))).toEqual(ofPid(1));
    expect(judged(ofPid(2))).toEqual({ code: 'notWatching', since: NOW - 7 });
    // An older version named none.
    expect(judged(kept({ process: null }))).toMatchObject({ by: 'watch' });
  });

  it.each([
    null,
    7,
    {},
    { pid: 0, start: null, place: null },
    { pid: 1.5, start: null, place: null },
    { pid: 7, start: 1, place: null },
  ])('names no process where that cannot be understood: %j', (process) => {
    expect(readKeptPoller({ ...kept(), process })?.process).toBeNull();
  });

  it('is that nobody watches where there never was one', () => {
    expect(livingPoller(null, NOW, () => true)).toEqual({ code: 'notWatching', since: null });
  });
});
