import { beforeEach, describe, expect, it } from 'vitest';
import { TrustedTime } from '../../../src/main/time/trusted-time.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TRUE = Date.UTC(2026, 10, 21, 12);

let clock: FakeClock;
let time: TrustedTime;

/** A computer whose clock is ahead of the server's by so much, after one answer. */
function answered(ahead: number): void {
  clock = new FakeClock(TRUE + ahead);
  time = new TrustedTime(clock);
  time.observe(TRUE);
}

describe('before any answer', () => {
  beforeEach(() => {
    clock = new FakeClock(TRUE);
    time = new TrustedTime(clock);
  });

  it('the computer is believed', () => {
    clock.jump(3 * HOUR);
    expect(time.now()).toBe(TRUE + 3 * HOUR);
    expect(time.wrongBy()).toBeNull();
  });
});

describe('a clock that is', () => {
  it.each([
    ['right', 0],
    ['a minute ahead', MINUTE],
    ['a minute behind', -MINUTE],
    ['two minutes ahead', 2 * MINUTE],
    ['two minutes behind', -2 * MINUTE],
  ])('%s is right, and ages go by it', (_, ahead) => {
    answered(ahead);
    clock.advance(30 * SECOND);
    expect(time.wrongBy()).toBeNull();
    expect(time.now()).toBe(clock.now());
  });

  it.each([
    ['three minutes ahead', 3 * MINUTE],
    ['three minutes behind', -3 * MINUTE],
    ['five minutes ahead', 5 * MINUTE],
    ['five minutes behind', -5 * MINUTE],
  ])('%s is said to be wrong, and ages still go by it', (_, ahead) => {
    answered(ahead);
    clock.advance(30 * SECOND);
    expect(time.wrongBy()).toBe(ahead);
    expect(time.now()).toBe(clock.now());
  });

  it.each([
    ['six minutes ahead', 6 * MINUTE],
    ['six minutes behind', -6 * MINUTE],
    ['a year behind', -365 * 24 * HOUR],
  ])('%s is not believed: the time of the server is carried on', (_, ahead) => {
    answered(ahead);
    clock.advance(7 * HOUR);
    expect(time.wrongBy()).toBe(ahead);
    expect(time.now()).toBe(TRUE + 7 * HOUR);
  });

  it('put right is right from the next answer on', () => {
    answered(6 * MINUTE);
    clock.jump(-6 * MINUTE);
    expect(time.now()).toBe(TRUE);
    time.observe(TRUE);
    expect(time.wrongBy()).toBeNull();
    expect(time.now()).toBe(clock.now());
  });
});

describe('a clock that is set', () => {
  it.each([3 * MINUTE, 6 * MINUTE, 3 * HOUR])('back by %d ms is noticed at once', (by) => {
    answered(0);
    clock.advance(MINUTE);
    clock.jump(-by);
    expect(time.wrongBy()).toBe(-by);
    expect(time.now()).toBe(by > 5 * MINUTE ? TRUE + MINUTE : clock.now());
  });

  it('forward is taken for sleep until the next answer tells', () => {
    answered(0);
    clock.advance(MINUTE);
    clock.jump(3 * HOUR);
    expect(time.wrongBy()).toBeNull();
    expect(time.now()).toBe(clock.now());
    time.observe(TRUE + MINUTE);
    expect(time.wrongBy()).toBe(3 * HOUR);
    expect(time.now()).toBe(TRUE + MINUTE);
  });
});

describe('one odd time', () => {
  it.each([40 * MINUTE, -40 * MINUTE, 3 * HOUR])('W12: %d ms away changes nothing', (odd) => {
    answered(0);
    clock.advance(MINUTE);
    time.observe(TRUE + MINUTE + odd);
    expect([time.now(), time.wrongBy()]).toEqual([TRUE + MINUTE, null]);
    clock.advance(MINUTE);
    time.observe(TRUE + 2 * MINUTE);
    clock.advance(MINUTE);
    time.observe(TRUE + 3 * MINUTE + odd);
    expect([time.now(), time.wrongBy()]).toEqual([TRUE + 3 * MINUTE, null]);
  });

  it('W12: is believed when the next one agrees with it', () => {
    answered(0);
    time.observe(TRUE + 40 * MINUTE);
    clock.advance(MINUTE);
    time.observe(TRUE + 41 * MINUTE);
    expect([time.now(), time.wrongBy()]).toEqual([TRUE + 41 * MINUTE, -40 * MINUTE]);
  });

  it('W12: that was the first of all is over with the next', () => {
    answered(-40 * MINUTE);
    clock.advance(MINUTE);
    time.observe(clock.now());
    expect([time.now(), time.wrongBy()]).toEqual([clock.now(), null]);
  });

  it('W12: two that disagree with each other change nothing', () => {
    answered(0);
    time.observe(TRUE + 40 * MINUTE);
    time.observe(TRUE + 80 * MINUTE);
    expect([time.now(), time.wrongBy()]).toEqual([TRUE, null]);
  });
});

it('R4: is sure from the first answer on, until a sleep', () => {
  answered(179 * 24 * HOUR);
  expect(time.isSure).toBe(true);
  expect(time.clock.now()).toBe(TRUE);
  clock.sleep(HOUR);
  expect(time.isSure).toBe(false);
  expect(new TrustedTime(clock).isSure).toBe(false);
});

describe('after sleep', () => {
  it('a clock that was right is believed', () => {
    answered(0);
    clock.sleep(8 * HOUR);
    expect(time.wrongBy()).toBeNull();
    expect(time.now()).toBe(TRUE + 8 * HOUR);
  });

  it('a clock that was wrong is all there is until the next answer tells', () => {
    answered(6 * MINUTE);
    clock.sleep(8 * HOUR);
    expect(time.wrongBy()).toBeNull();
    expect(time.now()).toBe(TRUE + 6 * MINUTE + 8 * HOUR);
    time.observe(TRUE + 8 * HOUR);
    expect(time.wrongBy()).toBe(6 * MINUTE);
    expect(time.now()).toBe(TRUE + 8 * HOUR);
  });

  it('of less than a minute the server’s time is carried on', () => {
    answered(20 * MINUTE);
    clock.sleep(50 * SECOND);
    expect(time.wrongBy()).toBe(20 * MINUTE + 50 * SECOND);
    expect(time.now()).toBe(TRUE);
  });
});
