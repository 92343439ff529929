import { describe, expect, it, test } from 'vitest';
import {
  LOW_AGO_MS,
  relaunchStep,
  relaunchWait,
  SUSTAINED_MS,
  type RelaunchHold,
  type RelaunchSituation,
} from '../../../src/shared/state/planned-relaunch.ts';
import { ALARM_KINDS } from '../../../src/shared/alarms/kinds.ts';
import { isQuiet } from '../../../src/shared/alarms/rules.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/shared/time.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

/** Nothing speaks against it. */
const CALM: RelaunchSituation = {
  overForMs: SUSTAINED_MS,
  sinceLastMs: null,
  follows: true,
  alarms: [],
  lowAgoMs: null,
  clocks: [{ at: NOON, offsetSeconds: 3600 }],
  night: null,
  isRecorded: true,
  isAtWork: false,
  isUnsaved: false,
  isInUse: false,
  keychain: 'answers',
};

describe('a program that takes too much memory', () => {
  it('asks for the password first, and starts anew once that is there', () => {
    expect(relaunchStep({ ...CALM, keychain: 'unasked' })).toEqual({ step: 'askKeychain' });
    expect(relaunchStep(CALM)).toEqual({ step: 'relaunch' });
  });

  it('does nothing about a peak', () => {
    expect(relaunchStep({ ...CALM, overForMs: SUSTAINED_MS - 1 })).toEqual({ step: 'wait' });
  });

  test.each<[RelaunchHold, string, Partial<RelaunchSituation>]>([
    ['today', 'it did so this morning', { sinceLastMs: DAY - 1 }],
    ['notFollowing', 'nobody is signed in', { follows: false }],
    ['alarm', 'a high rings', { alarms: [{ kind: 'high', phase: 'active' }] }],
    ['alarm', 'missing data ring', { alarms: [{ kind: 'noData', phase: 'active' }] }],
    ['low', 'a low is snoozed', { alarms: [{ kind: 'low', phase: 'snoozed' }] }],
    ['low', 'a low was acknowledged', { alarms: [{ kind: 'urgentLow', phase: 'acknowledged' }] }],
    ['low', 'a low has just passed', { lowAgoMs: LOW_AGO_MS - 1 }],
    ['low', 'a low is ahead of our clock', { lowAgoMs: -MINUTE }],
    ['night', 'it is three', { clocks: [{ at: NOON - 9 * HOUR, offsetSeconds: 0 }] }],
    ['night', 'it is five to seven', { clocks: [{ at: NOON - 5 * HOUR - 5 * MINUTE, offsetSeconds: 0 }] }],
    ['night', 'it is nine in the evening', { clocks: [{ at: NOON + 9 * HOUR, offsetSeconds: 0 }] }],
    [
      'night',
      'it is night where the wearer is',
      { clocks: [...CALM.clocks, { at: NOON, offsetSeconds: 11 * 3600 }] },
    ],
    ['night', 'somebody sleeps by day', { night: { from: 9 * 60, to: 17 * 60 } }],
    ['unrecorded', 'the disk takes nothing', { isRecorded: false }],
    ['atWork', 'a file is being imported', { isAtWork: true }],
    ['unsaved', 'a password is half typed', { isUnsaved: true }],
    ['inUse', 'somebody looks at the window', { isInUse: true }],
    ['keychain', 'the keychain is locked', { keychain: 'silent' }],
  ])('goes on: %s, since %s', (why, _, change) => {
    expect(relaunchStep({ ...CALM, ...change })).toEqual({ step: 'hold', why });
    if (why !== 'keychain')
      expect(relaunchStep({ ...CALM, ...change, keychain: 'unasked' })).toEqual({ step: 'hold', why });
  });

  test.each<[string, Partial<RelaunchSituation>]>([
    ['the last time was yesterday', { sinceLastMs: DAY }],
    ['a high is snoozed', { alarms: [{ kind: 'high', phase: 'snoozed' }] }],
    ['missing data are acknowledged', { alarms: [{ kind: 'noData', phase: 'acknowledged' }] }],
    ['the low is ten minutes ago', { lowAgoMs: LOW_AGO_MS }],
    ['it is seven', { clocks: [{ at: NOON - 5 * HOUR, offsetSeconds: 0 }] }],
    ['the set night is over', { night: { from: 23 * 60, to: 13 * 60 } }],
    ['the set night is none', { night: { from: 600, to: 600 } }],
  ])('starts anew although %s', (_, change) => {
    expect(relaunchStep({ ...CALM, ...change })).toEqual({ step: 'relaunch' });
  });

  const minute = fc.integer({ min: 0, max: 1439 });
  const situation: fc.Arbitrary<RelaunchSituation> = fc.record({
    overForMs: fc.integer({ min: 0, max: 2 * SUSTAINED_MS }),
    sinceLastMs: fc.option(fc.integer({ min: 0, max: 2 * DAY })),
    follows: fc.boolean(),
    alarms: fc.array(
      fc.record({
        kind: fc.constantFrom(...ALARM_KINDS),
        phase: fc.constantFrom('active' as const, 'acknowledged' as const, 'snoozed' as const),
      }),
      { maxLength: 2 },
    ),
    lowAgoMs: fc.option(fc.integer({ min: -HOUR, max: HOUR })),
    clocks: fc.array(
      fc.record({
        at: fc.integer({ min: NOON, max: NOON + DAY }),
        offsetSeconds: fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15 * 60),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    night: fc.option(fc.record({ from: minute, to: minute })),
    isRecorded: fc.boolean(),
    isAtWork: fc.boolean(),
    isUnsaved: fc.boolean(),
    isInUse: fc.boolean(),
    keychain: fc.constantFrom('unasked', 'answers', 'silent'),
  });
  /** Most of what can be speaks against it: each with one part of the calm. */
  const likely = fc
    .tuple(situation, fc.subarray(Object.keys(CALM) as (keyof RelaunchSituation)[], { minLength: 8 }))
    .map(([wild, calm]) => ({
      ...wild,
      ...(Object.fromEntries(calm.map((name) => [name, CALM[name]])) as Partial<RelaunchSituation>),
    }));

  it('is never by night, in an alarm, near a low, twice a day, over work, or without the password', () => {
    let relaunches = 0;
    fc.assert(
      fc.property(likely, (one) => {
        if (relaunchStep(one).step !== 'relaunch') return;
        relaunches += 1;
        const night = one.night ?? { from: 21 * 60, to: 7 * 60 };
        for (const { at, offsetSeconds } of one.clocks) expect(isQuiet(night, at, offsetSeconds)).toBe(false);
        expect(one.alarms.some(({ phase }) => phase === 'active')).toBe(false);
        expect(one.alarms.some(({ kind }) => kind === 'low' || kind === 'urgentLow')).toBe(false);
        expect(one.lowAgoMs ?? Infinity).toBeGreaterThanOrEqual(LOW_AGO_MS);
        expect(one.sinceLastMs ?? Infinity).toBeGreaterThanOrEqual(DAY);
        expect(one.overForMs).toBeGreaterThanOrEqual(SUSTAINED_MS);
        expect(one).toMatchObject({ follows: true, isRecorded: true, keychain: 'answers' });
        expect(one.isAtWork || one.isUnsaved || one.isInUse).toBe(false);
      }),
      { numRuns: runs(5000, 200_000) },
    );
    // It is about something.
    expect(relaunches).toBeGreaterThan(10);
  });

  it('tries again ever later, after two hours at most', () => {
    expect([1, 2, 3, 4, 5, 50, 5000].map((tries) => relaunchWait(tries) / (60 * SECOND))).toEqual([
      10, 20, 40, 80, 120, 120, 120,
    ]);
  });
});
