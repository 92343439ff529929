import { expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { heapContents } from '../support/heap-contents.ts';
import { LivedSession, type Held } from '../support/lived-session.ts';
import { temporaryDirectory } from '../support/run-cli.ts';
import { runs } from '../support/runs.ts';
import { DAY, HOUR, MINUTE } from '../../src/shared/time.ts';

/** A month in `npm run test:long`; else a morning, which shows that it can be lived. */
const DAYS = Number(process.env['GLUCOGLANCE_LIVED_DAYS'] ?? runs(0, 30));
/** What an engine compiles and keeps on the way is not the program's growth. */
const WARM = DAYS === 0 ? HOUR : 2 * DAY;
const END = DAYS === 0 ? 3 * HOUR : DAYS * DAY;

it('a month of polls, lows, nights asleep, a network that fails, pages and readers leaves nothing behind', async () => {
  const clock = new FakeClock(Date.UTC(2026, 9, 1, 6));
  const lived = await LivedSession.begin(temporaryDirectory(), clock);
  let left = 0;
  /** Timer by timer; after each all that follows from it happens. */
  const run = async (milliseconds: number): Promise<void> => {
    for (left += milliseconds; ;) {
      await lived.settle();
      const next = clock.nextIn;
      if (next === null || next > left) return;
      clock.advance(next);
      left -= next;
    }
  };
  const samples: Held[] = [];
  const live = async (milliseconds: number): Promise<void> => {
    for (let done = 0; done < milliseconds; done += Math.min(DAY, milliseconds)) {
      const day = Math.round((clock.now() - Date.UTC(2026, 9, 1)) / DAY);
      if (milliseconds < DAY) {
        await run(milliseconds);
        await lived.dayOfPerson(day);
        continue;
      }
      await run(10 * HOUR);
      await lived.dayOfPerson(day);
      lived.setOnline(false);
      await run(40 * MINUTE);
      lived.setOnline(true);
      await run(6 * HOUR + 20 * MINUTE);
      // The computer sleeps.
      clock.sleep(HOUR);
      await run(6 * HOUR);
      samples.push(await lived.held());
      console.log(`day ${samples.length}: ${JSON.stringify(samples.at(-1))}`);
    }
  };
  await live(WARM);
  // Looking into it takes memory, which the system does not get back.
  const contents = await heapContents();
  const before = await lived.held();
  await live(END - WARM);
  const after = await lived.held();
  const { program, engine } = await heapContents();
  if (DAYS > 0)
    console.log({ before, after, contents, program, engine, rung: lived.rung, snapshots: lived.snapshots });
  expect(lived.faults).toEqual([]);
  // Two people, a reading a minute, but for what the server could not tell.
  expect(after.readings - before.readings).toBeGreaterThan((2 * 0.9 * (END - WARM)) / MINUTE - 200);
  expect(program).toBeLessThanOrEqual(contents.program * (DAYS > 2 ? 1.05 : 1.3));
  expect(after.heapMb).toBeLessThanOrEqual(before.heapMb * (DAYS > 2 ? 1.1 : 1.3));
  // The system gives memory in pieces, and a thread keeps some of the pages of its file.
  expect(after.rssMb).toBeLessThanOrEqual(before.rssMb * 1.2 + 16);
  // A connection to the server is kept for some seconds of the computer's own clock.
  expect(after.handles - before.handles).toBeLessThanOrEqual(2);
  expect(after.files - before.files).toBeLessThanOrEqual(2);
  expect(after.walMb).toBeLessThanOrEqual(8);
  expect(after.logMb).toBeLessThanOrEqual(5);
  if (DAYS > 4) {
    // A day's entries of the journal, at the end as at the beginning.
    const perDay = samples.slice(1).map(({ journal }, index) => journal - samples[index]!.journal);
    expect(Math.max(...perDay.slice(-5))).toBeLessThanOrEqual(2 * Math.max(...perDay.slice(0, 5)));
  }
  await lived.stop();
  await lived.settle();
  expect(clock.pending).toBe(0);
}, 7_200_000);
