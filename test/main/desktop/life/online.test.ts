import { expect, it } from 'vitest';
import { watchOnline } from '../../../../src/main/desktop/life/online.ts';
import { BEAT_MS, Pulse } from '../../../../src/main/time/pulse.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

it('a network that comes back is told, once each time', () => {
  const clock = new FakeClock();
  let online = false;
  let backs = 0;
  watchOnline({ net: { isOnline: () => online }, pulse: new Pulse(clock), onBack: () => backs++ });
  clock.advance(60_000);
  expect(backs).toBe(0);
  online = true;
  clock.advance(60_000);
  expect(backs).toBe(1);
  online = false;
  clock.advance(BEAT_MS);
  online = true;
  clock.advance(60_000);
  expect(backs).toBe(2);
});
