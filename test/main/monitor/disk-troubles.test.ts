import { afterAll, expect, test } from 'vitest';
import { linkSentence } from '../../../src/shared/messages/sentences/link.ts';
import { shownLink } from '../../../src/shared/state/app-state.ts';
import { onRecordedAgain } from '../../../src/main/session/recorded-again.ts';
import fc from '../../support/seeds.ts';
import { areOfMutants, runs } from '../../support/runs.ts';
import { DiskWorld, TROUBLES, type Trouble } from './disk-world.ts';
import { clockTime, HOUR, LIST, MINUTE, SECOND } from './served-world.ts';

const DAY = 24 * HOUR;
/** So much of the past is served again to a program that was not there; and a margin for when. */
const SERVED_AGAIN = 12 * HOUR - 20 * MINUTE;
/** A reading of somebody is served again in points this far apart, at the most. */
const NEAR = 15 * MINUTE;
/** So long a reading waits in memory. */
const HELD = 3 * DAY;
/** Said within this. */
const SAID = MINUTE;
const CALM = 20 * MINUTE;

/** With these nothing can be recorded; with a slow disk it is late, and another disk takes it. */
const BLOCKING: readonly Trouble[] = ['hung', 'full', 'readOnly', 'gone'];
const MEANWHILE = ['nothing', 'restart', 'kill', 'backup', 'import'] as const;

/** All time that is judged is the world's own. This only ends what hangs: no machine is so busy that a story takes as long. */
const WITHOUT_END_MS = DAY;

interface Chapter {
  trouble: Trouble;
  /** Half-way. */
  meanwhile: (typeof MEANWHILE)[number];
  lasts: number;
}

/** What a chapter was, by the clock. */
interface Past extends Chapter {
  began: number;
  /** When the program was begun anew; null: it was not. */
  again: number | null;
  over: number;
}

const counts = {
  runs: 0,
  troubles: 0,
  heard: 0,
  recorded: 0,
  servedAgain: 0,
  elsewhere: 0,
  tooOld: 0,
  gone: 0,
};
const slowest = new Map<Trouble, number>();

async function tell(story: readonly Chapter[]): Promise<void> {
  const all = DiskWorld.of(story.map(({ trouble }) => trouble));
  if (all === null) return console.log('Mounting is not allowed here: not tried.');
  const { world } = all;
  await all.start();
  await world.run(CALM / 2);
  all.disk?.copy();
  await world.run(CALM / 2);
  const past: Past[] = [];
  for (const chapter of story) past.push(await live(all, chapter));
  const asked = world.requests.filter(({ path }) => path === LIST).length;
  const minutes = story.reduce((sum, { lasts }) => sum + lasts + CALM, CALM) / MINUTE;
  expect(asked).toBeGreaterThan(minutes * 0.9);
  await all.stop();
  whatIsThere(all, past);
  counts.runs += 1;
}

/** One trouble from its beginning until some time after its end. */
async function live(all: DiskWorld, chapter: Chapter): Promise<Past> {
  const { trouble, meanwhile, lasts } = chapter;
  const { world, notifier } = all;
  const { clock } = world;
  const began = clock.now();
  const rung = notifier.alarms.length;
  all.begin(trouble);
  await world.run(lasts / 2);
  const half = clock.now();
  const isAgain = meanwhile === 'restart' || meanwhile === 'kill';
  let asked: Promise<{ ok: boolean } | null> = Promise.resolve(null);
  if (isAgain) await all.again(meanwhile);
  if (meanwhile === 'import') asked = all.importSome();
  if (meanwhile === 'backup') asked = world.profile.history.ask('backup', { output: null });
  await world.run(lasts / 2);

  const { said } = all;
  const stored = said?.stored ?? (trouble === 'full' ? all.stored('live') : []);
  const unsaid = all.heard.find(({ at, heardAt }) => heardAt >= began && !stored.includes(at));
  // A disk that is full takes what there is room for yet.
  const due = trouble === 'full' ? (unsaid?.heardAt ?? began) : began;
  // Where there was room for all of it there is nothing to say.
  const isAllThere = trouble === 'full' && said === null && unsaid === undefined;
  const after = isAllThere ? 0 : Math.max(0, (said?.at ?? Infinity) - due);
  expect(after, `said after ${after / SECOND} s`).toBeLessThanOrEqual(SAID);
  slowest.set(trouble, Math.max(after, slowest.get(trouble) ?? 0));
  const impaired = notifier.alarms
    .slice(rung)
    .filter(({ alarm: { decision } }) => decision.kind === 'impaired' && decision.decision === 'raised');
  const { state } = world.monitor;
  if (BLOCKING.includes(trouble) && lasts >= 10 * MINUTE) {
    const words = linkSentence(shownLink({ ...state, link: { code: 'ok' } }), clockTime);
    expect(words).toMatch(/Values and alarms go on; since \d\d:\d\d readings wait in memory/);
    expect(impaired.length).toBeGreaterThan(0);
  }
  if (trouble === 'slow') expect(impaired).toEqual([]);

  const over = clock.now();
  all.end(trouble);
  await world.run(CALM);
  expect(all.isRecording).toBe(true);
  if (BLOCKING.includes(trouble) && lasts >= 10 * MINUTE) {
    const { unrecorded } = world.monitor.state;
    expect(unrecorded!.to! - over).toBeLessThanOrEqual(SAID + MINUTE);
    const wereLost = !isAgain && lasts > HELD;
    expect(unrecorded!.lost !== null).toBe(wereLost);
  }
  const answer = await asked;
  if (meanwhile === 'import') {
    const imported = all.stored('import').length;
    expect([0, DiskWorld.importedRows]).toContain(imported);
    const isElsewhere = trouble === 'empty' || trouble === 'older';
    if (answer!.ok && !isElsewhere) expect(imported).toBe(DiskWorld.importedRows);
  }
  const backups = await world.profile.history.ask('backups', null);
  expect(backups.ok && backups.value.filter(({ contents }) => contents === null)).toEqual([]);
  counts.troubles += 1;
  return { ...chapter, began, again: isAgain ? half : null, over };
}

