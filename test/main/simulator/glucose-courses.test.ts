import { afterEach, describe, expect, it } from 'vitest';
import { glucoseOf } from '../../../src/main/simulator/glucose.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { glucoseCourses } from '../../../src/main/simulator/scenarios/glucose-courses.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { endRuns, launch, liveOf, MINUTE } from './scenario-run.ts';
import { at, listAt, numberAt } from './third-party-client.ts';

afterEach(endRuns);

type Name = keyof typeof glucoseCourses;
type Live = ReturnType<typeof liveOf>;

/** What is reached, for how many minutes at least, and the steepest step of a minute on the way, noise included. */
const COURSES: [Name, { there: (live: Live) => boolean; stays: number; step: number }][] = [
  ['fast-low', { there: ({ mgdl }) => mgdl < 54, stays: 11, step: 13 }],
  ['high-after-meal', { there: ({ mgdl }) => mgdl > 250, stays: 20, step: 13 }],
  ['compression-low', { there: ({ mgdl }) => mgdl < 60, stays: 15, step: 25 }],
  [
    'hi',
    { there: ({ isHigh, trend, mgdl }) => isHigh === true && trend === 0 && mgdl > 500, stays: 14, step: 25 },
  ],
  [
    'lo',
    { there: ({ isLow, trend, mgdl }) => isLow === true && trend === 0 && mgdl < 40, stays: 11, step: 16 },
  ],
];

describe.each(COURSES)('%s', (name, { there, stays, step }) => {
  const { minutes } = glucoseCourses[name];

  it('leaves an ordinary day, gets there, stays a while and comes back', async () => {
    const run = await launch(name);
    const ordinary = await launch('two-people', { clock: run.clock });
    const values: Live[] = [];
    for (let minute = 0; minute <= minutes + 5; minute += 1) {
      run.goTo(minute);
      const [list, usual] = [await run.get(), await ordinary.get()];
      // The other person lives an ordinary day throughout, the first one before and after.
      expect(liveOf(list, 1)).toStrictEqual(liveOf(usual, 1));
      if (minute <= 3 || minute > minutes) expect(liveOf(list)).toStrictEqual(liveOf(usual));
      values.push(liveOf(list));
    }
    expect(values.filter(there).length).toBeGreaterThanOrEqual(stays);
    expect(values.slice(0, 4).some(there)).toBe(false);
    for (let minute = 1; minute < values.length; minute += 1) {
      const [before, after] = [values[minute - 1]!, values[minute]!];
      expect(after.at - before.at).toBe(MINUTE);
      expect(Math.abs(after.mgdl - before.mgdl)).toBeLessThan(step);
    }
  });

  it('is in the graph too, once the graph gets there, with the past as it was', async () => {
    const run = await launch(name);
    const path = `/llu/connections/${ada.patientId}/graph`;
    const before = listAt(await run.get(path), 'data', 'graphData');
    run.goTo(minutes + 32);
    const after = listAt(await run.get(path), 'data', 'graphData');
    const texts = new Set(after.map((point) => JSON.stringify(point)));
    const gone = Math.round((minutes + 32) / 15);
    expect(before.filter((point) => texts.has(JSON.stringify(point))).length).toBeGreaterThanOrEqual(
      46 - gone,
    );
    const reached = after.filter((point) =>
      there({
        at: 0,
        mgdl: numberAt(point, 'ValueInMgPerDl'),
        isHigh: at(point, 'isHigh'),
        isLow: at(point, 'isLow'),
        trend: 0,
      }),
    );
    expect(reached.length).toBeGreaterThanOrEqual(1);
  });

  it('passes smoothly into and out of any day', () => {
    const instant = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(
        fc.integer(),
        instant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, launchedAt, share) => {
          const { measuredAt, trueAt } = glucoseOf(seed, ada);
          const value = (when: number) =>
            glucoseCourses[name].glucose(measuredAt(when), when, ada, launchedAt, trueAt);
          const length = minutes * MINUTE;
          const when = launchedAt + Math.floor(share * length);
          expect(Math.abs(value(when + 1000) - value(when))).toBeLessThan(step / 40);
          for (const edge of [launchedAt, launchedAt + 3 * MINUTE, launchedAt + length]) {
            expect(value(edge)).toBe(measuredAt(edge));
          }
          const course = Array.from({ length: minutes }, (_, minute) => value(launchedAt + minute * MINUTE));
          if (name === 'fast-low') expect(Math.min(...course)).toBeLessThan(54);
          if (name === 'compression-low') expect(Math.min(...course)).toBeLessThan(58);
          if (name === 'lo') expect(Math.min(...course)).toBeLessThan(40);
          if (name === 'hi') expect(Math.max(...course)).toBeGreaterThan(500);
          if (name === 'high-after-meal') expect(Math.max(...course)).toBeGreaterThan(280);
        },
      ),
      { numRuns: runs(60, 3000) },
    );
  });
});

it('fast-low falls by 3 mg/dL a minute at least, with the arrow straight down', async () => {
  const run = await launch('fast-low');
  run.goTo(4);
  const first = liveOf(await run.get());
  run.goTo(12);
  const later = liveOf(await run.get());
  expect((first.mgdl - later.mgdl) / 8).toBeGreaterThan(2);
  expect(later.trend).toBe(1);
});
