import { afterEach, describe, expect, it } from 'vitest';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { endRuns, launch, LAUNCH, liveOf, MINUTE, type ScenarioRun } from './scenario-run.ts';
import { at, listAt, numberAt, parseWireTime, textAt } from './third-party-client.ts';

afterEach(endRuns);

/** How old the newest reading of the nth person is, in minutes, at each of these minutes after the launch. */
async function ages(run: ScenarioRun, minutes: readonly number[], place = 0): Promise<number[]> {
  const found: number[] = [];
  for (const minute of minutes) {
    run.goTo(minute);
    found.push((run.simulator.now() - liveOf(await run.get(), place).at) / MINUTE);
  }
  return found;
}

/** The instants of a person's graph. */
async function graphInstants(run: ScenarioRun, patientId: string): Promise<number[]> {
  const points = listAt(await run.get(`/llu/connections/${patientId}/graph`), 'data', 'graphData');
  return points.map((point) => parseWireTime(textAt(point, 'FactoryTimestamp')));
}

const FRESH = 23 / 60;

describe('signal-loss', () => {
  it('serves the last reading on, then new ones, and later the history of the loss', async () => {
    const run = await launch('signal-loss');
    expect(await ages(run, [0, 2, 4, 10, 32.9])).toStrictEqual(
      [FRESH, FRESH, 1 + FRESH, 7 + FRESH, 29.9 + FRESH].map((age) => expect.closeTo(age, 5)),
    );
    const lost = (instants: number[]) =>
      instants.filter((one) => one > LAUNCH + 3 * MINUTE && one < LAUNCH + 33 * MINUTE).length;
    expect(await ages(run, [33, 39])).toStrictEqual([FRESH, FRESH].map((age) => expect.closeTo(age, 5)));
    expect(lost(await graphInstants(run, ada.patientId))).toBe(0);
    run.goTo(40);
    expect(lost(await graphInstants(run, ada.patientId))).toBe(1);
    run.goTo(65);
    expect(lost(await graphInstants(run, ada.patientId))).toBe(2);
  });

  it('is nothing to the other person', async () => {
    const run = await launch('signal-loss');
    for (const age of await ages(run, [0, 4, 20, 40], 1)) expect(age).toBeLessThan(1);
  });
});

describe('sensor-ended and warm-up', () => {
  const SENSOR = ['data', 0, 'sensor'] as const;
  const graph = `/llu/connections/${ada.patientId}/graph`;

  it('sensor-ended: no reading and no active sensor, then another sensor that warms up', async () => {
    const run = await launch('sensor-ended');
    const old = at(await run.get(), ...SENSOR);
    expect(numberAt(old, 'a') * 1000 + 14 * 24 * 60 * MINUTE).toBe(LAUNCH + 3 * MINUTE);
    for (const minute of [4, 32]) {
      run.goTo(minute);
      const list = await run.get();
      expect(at(list, ...SENSOR)).toStrictEqual(old);
      expect(liveOf(list).at).toBe(LAUNCH + 2 * MINUTE + 37_000);
      expect(at(await run.get(graph), 'data', 'activeSensors')).toStrictEqual([]);
    }
    run.goTo(34);
    const next = at(await run.get(), ...SENSOR);
    expect(at(next, 'sn')).not.toBe(at(old, 'sn'));
    expect(numberAt(next, 'a') * 1000).toBe(LAUNCH + 33 * MINUTE);
    expect(at(await run.get(graph), 'data', 'activeSensors', 0, 'sensor', 'sn')).toBe(at(next, 'sn'));
    expect(await ages(run, [92, 94])).toStrictEqual([89 + FRESH, FRESH].map((age) => expect.closeTo(age, 5)));
  });

  it('warm-up: another sensor at once, an hour without readings', async () => {
    const run = await launch('warm-up');
    const old = at(await run.get(), ...SENSOR, 'sn');
    run.goTo(4);
    expect(at(await run.get(), ...SENSOR, 'sn')).not.toBe(old);
    expect(numberAt(await run.get(), ...SENSOR, 'a') * 1000).toBe(LAUNCH + 3 * MINUTE);
    expect(await ages(run, [62, 64])).toStrictEqual([59 + FRESH, FRESH].map((age) => expect.closeTo(age, 5)));
    expect(liveOf(await run.get(), 1).at).toBeGreaterThan(LAUNCH + 63 * MINUTE);
  });

  it('a chain of both changes sensors twice', async () => {
    const run = await launch('warm-up,sensor-ended');
    const serials = new Set();
    for (const minute of [0, 10, 69, 99]) {
      run.goTo(minute);
      serials.add(at(await run.get(), ...SENSOR, 'sn'));
      const active = listAt(await run.get(graph), 'data', 'activeSensors').length;
      expect(active).toBe(minute === 69 ? 0 : 1);
    }
    expect(serials.size).toBe(3);
  });
});

