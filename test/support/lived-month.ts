/**
 * A process in which a session lives: `<folder> <days>`, an hour in which everything is asked once, and then so many days,
 * which may be a part of one. It tells a line of JSON (`Told`) after the hour and after each day, and at its end.
 */
import { FakeClock } from './fake-clock.ts';
import { heapContents } from './heap-contents.ts';
import { LivedSession, type Held } from './lived-session.ts';
import { DAY, HOUR, MINUTE } from '../../src/shared/time.ts';

/** What a line tells: what was held after an hour (`after` 0) or a day; or how it ended. */
export type Told = { after: number; held: Held } | Ended;

export interface Ended {
  /** Bytes of the heap at the end; looked into after the last figure was taken, since it takes memory and keeps it. */
  contents: Awaited<ReturnType<typeof heapContents>>;
  /** Whatever was thrown, in words. */
  faults: string[];
  rung: number;
  snapshots: number;
  /** Timers that are left after the session was stopped. */
  pending: number;
}

const [folder = '', days = ''] = process.argv.slice(2);
const clock = new FakeClock(Date.UTC(2026, 9, 1, 6));
const lived = await LivedSession.begin(folder, clock);
const tell = (told: Told): void => console.log(JSON.stringify(told));
let left = 0;

/** Timer by timer; after each all that follows from it happens. */
async function run(milliseconds: number): Promise<void> {
  for (left += milliseconds; ;) {
    await lived.settle();
    const next = clock.nextIn;
    if (next === null || next > left) return;
    clock.advance(next);
    left -= next;
  }
}

async function offline(milliseconds: number): Promise<void> {
  lived.setOnline(false);
  await run(milliseconds);
  lived.setOnline(true);
}

/** Of use: whatever a day has is in it once, and at its end the feed is served, which it is every other day. */
async function firstHour(): Promise<void> {
  await run(20 * MINUTE);
  await lived.dayOfPerson(1);
  await run(10 * MINUTE);
  await lived.dayOfPerson(2);
  await offline(10 * MINUTE);
  clock.sleep(10 * MINUTE);
  await run(10 * MINUTE);
}

async function day(number: number): Promise<void> {
  await run(10 * HOUR);
  await lived.dayOfPerson(number);
  await offline(40 * MINUTE);
  await run(6 * HOUR + 20 * MINUTE);
  clock.sleep(HOUR);
  await run(6 * HOUR);
}

await firstHour();
tell({ after: 0, held: await lived.held() });
for (let number = 1; number <= Number(days); number += 1) {
  await day(number);
  tell({ after: number, held: await lived.held() });
}
if (Number(days) % 1 > 0) {
  await run((Number(days) % 1) * DAY);
  await lived.dayOfPerson(2);
  tell({ after: Number(days), held: await lived.held() });
}
const contents = await heapContents();
await lived.stop();
await lived.settle();
const { rung, snapshots } = lived;
tell({ contents, faults: lived.faults.map(String), rung, snapshots, pending: clock.pending });
