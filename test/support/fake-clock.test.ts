import { expect, it } from 'vitest';
import { FakeClock } from './fake-clock.ts';

it('runs what falls due in order, each at its own time, and what that sets', () => {
  const clock = new FakeClock(1000);
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${name}@${clock.now()}`);
  clock.after(20, note('second'));
  clock.after(10, () => {
    note('first')();
    clock.after(5, note('nested'));
    clock.after(500, note('late'));
  });
  const cancel = clock.after(12, note('never'));
  clock.after(20, note('third'));
  cancel();
  clock.advance(30);
  expect(seen).toStrictEqual(['first@1010', 'nested@1015', 'second@1020', 'third@1020']);
  expect([clock.now(), clock.monotonic(), clock.pending]).toStrictEqual([1030, 30, 1]);
});

it('jumps the wall clock without touching timers', () => {
  const clock = new FakeClock(0);
  let ran = false;
  clock.after(10, () => (ran = true));
  clock.jump(-5000);
  expect([clock.now(), clock.monotonic(), ran]).toStrictEqual([-5000, 0, false]);
  clock.advance(10);
  expect([clock.now(), ran]).toStrictEqual([-4990, true]);
});
