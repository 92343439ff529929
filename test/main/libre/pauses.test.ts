import { describe, expect, it } from 'vitest';
import {
  ownSignInPause,
  rememberLockout,
  rememberPause,
  rememberRefusal,
  rememberSignIn,
  rememberTaken,
  requestPause,
  signInPause,
  takenPause,
} from '../../../src/main/libre/pauses.ts';
import { ServerState } from '../../../src/main/libre/server-state.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const memory = () => new ServerState(null).account('https://api.libreview.io', 'ada@example.com');

describe('a pause', () => {
  it.each([
    [0, 4.5],
    [0.25, 4.75],
    [0.5, 5],
    [0.999_999_9, 5.5],
  ])('of our own choosing varies by a tenth: %d of it', (random, minutes) => {
    const { retryAt } = rememberPause(memory(), 'requests', 'rateLimited', undefined, NOW, random);
    expect(Number.isInteger(retryAt)).toBe(true);
    expect((retryAt! - NOW) / MINUTE).toBeCloseTo(minutes, 3);
  });

  it.each([
    ['rateLimited', [5, 10, 20, 30, 30]],
    ['blocked', [15, 30, 60, 60]],
  ] as const)('of our own choosing grows from answer to answer: %s', (code, minutes) => {
    const account = memory();
    const waits = minutes.map(() => rememberPause(account, 'requests', code, undefined, NOW, 0.5).retryAt!);
    expect(waits.map((until) => (until - NOW) / MINUTE)).toEqual(minutes);
    expect(account.get()).toEqual({ strikes: minutes.length, requestPause: { until: waits.at(-1), code } });
  });

  it('that the server stated is kept to the letter', () => {
    expect(rememberPause(memory(), 'requests', 'blocked', NOW + 1234, NOW, 0)).toMatchObject({
      retryAt: NOW + 1234,
    });
  });

  it.each([
    [24 * 3600 - 1, DAY - 1000],
    [24 * 3600, DAY],
    [24 * 3600 + 1, DAY],
    [48 * 3600, DAY],
  ])('for a lockout of %d s ends after a day at the latest, and half a minute', (seconds, kept) => {
    const account = memory();
    const told = { code: 'lockedOut', params: {}, retryAt: NOW + kept + 30_000 };
    expect(rememberLockout(account, seconds, NOW)).toEqual(told);
    expect(signInPause(account.get(), NOW)).toEqual(told);
  });

  it('further ahead than 25 hours was written by a clock that has since been set back', () => {
    const account = memory();
    rememberLockout(account, 48 * 3600, NOW);
    const until = NOW + DAY + 30_000;
    const at = (now: number) => signInPause(account.get(), now)?.retryAt;
    expect(at(until - 25 * 60 * MINUTE)).toBe(until);
    expect(at(until - 25 * 60 * MINUTE - 1)).toBeUndefined();
    expect(at(until - 1)).toBe(until);
    expect(at(until)).toBeUndefined();
  });

  it('of sign-ins keeps no other request away', () => {
    const account = memory();
    rememberPause(account, 'signIn', 'rateLimited', undefined, NOW, 0.5);
    expect(requestPause(account.get(), NOW)).toBeNull();
    expect(signInPause(account.get(), NOW)).toMatchObject({ code: 'rateLimited' });
  });
});

