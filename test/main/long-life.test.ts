import { expect, it } from 'vitest';
import { builtLife, live } from '../support/lived-process.ts';
import { runs } from '../support/runs.ts';
import { DAY, MINUTE } from '../../src/shared/time.ts';

/** After an hour of use a month in `npm run test:long`; else some more hours, which show that it can be lived. */
const DAYS = Number(process.env['GLUCOGLANCE_LIVED_DAYS'] ?? runs(1 / 8, 30));
/** What an engine compiles on the way and keeps is not the program's growth. */
const isLong = DAYS > 2;

it('a month of polls, lows, nights asleep, a network that fails, pages and readers leaves nothing behind', async () => {
  const script = await builtLife();
  // Looking into a heap takes memory that the system does not get back: this one has lived an hour, and ends.
  const hour = await live(script, 0);
  const life = await live(script, DAYS, (after, held) => {
    if (DAYS >= 1) console.log(`day ${after}: ${JSON.stringify(held)}`);
  });
  const [before, after] = [life.held[0]!, life.held.at(-1)!];
  const { contents, faults, rung, snapshots } = life;
  if (DAYS >= 1) console.log({ before, after, hour: hour.contents, contents, rung, snapshots });
  expect([...hour.faults, ...faults]).toEqual([]);
  // Two people, a reading a minute, but for what the server could not tell.
  expect(after.readings - before.readings).toBeGreaterThan((2 * 0.9 * DAYS * DAY) / MINUTE - 200);
  expect(contents.program).toBeLessThanOrEqual(hour.contents.program * (isLong ? 1.05 : 1.3));
  // With code of the engine, which goes on growing for weeks.
  expect(after.heapMb).toBeLessThanOrEqual(before.heapMb * (isLong ? 1.15 : 1.3));
  expect(after.heapMb).toBeLessThanOrEqual(life.held.slice(0, 3).at(-1)!.heapMb * (isLong ? 1.1 : 1.3));
  // How much of what is free malloc keeps depends on how busy the computer is.
  expect(after.rssMb).toBeLessThanOrEqual(before.rssMb * 1.1 + 8);
  for (const held of life.held) {
    expect(held.handles).toBeLessThanOrEqual(before.handles);
    // One is now open and now not.
    expect(held.files).toBeLessThanOrEqual(before.files + 1);
    // Those to the server and of readers, which are kept for some seconds of the computer's own clock.
    expect(held.connections).toBeLessThanOrEqual(6);
    expect(held.walMb).toBeLessThanOrEqual(8);
    expect(held.logMb).toBeLessThanOrEqual(5);
  }
  if (DAYS > 4) {
    // A day's entries of the journal, at the end as at the beginning.
    const perDay = life.held.slice(1).map(({ journal }, index) => journal - life.held[index]!.journal);
    expect(Math.max(...perDay.slice(-5))).toBeLessThanOrEqual(2 * Math.max(...perDay.slice(1, 6)));
  }
  expect([hour.pending, life.pending]).toEqual([0, 0]);
}, 7_200_000);