describe('stale-value', () => {
  it('serves a reading from before those already seen, for everybody, and the graph as it is', async () => {
    const run = await launch('stale-value');
    for (const place of [0, 1]) {
      const fresh = await launch('stale-value');
      const [before, during, end, after] = await ages(fresh, [2, 4, 14.9, 15], place);
      expect(before).toBeLessThan(1);
      expect(during).toBeGreaterThan(14);
      expect(during).toBeLessThan(15.1);
      expect(end).toBeCloseTo(during! + 10.9, 5);
      expect(after).toBeLessThan(1);
    }
    run.goTo(14);
    const response = await run.fetch();
    expect(Date.parse(response.headers.get('date') ?? '')).toBe(LAUNCH + 14 * MINUTE);
    expect(Math.max(...(await graphInstants(run, ben.patientId)))).toBeGreaterThan(LAUNCH - 9 * MINUTE);
  });
});

describe('duplicate', () => {
  it('lists every person and every point twice for ten minutes', async () => {
    const run = await launch('duplicate');
    const counts = async () => [
      listAt(await run.get(), 'data').length,
      (await graphInstants(run, ada.patientId)).length,
      new Set(await graphInstants(run, ada.patientId)).size,
    ];
    expect(await counts()).toStrictEqual([2, 47, 47]);
    run.goTo(3);
    expect(await counts()).toStrictEqual([4, 94, 47]);
    run.goTo(13);
    expect(await counts()).toStrictEqual([2, 47, 47]);
  });
});

describe('out-of-order', () => {
  it('swaps the live readings of two minutes for ten, each for a whole minute', async () => {
    const run = await launch('out-of-order');
    for (const place of [0, 1]) {
      const fresh = await launch('out-of-order');
      const steps: number[] = [];
      let before = 0;
      for (let minute = 0.9; minute < 18; minute += 1) {
        fresh.goTo(minute);
        const { at: now } = liveOf(await fresh.get(), place);
        if (before > 0) steps.push((now - before) / MINUTE);
        before = now;
      }
      expect(steps.slice(0, 2)).toStrictEqual([1, 1]);
      expect(steps.slice(3, 11)).toStrictEqual(
        steps[3] === 3 ? [3, -1, 3, -1, 3, -1, 3, -1] : [-1, 3, -1, 3, -1, 3, -1, 3],
      );
      expect(steps.slice(-3)).toStrictEqual([1, 1, 1]);
    }
    expect(run.simulator.truth(ada.patientId, LAUNCH, LAUNCH + 18 * MINUTE).live.length).toBeGreaterThan(15);
  });
});

describe('future', () => {
  it('dates live readings 12 minutes and 20 seconds ahead for ten minutes', async () => {
    const run = await launch('future');
    const ahead = -(12 + 20 / 60) + FRESH;
    expect(await ages(run, [3, 4, 13, 14, 20])).toStrictEqual(
      [FRESH, ahead, ahead, FRESH, FRESH].map((age) => expect.closeTo(age, 5)),
    );
    run.goTo(40);
    expect(await graphInstants(run, ada.patientId)).toSatisfy((instants: number[]) =>
      instants.every((one) => one < run.simulator.now() - 17 * MINUTE),
    );
  });
});
