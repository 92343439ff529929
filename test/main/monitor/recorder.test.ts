import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HistoryHere } from '../../../src/main/history/history-here.ts';
import type { RequestOf } from '../../../src/main/history/acts.ts';
import type { HistoryPort } from '../../../src/main/history/port.ts';
import { Recorder } from '../../../src/main/monitor/recorder.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail } from '../../../src/shared/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { NOON, reading } from '../../support/readings.ts';
import { personInfo, stored, temporaryFolder, valueOf } from '../history/history-folder.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** A recorder on a real history whose disk is full until the test says otherwise. */
function filling() {
  const clock = new FakeClock(NOON);
  const full = fail(problem('diskFull', { path: '/data' }));
  const here = new HistoryHere(join(temporaryFolder(), 'history.db'), clock);
  const { file } = here;
  const disk = { isFull: true, handedOver: 0 };
  const ask: HistoryPort['ask'] = async (...asked) => {
    const { readings } = asked[1] as RequestOf<'record'>;
    disk.handedOver = readings.length;
    return disk.isFull ? full : here.ask(...asked);
  };
  const recorder = new Recorder(() => ({ ask, state: here.state, close: () => here.close() }), clock);
  return { clock, file, disk, recorder };
}

test('R8: a disk that is full for three days costs no reading, however often the graph is served', async () => {
  const { clock, file, disk, recorder } = filling();
  const live: number[] = [];
  for (let minute = 0; minute < 3 * 1440; minute++) {
    const now = clock.now();
    live.push(now);
    recorder.add(personInfo(), [reading({ measuredAt: now })]);
    if (minute % 15 === 0) {
      // 12 hours, every five minutes on the clock.
      const newest = now - (now % (5 * MINUTE)) + 30_000;
      recorder.add(
        personInfo(),
        Array.from({ length: 144 }, (_, i) =>
          reading({ source: 'graph', trend: null, measuredAt: newest - (i + 1) * 5 * MINUTE }),
        ),
      );
    }
    if (minute % 60 === 0) await recorder.flush();
    clock.advance(MINUTE);
  }
  expect(recorder.problem?.code).toBe('diskFull');
  disk.isFull = false;
  await recorder.flush();
  expect(recorder.problem).toBeNull();
  const all = stored(valueOf(file.open()));
  expect(all.filter(({ source }) => source === 'live').map(({ measuredAt }) => measuredAt)).toEqual(live);
  expect(recorder.recorded).toBe(all.length);
  // Each waited once, so that no number of graphs pushes one out.
  expect(disk.handedOver).toBe(all.length);
  file.close();
});

test('R8: what has waited for longer than three days is let go, the oldest first, and known to be lost', async () => {
  const { clock, file, disk, recorder } = filling();
  const two = [NOON - MINUTE, NOON].map((measuredAt) => reading({ measuredAt }));
  recorder.add(personInfo(), two);
  await recorder.flush();
  expect(recorder.lost).toBeNull();
  clock.advance(3 * DAY + MINUTE);
  recorder.add(personInfo(), [reading({ measuredAt: clock.now() })]);
  const lost = { readings: 2, from: NOON - MINUTE, to: NOON };
  expect(recorder.lost).toEqual(lost);
  disk.isFull = false;
  await recorder.flush();
  expect(stored(valueOf(file.open())).map(({ measuredAt }) => measuredAt)).toEqual([clock.now()]);
  // Until there is something new to say of.
  expect(recorder.lost).toEqual(lost);
  recorder.add(personInfo(), [reading({ measuredAt: clock.now() + MINUTE })]);
  expect(recorder.lost).toBeNull();
  file.close();
});

test('R8: what a disk that hangs was given is not let go: it is written when the disk is back', async () => {
  const clock = new FakeClock(NOON);
  const { promise: thawed, resolve: thaw } = Promise.withResolvers<void>();
  const here = new HistoryHere(join(temporaryFolder(), 'history.db'), clock);
  const ask: HistoryPort['ask'] = (...asked) => thawed.then(() => here.ask(...asked));
  const recorder = new Recorder(() => ({ ask, state: here.state, close: () => here.close() }), clock);
  recorder.add(personInfo(), [reading({ measuredAt: NOON })]);
  const flushed = recorder.flush();
  clock.advance(4 * DAY);
  recorder.add(personInfo(), [reading({ measuredAt: clock.now() })]);
  expect([recorder.lost, recorder.isWaiting]).toEqual([null, true]);
  thaw();
  await flushed;
  await recorder.flush();
  expect(stored(valueOf(here.file.open())).map(({ measuredAt }) => measuredAt)).toEqual([NOON, clock.now()]);
  expect(recorder.isWaiting).toBe(false);
  here.file.close();
});
