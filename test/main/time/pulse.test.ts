import { beforeEach, expect, it } from 'vitest';
import { BEAT_MS, Pulse, SLEPT_MS } from '../../../src/main/time/pulse.ts';
import { FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let pulse: Pulse;
let beats: string[];

const hear = (name: string, everyMs = BEAT_MS) =>
  pulse.beat(everyMs, () => void beats.push(`${name} ${clock.monotonic() / 1000}`));

beforeEach(() => {
  clock = new FakeClock();
  pulse = new Pulse(clock);
  beats = [];
});

it('is one timer for all who listen, each told in the order they came and as often as they want', () => {
  hear('alarms');
  hear('monitor');
  hear('tray', 15_000);
  expect(clock.pending).toBe(1);
  clock.advance(15_000);
  expect(beats).toEqual(['alarms 7.5', 'monitor 7.5', 'alarms 15', 'monitor 15', 'tray 15']);
  expect(clock.pending).toBe(1);
});

it('wakes nobody up more often for whoever comes in between', () => {
  hear('first');
  clock.advance(4000);
  hear('late');
  clock.advance(11_000);
  expect(beats).toEqual(['first 7.5', 'first 15', 'late 15']);
});

it('stops with the last who listens, and begins again with the next', () => {
  const ends = [hear('one'), hear('other')];
  ends[0]!();
  clock.advance(BEAT_MS);
  expect(beats).toEqual(['other 7.5']);
  ends[1]!();
  expect(clock.pending).toBe(0);
  clock.advance(60_000);
  hear('again');
  clock.advance(BEAT_MS);
  expect(beats).toEqual(['other 7.5', 'again 75']);
  expect(pulse.sleeps()).toBe(0);
});

it('goes on after one who fails', () => {
  let fails = true;
  pulse.beat(BEAT_MS, () => {
    if (fails) throw new Error('a bug');
  });
  hear('other');
  expect(() => clock.advance(BEAT_MS)).toThrow('a bug');
  fails = false;
  clock.advance(BEAT_MS);
  expect(beats).toEqual(['other 15']);
});

it('takes a sleep for one, whoever notices it first', () => {
  hear('somebody');
  clock.advance(BEAT_MS);
  expect(pulse.sleeps()).toBe(0);
  clock.sleep(3_600_000);
  expect([pulse.sleeps(), pulse.sleeps()]).toEqual([1, 1]);
  clock.advance(BEAT_MS);
  expect(pulse.sleeps()).toBe(1);
});

it('notices it with the next beat, before anybody is told', () => {
  const known: number[] = [];
  pulse.beat(BEAT_MS, () => known.push(pulse.sleeps()));
  clock.advance(BEAT_MS);
  clock.sleep(60_000);
  clock.advance(2 * BEAT_MS);
  expect(known).toEqual([0, 1, 1]);
});

it.each([
  ['a beat as late as a busy computer makes it', SLEPT_MS, 0],
  ['more than that', SLEPT_MS + 1, 1],
  ['a clock set back', -3_600_000, 0],
  ['a clock set forward', 3_600_000, 1],
])('%s', (_, late, sleeps) => {
  hear('somebody');
  clock.advance(BEAT_MS);
  clock.jump(late);
  clock.advance(BEAT_MS);
  expect(pulse.sleeps()).toBe(sleeps);
});

it('notices a sleep through which the monotonic clock went on, though somebody set the other back', () => {
  hear('somebody');
  clock.advance(BEAT_MS);
  const held = { now: clock.now(), monotonic: clock.monotonic() + 60_000 };
  clock.now = () => held.now;
  clock.monotonic = () => held.monotonic;
  expect(pulse.sleeps()).toBe(1);
});

it('wakes nobody for what is to be done once, about that time, and has forgotten it then', () => {
  hear('alarms');
  clock.advance(1000);
  pulse.once(15_000, () => void beats.push(`once ${clock.monotonic() / 1000}`));
  const never = pulse.once(15_000, () => void beats.push('never'));
  never();
  expect(clock.pending).toBe(1);
  clock.advance(59_000);
  expect(beats.filter((beat) => !beat.startsWith('alarms'))).toEqual(['once 15']);
  expect(clock.pending).toBe(1);
});
