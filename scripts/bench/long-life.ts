/**
 * A real hour at sixty times the speed: what a session holds at its beginning and at its end. Another length:
 * GLUCOGLANCE_BENCH_MINUTES=<minutes>.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemClock, type Clock } from '../../src/main/time/clock.ts';
import { heapContents } from '../../test/support/heap-contents.ts';
import { LivedSession, type Held } from '../../test/support/lived-session.ts';
import { benchMinutes, type Measurement } from './measuring.ts';

const SPEED = 60;
/** Of all the time, what an engine compiles on the way and keeps. */
const WARM = 1 / 6;

export async function measure(): Promise<Measurement[]> {
  const minutes = benchMinutes(60);
  const dataDir = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  const clock = fast();
  const lived = await LivedSession.begin(dataDir, clock, { ...systemClock, now: () => clock.now() });
  const held: Held[] = [];
  const made: number[] = [];
  try {
    const samples = 12;
    for (let sample = 0; sample <= samples; sample++) {
      if (sample > 0) await setTimeout(((1 - WARM) * minutes * 60_000) / samples);
      else await setTimeout(WARM * minutes * 60_000);
      await lived.dayOfPerson(sample);
      // Looking into it takes memory, which the system does not get back.
      if (sample === 0 || sample === samples) made.push((await heapContents()).program / 1024 ** 2);
      held.push(await lived.held());
      const { heapMb, rssMb, handles, files, walMb, logMb } = held.at(-1)!;
      console.log(
        `    ${[heapMb, rssMb].map((one) => one.toFixed(1)).join(' ')} MB, ${handles}+${files}, ${walMb.toFixed(1)} ${logMb.toFixed(3)} MB`,
      );
    }
  } finally {
    await lived.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
  const [first, last] = [held[0]!, held.at(-1)!];
  const detail = `after ${minutes} min at ${SPEED} × speed, against what it was after ${(WARM * minutes).toFixed(1)} min`;
  const ratio = (what: string, of: 'heapMb' | 'rssMb', goal: string): Measurement => ({
    what,
    figure: `${(last[of] / first[of]).toFixed(3)} × ${first[of].toFixed(1)} MB`,
    goal,
    detail,
  });
  return [
    {
      what: 'what a session made and holds',
      figure: `${(made.at(-1)! / made[0]!).toFixed(3)} × ${made[0]!.toFixed(1)} MB`,
      goal: '≤ 1.05',
      detail,
    },
    ratio('its heap, with what the engine keeps of the code', 'heapMb', '≤ 1.1'),
    ratio('its resident memory, thread and test included', 'rssMb', '≤ 1.1'),
    {
      what: 'handles and open files more than at first',
      figure: `${last.handles - first.handles} and ${last.files - first.files}`,
      goal: '0 and 0',
      detail: `${last.handles} and ${last.files}`,
    },
    {
      what: 'the most the write-ahead log was',
      figure: `${Math.max(...held.map(({ walMb }) => walMb)).toFixed(1)} MB`,
      goal: '≤ 8 MB',
      detail: `the log: ${last.logMb.toFixed(3)} MB; the journal: ${last.journal} entries; ${last.readings} readings`,
    },
    {
      what: 'what was thrown',
      figure: String(lived.faults.length),
      goal: '0',
      detail: `${lived.rung} alarms rang, ${lived.snapshots} snapshots`,
    },
  ];
}

/** A clock on which a minute is a second. */
function fast(): Clock {
  const [wall, monotonic] = [Date.now(), performance.now()];
  return {
    now: () => Math.floor(wall + (performance.now() - monotonic) * SPEED),
    monotonic: () => (performance.now() - monotonic) * SPEED,
    after: (milliseconds, callback) => systemClock.after(milliseconds / SPEED, callback),
  };
}