describe('sign-ins that were refused', () => {
  const before = (...minutes: number[]) => minutes.map((minute) => NOW - minute * MINUTE);
  it.each<[string, number[], number | null]>([
    ['none', [], null],
    ['one just now: for a minute', before(0), MINUTE],
    ['one a minute ago: no more', before(1), null],
    ['one within the minute: for the rest of it', before(0.5), 0.5 * MINUTE],
    ['two: until the first of them is five minutes old', before(3, 0.5), 2 * MINUTE],
    ['two, the first almost five minutes old: a minute after the second', before(4.5, 0.1), 0.9 * MINUTE],
    ['two, the first five minutes old', before(5, 2), null],
    ['three: by the last two', before(4.5, 3, 2), 2 * MINUTE],
    ['one of a clock that was ahead: not at all', before(-60), null],
    ['one of a clock that was ahead, and one of now', before(0.5, -60), 0.5 * MINUTE],
  ])('hold the next one up: %s', (_, refusedAt, wait) => {
    expect(signInPause({ refusedAt }, NOW)).toEqual(
      wait === null ? null : { code: 'signInPaused', params: {}, retryAt: NOW + wait },
    );
  });

  it('are kept for five minutes, with the password that was refused', () => {
    const account = memory();
    const kept = (minute: number) => {
      rememberRefusal(account, 'wrong', NOW + minute * MINUTE);
      return account.get().refusedAt?.map((at) => (at - NOW) / MINUTE);
    };
    expect(kept(0)).toEqual([0]);
    expect(kept(0)).toEqual([0, 0]);
    expect(kept(1)).toEqual([0, 0, 1]);
    expect(kept(5)).toEqual([1, 5]);
    // By a clock that has been set back.
    expect(kept(4)).toEqual([1, 4]);
    expect(account.get().refusedCredentials).toBe(account.fingerprint('wrong'));
  });
});

describe('R4: sign-ins by the program itself', () => {
  const hours = (...each: number[]) => each.map((hour) => NOW - hour * 60 * MINUTE);
  it.each<[string, number[], number | null]>([
    ['five of a day', hours(5, 4, 3, 2, 1), null],
    ['six of a day: until the first of them is a day old', hours(6, 5, 4, 3, 2, 1), 18],
    ['seven of a day: by the last six', hours(7, 6, 5, 4, 3, 2, 1), 18],
    ['six, the first a day old', hours(24, 5, 4, 3, 2, 1), null],
    ['six of a clock that was ahead: for a day at most', hours(-1, -2, -3, -4, -5, -6), 24],
    ['six of a clock that was a day ahead', hours(-24, -25, -26, -27, -28, -29), null],
  ])('%s', (_, signedInAt, wait) => {
    expect(ownSignInPause({ signedInAt }, NOW)).toEqual(
      wait === null ? null : { code: 'signInsUsedUp', params: {}, retryAt: NOW + wait * 60 * MINUTE },
    );
  });

  it('are kept for a day', () => {
    const account = memory();
    expect(rememberSignIn(account, NOW)).toBe(NOW);
    rememberSignIn(account, NOW + DAY - 1);
    expect(account.get().signedInAt).toEqual([NOW, NOW + DAY - 1]);
    rememberSignIn(account, NOW + DAY);
    expect(account.get().signedInAt).toEqual([NOW + DAY - 1, NOW + DAY]);
  });
});

describe('W19: sessions that another program ends', () => {
  it.each<[string, number[], number | null]>([
    ['never', [], null],
    ['twice', [-1, 0], null],
    ['three times: five minutes from the last', [-2, -1, 0], 5],
    ['three times, the last almost five minutes ago', [-9, -8, -4], 1],
    ['three times, the last five minutes ago', [-9, -8, -5], null],
    ['three times, by a clock that was ahead', [58, 59, 60], null],
  ])('%s', (_, minutes, wait) => {
    const takenAt = minutes.map((minute) => NOW + minute * MINUTE);
    expect(takenPause({ takenAt }, NOW)).toEqual(
      wait === null ? null : { code: 'sessionTaken', params: {}, retryAt: NOW + wait * MINUTE },
    );
  });

  /** Sessions opened in place of one that was ended, each so many minutes after the start. */
  const taken = (...minutes: number[]) => {
    const account = memory();
    rememberSignIn(account, NOW - 30 * MINUTE);
    for (const minute of minutes) rememberTaken(account, rememberSignIn(account, NOW + minute * MINUTE));
    const { takenAt, signedInAt } = account.get();
    expect(signedInAt).toEqual([NOW - 30 * MINUTE]);
    return takenAt?.map((at) => (at - NOW) / MINUTE);
  };
  it('are those within ten minutes of each other, the last three, and no sign-ins of the day', () => {
    expect(taken(0)).toEqual([0]);
    expect(taken(0, 10, 15)).toEqual([0, 10, 15]);
    expect(taken(0, 1, 2, 3)).toEqual([1, 2, 3]);
    expect(taken(0, 5, 15.1)).toEqual([15.1]);
    expect(taken(0, 5, -20)).toEqual([-20]);
  });
});
