import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseScenario, scenarioNames, scenarios } from '../../../src/main/simulator/scenarios.ts';
import { endRuns, launch, LAUNCH, liveOf, MINUTE } from './scenario-run.ts';
import { at, call, login, signIn } from './third-party-client.ts';

afterEach(endRuns);

const chained = (text: string) => {
  const parsed = parseScenario(text);
  return 'scenario' in parsed ? parsed.scenario : null;
};

describe('a chain', () => {
  it('is read from names with commas between, and names what it does not know', () => {
    expect(chained('hi')).toBe(scenarios.hi);
    expect(chained(' fast-low , signal-loss ')?.minutes).toBe(80 + 55);
    expect(parseScenario('fast-low,toString,,low')).toStrictEqual({ unknown: ['toString', '', 'low'] });
    expect(parseScenario('')).toStrictEqual({ unknown: [''] });
  });

  it('is about two people unless it says who is there', () => {
    const names = (text: string) => chained(text)?.people.map(({ firstName }) => firstName);
    expect(names('hi,lo')).toStrictEqual(['Ada', 'Ben']);
    expect(names('steady,hi')).toStrictEqual(['Ada']);
    expect(names('hi,steady,lo')).toStrictEqual(['Ada']);
    expect(names('steady,two-people')).toStrictEqual(['Ada', 'Ben']);
    expect(names('maintenance,nobody-shares')).toStrictEqual([]);
  });

  it('has each begin when the one before has run its course', async () => {
    const run = await launch('fast-low,signal-loss');
    const [low, loss] = [await launch('fast-low', run), await launch('signal-loss', run)];
    for (const minute of [0, 5, 20, 30, 50, 79]) {
      run.goTo(minute);
      expect(liveOf(await run.get())).toStrictEqual(liveOf(await low.get()));
    }
    const age = async () => (run.simulator.now() - liveOf(await run.get()).at) / MINUTE;
    run.goTo(80 + 2.9);
    expect(await age()).toBeLessThan(1);
    run.goTo(80 + 30);
    expect(await age()).toBeGreaterThan(27);
    run.goTo(80 + 34);
    expect(await age()).toBeLessThan(1);
    expect(liveOf(await run.get())).toStrictEqual(liveOf(await loss.get()));
  });

  it('keeps apart what two links do', async () => {
    const run = await launch('redirect,redirect,session-ended,terms,version-too-old,maintenance,slow');
    const status = async (minute: number, headers = run.headers) => {
      run.goTo(minute);
      const response = await run.fetch('/llu/connections', headers);
      const body = (await response.json()) as { data?: { redirect?: boolean } };
      return body.data?.redirect === true ? 'redirect' : response.status;
    };
    expect([await status(4), await status(4)]).toStrictEqual(['redirect', 200]);
    expect([await status(8.9), await status(9), await status(9)]).toStrictEqual([200, 'redirect', 200]);
    expect([await status(14.9), await status(15)]).toStrictEqual([200, 401]);
    const headers = await signIn(run.simulator);
    expect([await status(15, headers), await status(20, headers)]).toStrictEqual([200, 401]);
    run.goTo(26);
    expect((await login(run.simulator)).body).toMatchObject({ status: 0 });
    run.goTo(27);
    expect((await login(run.simulator)).body).toMatchObject({ status: 4 });
    run.goTo(40);
    expect(at(await run.get('/llu/config/country?country=DE'), 'data', 'MinVersion')).toBe('4.18.0');
    run.goTo(34 + 13 + 8);
    expect((await run.fetch()).status).toBe(503);
  });

  // Accepting documents has its own test.
  it.each(scenarioNames.filter((name) => (scenarios[name].minutes ?? 0) > 0 && name !== 'terms'))(
    'has %s over when it says',
    async (name) => {
      const { minutes = 0 } = scenarios[name];
      const run = await launch(`${name},two-people`);
      run.goTo(4);
      if (name === 'redirect') await run.fetch();
      run.goTo(minutes + 0.99);
      const headers = { ...(await signIn(run.simulator)), version: '4.18.0' };
      const { body } = await call(`${run.simulator.url}/llu/connections`, { headers });
      expect(body).toMatchObject({ status: 0, data: [{ firstName: 'Ada' }, { firstName: 'Ben' }] });
      expect(liveOf(body).at).toBe(LAUNCH + minutes * MINUTE + 37_000);
    },
  );
});

describe('the documentation', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/simulator.md'), 'utf8');

  it.each(scenarioNames)('lists %s with its length', (name) => {
    const { minutes = 0 } = scenarios[name];
    const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
    expect(row?.split('|')[3]?.trim()).toBe(String(minutes));
  });
});
