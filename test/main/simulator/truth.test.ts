import { afterEach, describe, expect, it } from 'vitest';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { endRuns, launch, LAUNCH, liveOf, MINUTE } from './scenario-run.ts';
import { call, listAt, numberAt, parseWireTime, signIn, textAt } from './third-party-client.ts';

afterEach(endRuns);

describe('the truth', () => {
  it.each(['two-people', 'fast-low', 'signal-loss', 'warm-up', 'stale-value', 'out-of-order', 'future'])(
    'is what a client reads that asks all the time: %s',
    async (name) => {
      const run = await launch(name);
      const seen = [new Map<number, number>(), new Map<number, number>()];
      const points = [new Map<number, number>(), new Map<number, number>()];
      for (let minute = 1; minute <= 45; minute += 0.1) {
        run.goTo(minute);
        const list = await run.get();
        for (const place of [0, 1]) seen[place]?.set(liveOf(list, place).at, liveOf(list, place).mgdl);
      }
      run.goTo(45);
      for (const [place, person] of [ada, ben].entries()) {
        const path = `/llu/connections/${person.patientId}/graph`;
        for (const point of listAt(await run.get(path), 'data', 'graphData')) {
          const when = parseWireTime(textAt(point, 'FactoryTimestamp'));
          points[place]?.set(when, numberAt(point, 'ValueInMgPerDl'));
        }
        const truth = run.simulator.truth(person.patientId, LAUNCH + MINUTE, LAUNCH + 45 * MINUTE);
        expect(truth.live.map(({ at, mgdl }) => [at, mgdl])).toStrictEqual(
          [...(seen[place] ?? [])].sort(([one], [other]) => one - other),
        );
        const known = new Map(truth.graph.map(({ at, mgdl }) => [at, mgdl]));
        for (const [when, mgdl] of points[place] ?? []) expect(known.get(when)).toBe(mgdl);
      }
    },
  );

  it('knows the people of the scenario alone', async () => {
    const run = await launch('steady');
    expect(run.simulator.truth(ada.patientId, LAUNCH, LAUNCH)).toMatchObject({ live: [{ offScale: null }] });
    expect(() => run.simulator.truth(ben.patientId, LAUNCH, LAUNCH)).toThrow(/id/);
  });
});

describe('offline', () => {
  it('resets every connection, open ones included, and counts none of their requests', async () => {
    const run = await launch('two-people');
    const count = run.simulator.requests.length;
    run.simulator.setOnline(false);
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(run.fetch()).rejects.toMatchObject({ cause: { code: /ECONNRESET|UND_ERR_SOCKET/ } });
    }
    expect(run.simulator.requests).toHaveLength(count);
    run.simulator.setOnline(true);
    expect((await run.fetch()).status).toBe(200);
  });

  it('cuts off an answer that is being waited for', async () => {
    const run = await launch('slow');
    run.goTo(4);
    const asked = run.simulator.requests.length;
    const answer = run.fetch();
    answer.catch(() => {});
    while (run.simulator.requests.length === asked) await new Promise(setImmediate);
    run.simulator.setOnline(false);
    await expect(answer).rejects.toThrow(/fetch failed/);
    while (run.clock.pending > 0) await new Promise(setImmediate);
  });

  it('is left for good when the simulator closes', async () => {
    const simulator = await startSimulator({ clock: systemClock });
    const headers = await signIn(simulator);
    simulator.setOnline(false);
    await simulator.close();
    await expect(call(`${simulator.url}/user`, { headers })).rejects.toThrow(/fetch failed/);
  });
});
