import { expect, it } from 'vitest';
import { CrashCount } from '../../../../src/main/desktop/windows/crash-count.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const MINUTE = 60_000;

it('row 63: a page is built anew three times in ten minutes, and again when those are over', () => {
  const clock = new FakeClock();
  const crashes = new CrashCount(clock, 3);
  for (let crash = 1; crash <= 3; crash += 1) {
    crashes.add();
    expect(crashes.isTooMany, `crash ${crash}`).toBe(false);
    clock.advance(MINUTE);
  }
  crashes.add();
  expect(crashes.isTooMany).toBe(true);
  clock.advance(8 * MINUTE);
  crashes.add();
  expect(crashes.isTooMany).toBe(false);
});
