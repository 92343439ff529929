import { describe, expect, it } from 'vitest';
import { problem, type Problem } from '../../../src/shared/problems.ts';
import { nextPollAfter, nextRegularPoll, type PollFacts } from '../../../src/main/monitor/poll-schedule.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOW = Date.UTC(2026, 10, 21, 12);
/** The least and the most a jitter can be. */
const EDGES = [0, 1 - Number.EPSILON];

function facts(changes: Partial<PollFacts> = {}): PollFacts {
  const newestAt = NOW - 25 * SECOND;
  return { now: NOW, askedAt: NOW, newestAt, changedAt: NOW, intervalMs: MINUTE, ...changes };
}

/** Seconds from the last request to the next, with the least and with the most jitter. */
function waits(changes: Partial<PollFacts>): number[] {
  const given = facts(changes);
  return EDGES.map((random) => Math.round((nextRegularPoll(given, random).at! - given.askedAt) / SECOND));
}

describe('after a good answer', () => {
  it.each([
    ['20 s old: the next one is due in a minute', { newestAt: NOW - 20 * SECOND }, [60, 65]],
    ['25 s old', { newestAt: NOW - 25 * SECOND }, [55, 60]],
    ['50 s old: sooner than due, never sooner than 55 s', { newestAt: NOW - 50 * SECOND }, [55, 55]],
    ['4 min old', { newestAt: NOW - 4 * MINUTE }, [55, 55]],
    ['18 s old', { newestAt: NOW - 18 * SECOND }, [62, 55]],
    ['0 s old: too far ahead to wait for', { newestAt: NOW }, [55, 55]],
    ['from the future', { newestAt: NOW + 12 * MINUTE }, [55, 55]],
    ['from another year', { newestAt: NOW + 365 * 24 * 60 * MINUTE }, [55, 55]],
    ['every five minutes', { newestAt: NOW - 20 * SECOND, intervalMs: 5 * MINUTE }, [300, 305]],
    ['asked a while ago', { askedAt: NOW - 20 * SECOND, newestAt: NOW - 40 * SECOND }, [60, 65]],
  ])('the newest reading %s', (_, changes, expected) => {
    expect(waits(changes)).toEqual(expected);
    expect(nextRegularPoll(facts(changes), 0).reason).toBe('readingDue');
  });

  it.each([
    ['there is no reading', { newestAt: null }, [120, 125]],
    ['nothing new came for more than five minutes', { changedAt: NOW - 5 * MINUTE - 1 }, [120, 125]],
    ['the interval is longer', { newestAt: null, intervalMs: 5 * MINUTE }, [300, 305]],
  ])('half as often while %s', (_, changes, expected) => {
    expect(waits(changes)).toEqual(expected);
    expect(nextRegularPoll(facts(changes), 0).reason).toBe('noNewReadingLately');
  });

  it('as usual while the last new one came five minutes ago', () => {
    expect(nextRegularPoll(facts({ changedAt: NOW - 5 * MINUTE }), 0).reason).toBe('readingDue');
  });

  it.each([1, 5, 59])('intervals of %d s are taken as they are', (seconds) => {
    for (const newestAt of [null, NOW, NOW + 10 * MINUTE]) {
      for (const changedAt of [NOW, -Infinity]) {
        expect(waits({ intervalMs: seconds * SECOND, newestAt, changedAt })).toEqual([seconds, seconds]);
      }
    }
  });

  it('passes over no reading, however far the clocks are apart and wherever it begins', () => {
    let seed = 1;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let ahead = -3; ahead <= 5; ahead += 0.25) {
      for (let age = 0; age < MINUTE; age += 7 * SECOND) {
        let at = NOW + age;
        let last = NOW;
        for (let poll = 0; poll < 60; poll += 1) {
          // A reading is measured at every whole minute and is there at once; its date is `ahead` of our time.
          const measured = at - (at % MINUTE);
          expect(measured - last).toBeLessThanOrEqual(MINUTE);
          last = measured;
          const newestAt = measured + ahead * MINUTE;
          const next = nextRegularPoll(facts({ now: at, askedAt: at, newestAt, changedAt: at }), random());
          expect(next.at! - at).toBeGreaterThanOrEqual(55 * SECOND);
          expect(next.at! - at).toBeLessThanOrEqual(65 * SECOND);
          at = next.at!;
        }
      }
    }
  });
});

describe('after a failure', () => {
  const minutes = (cause: Problem, failures: number, random = 0.5) =>
    (nextPollAfter(cause, failures, NOW, random).at! - NOW) / MINUTE;

  it.each([
    ['network', problem('timedOut', { host: 'h' })],
    ['server', problem('serverError', { host: 'h', status: 502 })],
    ['form', problem('answerUnreadable', { host: 'h', detail: 'd' })],
    ['keychain', problem('keychainUnavailable', { cause: 'locked' })],
  ])('of the %s: 1, 2, 5, 10, 15, 15 minutes', (_, cause) => {
    expect([1, 2, 3, 4, 5, 6, 100].map((failures) => minutes(cause, failures))).toEqual([
      1, 2, 5, 10, 15, 15, 15,
    ]);
    expect(nextPollAfter(cause, 1, NOW, 0.5).reason).toBe('afterProblem');
  });

  it.each([
    ['terms', problem('termsNotAccepted', { document: 'termsOfUse', link: '', version: '' })],
    ['e-mail', problem('emailNotVerified', {})],
    ['a step', problem('stepUnknown', { step: 'x' })],
    ['the session', problem('sessionRejected', {})],
    ['an update', problem('updateRequired', { ours: '4.17.0', minimum: '4.99.0' })],
    ['the interface', problem('interfaceSwitchedOff', { minimum: '5.0.0' })],
  ])('that only the user can end (%s): 15, 30, 60, 240 minutes', (_, cause) => {
    expect([1, 2, 3, 4, 9].map((failures) => minutes(cause, failures))).toEqual([15, 30, 60, 240, 240]);
    expect(nextPollAfter(cause, 1, NOW, 0.5).reason).toBe('waitingForUser');
  });

  it.each([
    problem('signInNeeded', { noKeychain: '' }),
    problem('credentialsRejected', {}),
    problem('credentialsKnownBad', {}),
  ])('for want of credentials: not by itself ($code)', (cause) => {
    expect(nextPollAfter(cause, 1, NOW, 0.5)).toEqual({ at: null, reason: 'waitingForUser' });
  });

  it.each([
    ['a lockout', problem('lockedOut', {}, NOW + 330 * SECOND), 5.5],
    ['a day', problem('rateLimited', {}, NOW + 24 * 60 * MINUTE), 24 * 60],
    ['a server in trouble', problem('serverError', { host: 'h', status: 503 }, NOW + 2 * MINUTE), 2],
    [
      'one that asks for hours',
      problem('serverError', { host: 'h', status: 503 }, NOW + 5 * 60 * MINUTE),
      60,
    ],
  ])('as the server said: %s', (_, cause, expected) => {
    for (const random of EDGES) expect(minutes(cause, 3, random)).toBe(expected);
    expect(nextPollAfter(cause, 3, NOW, 0.5).reason).toBe('serverSaid');
  });

  it('waits of our own vary by a tenth', () => {
    const cause = problem('timedOut', { host: 'h' });
    for (const [failures, step] of [1, 2, 5, 10, 15].entries()) {
      expect(minutes(cause, failures + 1, 0)).toBeCloseTo(step * 0.9, 9);
      expect(minutes(cause, failures + 1, EDGES[1])).toBeCloseTo(step * 1.1, 9);
    }
  });
});