/** Each reading that was heard is there once, unless it waited for too long or went with the program. */
function whatIsThere(all: DiskWorld, past: readonly Past[]): void {
  const there = all.stored('any');
  const live = new Set(all.stored('live'));
  expect(new Set(there).size).toBe(there.length);
  counts.heard += all.heard.length;
  for (const { at, heardAt, run } of all.heard) {
    if (live.has(at)) {
      counts.recorded += 1;
      continue;
    }
    const when = new Date(at).toISOString();
    const during = past.find(({ began, over }) => heardAt >= began - MINUTE && heardAt <= over);
    expect(during, `${when} of run ${run} is missing`).toBeDefined();
    const { again, over } = during!;
    if (again !== null && heardAt <= again + MINUTE) {
      // What a run has recorded on another disk is there, and comes with no other run.
      if (all.elsewhere.has(at)) counts.elsewhere += 1;
      else if (again - at > SERVED_AGAIN) counts.gone += 1;
      else {
        expect(
          there.some((other) => Math.abs(other - at) <= NEAR),
          `nothing near ${when}`,
        ).toBe(true);
        counts.servedAgain += 1;
      }
    } else {
      expect(over - heardAt, `${when} of run ${run} is missing`).toBeGreaterThan(HELD - MINUTE);
      counts.tooOld += 1;
    }
  }
}

const each = (lasts: number, of: readonly Chapter['meanwhile'][] = MEANWHILE): Chapter[] =>
  TROUBLES.flatMap((trouble) => of.map((meanwhile) => ({ trouble, meanwhile, lasts })));

/** Each trouble for minutes, hours and days, with each of what may happen meanwhile; and for longer than readings wait. */
const everyOne: Chapter[] = [
  ...each(3 * MINUTE),
  ...each(30 * MINUTE),
  ...each(5 * HOUR),
  ...each(26 * HOUR),
  ...each(3 * DAY + 6 * HOUR, ['nothing']),
];
/** For the everyday: each trouble, and with it two of what may happen. */
const some = each(12 * MINUTE).filter((_, index) => [0, 2, 3, 6].includes(index % 7));
const chosen = runs(some.length, everyOne.length) === everyOne.length ? everyOne : some;

test.each(chosen.map((one) => [one.trouble, one.meanwhile, one.lasts / HOUR, one] as const))(
  'R2: a disk that is %s, and meanwhile %s, for %d h',
  (_trouble, _meanwhile, _hours, chapter) => tell([chapter]),
  WITHOUT_END_MS,
);

test(
  'R2: troubles of the disk one after the other, as they come',
  async () => {
    const chapter = fc.record({
      trouble: fc.constantFrom(...TROUBLES),
      meanwhile: fc.constantFrom(...MEANWHILE),
      lasts: fc.integer({ min: 2, max: 150 }).map((minutes) => minutes * MINUTE),
    });
    const stories = fc.array(chapter, { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(stories, (story) => tell(story)),
      { numRuns: runs(2, 200 - everyOne.length) },
    );
  },
  WITHOUT_END_MS,
);

test('R2: another disk after a program that was killed while its disk hung', () =>
  tell([
    { trouble: 'hung', meanwhile: 'kill', lasts: 2 * MINUTE },
    { trouble: 'empty', meanwhile: 'nothing', lasts: 2 * MINUTE },
  ]));

test('R2: a disk that can be written to again is written to within a minute, also where no poll brings anything', () =>
  tell([
    { trouble: 'hung', meanwhile: 'nothing', lasts: 79 * MINUTE },
    { trouble: 'hung', meanwhile: 'nothing', lasts: 44 * MINUTE },
    { trouble: 'readOnly', meanwhile: 'restart', lasts: 134 * MINUTE },
  ]));

test('R2: that it is over is told once, and not of what was over within a minute', async () => {
  const all = DiskWorld.of(['hung'])!;
  const { world } = all;
  const told: unknown[] = [];
  onRecordedAgain(world.monitor, (over) => told.push(over));
  await all.start();
  for (const lasts of [40 * SECOND, 10 * MINUTE, 30 * SECOND]) {
    await world.run(5 * MINUTE);
    all.begin('hung');
    await world.run(lasts);
    all.end('hung');
  }
  await world.run(5 * MINUTE);
  expect(told).toEqual([{ from: expect.any(Number), to: expect.any(Number), lost: null }]);
  await all.stop();
  expect(world.monitor.unrecorded).toBeNull();
});

test('R2: what waits for a disk that hangs when the program ends is known not to be recorded', async () => {
  const all = DiskWorld.of(['hung'])!;
  const { world } = all;
  await all.start();
  await world.run(2 * MINUTE);
  all.begin('hung');
  await world.run(2 * MINUTE);
  await all.stop();
  expect(world.monitor.unrecorded?.code).toBe('historyHangs');
});

afterAll(() => {
  if (areOfMutants) return;
  const said = [...slowest].map(([trouble, after]) => `${trouble} ${after / SECOND} s`).join(', ');
  console.log(`Said after at the most: ${said}.\n${JSON.stringify(counts)}`);
});
