import { describe, expect, it } from 'vitest';
import { rememberLockout, rememberPause, requestPause, signInPause } from '../../../src/main/libre/pauses.ts';
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
    expect(rememberLockout(memory(), seconds, NOW)).toMatchObject({ retryAt: NOW + kept + 30_000 });
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
