import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';
import { html, json, startFaultServer, text, type FaultServer } from '../../support/fault-server.ts';

const READING_KEYS = [
  'patientId',
  'patientName',
  'measuredAt',
  'mgdl',
  'mmol',
  'trend',
  'trendArrow',
  'range',
  'isHigh',
  'isLow',
  'offScale',
  'ageSeconds',
  'freshness',
  'sensorSerial',
  'targetLow',
  'targetHigh',
  'source',
];

type Json = Record<string, unknown>;

let simulator: Simulator;
let dataDir: string;

beforeAll(async () => {
  simulator = await startSimulator();
  dataDir = temporaryDirectory();
});
afterAll(() => simulator.close());

/** The command line with the simulator's account in the environment, as any server would be used. */
function glucoglance(...args: string[]): Promise<CliRun> {
  return runCli([...args, '--base-url', simulator.url, '--data-dir', dataDir], {
    environment: { LIBRELINKUP_EMAIL: simulator.email, LIBRELINKUP_PASSWORD: simulator.password },
  });
}

describe('every command against a server that speaks the protocol', () => {
  it('authenticate', async () => {
    const run = await glucoglance('authenticate', '--json');
    expect(run).toMatchObject({ code: 0, error: '' });
    const { tokenExpiresAt, ...rest } = run.json() as Json;
    expect(rest).toEqual({ account: { country: 'DE' }, region: 'de' });
    expect(new Date(tokenExpiresAt as string).getTime()).toBeGreaterThan(Date.now() + 179 * 86_400_000);
  });

  it('connections', async () => {
    const run = await glucoglance('--json', 'connections');
    expect(run.code).toBe(0);
    const [ada, ben] = run.json() as Json[];
    expect(Object.keys(ada!)).toEqual([
      'patientId',
      'firstName',
      'lastName',
      'unit',
      'targetLow',
      'targetHigh',
      'sensor',
      'latest',
    ]);
    expect(ada).toMatchObject({ firstName: 'Ada', unit: 'mgdl', targetLow: 70, targetHigh: 180 });
    expect(ben).toMatchObject({ firstName: 'Ben', unit: 'mmol' });
    expect(Object.keys(ada!['sensor'] as Json)).toEqual(['serial', 'activatedAt']);
    expect(Object.keys(ada!['latest'] as Json)).toEqual(READING_KEYS);
  });

  it('current', async () => {
    const run = await glucoglance('current', '--json');
    const readings = run.json() as Json[];
    expect(readings).toHaveLength(2);
    for (const reading of readings) {
      expect(Object.keys(reading)).toEqual(READING_KEYS);
      expect(reading).toMatchObject({ source: 'live', freshness: 'current', offScale: null });
      expect(reading['mmol']).toBe(Math.round(((reading['mgdl'] as number) / 18) * 10) / 10);
    }
    const ben = (await glucoglance('current', 'BEN', '--json')).json() as Json[];
    expect(ben.map((reading) => reading['patientName'])).toEqual(['Ben Marlowe']);
  });

  it('graph', async () => {
    const points = (await glucoglance('graph', 'Ada', '--json')).json() as Json[];
    expect(points).toHaveLength(47);
    expect(points.every((point) => point['source'] === 'graph' && point['trend'] === null)).toBe(true);
    const instants = points.map((point) => point['measuredAt'] as string);
    expect(instants).toEqual(instants.toSorted());
  });

  it('backfill, record, history', async () => {
    expect((await glucoglance('backfill', 'Ben', '--json')).json()).toEqual({
      received: 140,
      inserted: 140,
      duplicates: 0,
    });
    const again = (await glucoglance('backfill', 'Ben', '--json')).json() as Json;
    expect(again['received']).toBe(again['duplicates'] as number);
    const recorded = (await glucoglance('record', '--json')).json() as Json;
    expect(Object.keys(recorded)).toEqual(['recorded', 'skipped', 'readings']);
    expect(recorded).toMatchObject({ recorded: 2, skipped: 0 });
    expect(Object.keys((recorded['readings'] as Json[])[0]!)).toEqual(READING_KEYS);

    const history = (await runCli(['history', '--json', '--data-dir', dataDir])).json() as Json[];
    expect(history).toHaveLength(142);
    const instants = history.map((reading) => reading['measuredAt'] as string);
    expect(instants).toEqual(instants.toSorted());
    const [from, to] = [instants[10]!, instants[20]!];
    const part = await runCli([
      'history',
      'Ben',
      '--json',
      '--from',
      from,
      '--to',
      to,
      '--data-dir',
      dataDir,
    ]);
    expect((part.json() as Json[]).map((reading) => reading['measuredAt'])).toEqual(instants.slice(10, 20));
  });

  it('daily, hourly, time-in-range: without network and account', async () => {
    const offline = (...args: string[]) => runCli([...args, '--json', '--data-dir', dataDir]);
    const days = (await offline('daily', 'Ben')).json() as Json[];
    expect(Object.keys(days[0]!)).toEqual([
      'date',
      'readings',
      'minMgdl',
      'maxMgdl',
      'meanMgdl',
      'low',
      'inRange',
      'high',
    ]);
    const total = (rows: Json[], key: string) => rows.reduce((sum, row) => sum + (row[key] as number), 0);
    expect(total(days, 'readings')).toBe(141);
    expect(total(days, 'low') + total(days, 'inRange') + total(days, 'high')).toBe(141);
    const hours = (await offline('hourly', 'Ben')).json() as Json[];
    expect(Object.keys(hours[0]!)).toEqual(['hour', 'meanMgdl', 'readings']);
    expect(hours[0]!['hour']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00[+-]\d\d:00$/);
    expect(total(hours, 'readings')).toBe(141);
    const shares = (await offline('time-in-range', 'Ben')).json() as Json;
    expect(Object.keys(shares)).toEqual([
      'lowMgdl',
      'highMgdl',
      'belowPercent',
      'inRangePercent',
      'abovePercent',
      'readings',
    ]);
    expect(shares).toMatchObject({ lowMgdl: 70, highMgdl: 180, readings: 141 });
    const mmol = await offline('time-in-range', 'Ben', '--low', '4.5', '--high', '9', '--unit', 'mmol');
    expect(mmol.json()).toMatchObject({ lowMgdl: 81, highMgdl: 162 });
    expect(await offline('daily')).toMatchObject({ code: 2 });
  });

  it('patterns: 96 slots of the wearer’s day, without network and account', async () => {
    const offline = (...args: string[]) => runCli([...args, '--json', '--data-dir', dataDir]);
    const run = await offline('patterns', 'Ben');
    expect(run).toMatchObject({ code: 0, error: '' });
    const slots = run.json() as Json[];
    expect(slots.map(({ minute }) => minute)).toEqual(Array.from({ length: 96 }, (_, i) => i * 15));
    expect(Object.keys(slots[0]!)).toEqual(['minute', 'days', 'p5', 'p25', 'p50', 'p75', 'p95']);
    // Twelve hours are too few days for any percentile, and that is no failure.
    expect(new Set(slots.flatMap(({ p5, p25, p50, p75, p95 }) => [p5, p25, p50, p75, p95]))).toEqual(
      new Set([null]),
    );
    const days = (rows: Json[]) => rows.reduce((sum, row) => sum + (row['days'] as number), 0);
    const only = async (kind: string) => days((await offline('patterns', 'Ben', kind)).json() as Json[]);
    expect((await only('--weekdays')) + (await only('--weekends'))).toBeGreaterThanOrEqual(days(slots));
    const table = await runCli(['patterns', 'Ben', '--data-dir', dataDir, '--unit', 'mmol']);
    expect(table.out.split('\n')[0]).toMatch(/^Time +Days +5 % +25 % +50 % +75 % +95 % +Unit$/);
    expect(table.out.split('\n')).toHaveLength(98);
    for (const wrong of [
      ['patterns', 'Ben', '--weekdays', '--weekends'],
      ['patterns', 'Ben', '--days', '7', '--from', 'yesterday'],
      ['patterns', 'Ben', '--days', '0'],
      ['patterns'],
    ])
      expect(await offline(...wrong)).toMatchObject({ code: 2, out: '' });
  });

  it('logout', async () => {
    expect((await glucoglance('logout', '--json')).json()).toEqual({ loggedOut: true });
  });

  it('leaves the data directory as the contract lists it, for this user only', () => {
    const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.endsWith('.db'))).toEqual(['history.db']);
    for (const name of names) expect(statSync(join(dataDir, name)).mode & 0o077, name).toBe(0);
  });

  it('writes tables for people, with units, and nothing but data on standard output', async () => {
    const current = await glucoglance('current', '--unit', 'mmol');
    expect(current.out.split('\n')[0]).toMatch(
      /^Person +Glucose +Unit +Trend +Range +Age +Measured +Source$/,
    );
    expect(current.out).toMatch(/Ada Lindqvist +\d+\.\d +mmol\/L/);
    for (const command of ['daily', 'hourly', 'time-in-range']) {
      const run = await glucoglance(command, 'Ada');
      expect(run).toMatchObject({ code: 0, error: '' });
      expect(run.out).toContain('mg/dL');
      // eslint-disable-next-line no-control-regex
      expect(run.out).not.toMatch(/\u001b/);
    }
  });
});

describe('--demo', () => {
  it('needs no account, and has a data directory of its own', async () => {
    const home = temporaryDirectory();
    const run = await runCli(['--demo', 'record', '--json'], { environment: { XDG_CONFIG_HOME: home } });
    expect(run.json()).toMatchObject({ recorded: 2 });
    expect(readdirSync(home)).toEqual(['Glucoglance-demo']);
    const given = temporaryDirectory();
    await runCli(['record', '--demo', '--data-dir', given]);
    expect(readdirSync(given)).toContain('history.db');
  });

  it('C4: has ninety days from its first start', async () => {
    const given = temporaryDirectory();
    const demo = async (...args: string[]) =>
      (await runCli([...args, '--demo', '--json', '--data-dir', given])).json() as Json;
    // For a while after midnight today has none yet, and the ninety began a day earlier.
    const days = (await demo('daily', 'Ada', '--days', '91')) as unknown as Json[];
    expect(days.length).toBeGreaterThanOrEqual(90);
    const { gmiPercent, percent } = await demo('stats', 'Ben');
    expect(gmiPercent).toBeGreaterThan(5);
    expect((percent as Json)['veryLow']).toBeGreaterThan(0);
    expect((percent as Json)['veryHigh']).toBeGreaterThan(0);
  });
});

describe('exit codes', () => {
  const environment = { LIBRELINKUP_EMAIL: 'someone@example.com', LIBRELINKUP_PASSWORD: 'some pass 1' };
  const ticket = { token: 't', expires: 2_000_000_000, duration: 1 };
  const login = json(200, { status: 0, data: { user: { id: 'u', country: 'DE' }, authTicket: ticket } });
  const list = (...people: unknown[]) => json(200, { status: 0, data: people });
  const step = json(200, { status: 4, data: { step: { type: 'tou' }, user: {}, authTicket: ticket } });
  const locked = json(200, { status: 429, data: { data: { lockout: 300 }, message: 'locked' } });

  it.each([
    ['a refused password', [json(200, { status: 2, error: { message: 'notAuthenticated' } })], 3],
    ['terms', [step], 4],
    ['an address to verify', [json(200, { status: 4, data: { step: { type: 'verifyEmail' } } })], 4],
    [
      'a version that cannot be raised',
      [login, json(403, { status: 920, data: { minimumVersion: '5.0.0' } })],
      4,
    ],
    ['a lockout', [locked], 5],
    ['429', [login, json(429, {})], 5],
    ['430 on sign-in', [json(430, {})], 5],
    ['trouble of the server', [json(503, {})], 6],
    ['an answer that is none', [login, json(200, { status: 0, data: 'x' })], 6],
    ["W1: the gateway's page about a server that is down", [html(502, '502: Bad gateway | Cloudflare')], 6],
    ['W2: a block as a line of text', [login, text(403, 'error code: 1010')], 5],
    ['W6: an interface that is gone', [login, html(410, 'Gone')], 4],
    ['W18: a step without a name', [json(200, { status: 4, data: { step: { type: '' } } })], 4],
    ['nobody who shares', [login, list()], 7],
    ['no reading yet', [login, list({ patientId: 'p', glucoseMeasurement: null })], 7],
  ])('%s', async (_, replies, code) => {
    const server = await startFaultServer(...replies);
    try {
      const run = await runCli(['current', '--base-url', server.url, '--data-dir', temporaryDirectory()], {
        environment,
      });
      expect(run).toMatchObject({ code, out: '' });
      expect(run.error).toMatch(/^\S.*[.]\n$/);
      expect(run.error.split('\n')).toHaveLength(2);
    } finally {
      await server.close();
    }
  });

  it('says until when a lockout lasts, and obeys it in the next run', async () => {
    const server = await startFaultServer(locked);
    const args = ['current', '--base-url', server.url, '--data-dir', temporaryDirectory()];
    for (let run = 0; run < 3; run += 1) {
      const { code, error } = await runCli(args, { environment });
      expect(code).toBe(5);
      expect(error).toMatch(/locked sign-ins .* Next try possible at .*\d\d:\d\d:\d\d\.\n$/);
    }
    expect(server.received).toHaveLength(1);
    await server.close();
  });

  it('sends a refused password once, until authenticate is asked for', async () => {
    const server = await startFaultServer(json(200, { status: 2, error: { message: 'notAuthenticated' } }));
    const where = ['--base-url', server.url, '--data-dir', temporaryDirectory()];
    expect((await runCli(['current', ...where], { environment })).code).toBe(3);
    expect((await runCli(['record', ...where], { environment })).code).toBe(3);
    expect((await runCli(['authenticate', ...where], { environment })).code).toBe(5);
    expect(server.received).toHaveLength(1);
    const state = readFileSync(join(where[3]!, 'state.json'), 'utf8');
    expect(state).not.toContain('example.com');
    await server.close();
  });

  it('sends a refused password once, however many run at the same time', async () => {
    const server = await startFaultServer(json(200, { status: 2, error: { message: 'notAuthenticated' } }));
    const args = ['current', '--base-url', server.url, '--data-dir', temporaryDirectory()];
    const all = await Promise.all(Array.from({ length: 6 }, () => runCli(args, { environment })));
    expect(all.map(({ code }) => code)).toEqual(Array<number>(6).fill(3));
    expect(server.received).toHaveLength(1);
    await server.close();
  });

  it('does not sign in where a refusal could not be remembered', async () => {
    const server = await startFaultServer(login, list());
    const dataDir = temporaryDirectory();
    mkdirSync(join(dataDir, 'state.json'));
    const run = await runCli(['current', '--base-url', server.url, '--data-dir', dataDir], { environment });
    expect(run).toMatchObject({ code: 8, out: '' });
    expect(server.received).toHaveLength(0);
    await server.close();
  });

  it('keeps what one person’s graph brought when another’s fails', async () => {
    const point = { FactoryTimestamp: '11/20/2026 8:15:07 PM', ValueInMgPerDl: 133 };
    const graph = json(200, { status: 0, data: { connection: null, graphData: [point] } });
    const people = list({ patientId: '1', firstName: 'Ada' }, { patientId: '2', firstName: 'Ben' });
    const server = await startFaultServer(login, people, graph, json(500, {}));
    const where = ['--base-url', server.url, '--data-dir', temporaryDirectory()];
    expect(await runCli(['backfill', ...where], { environment })).toMatchObject({ code: 6, out: '' });
    expect((await runCli(['history', '--json', ...where])).json()).toHaveLength(1);
    await server.close();
  });

  it('never has a reading from the future as the latest, or as current', async () => {
    const ahead = new Date(Date.now() + 3_600_000);
    const two = (part: number) => String(part).padStart(2, '0');
    const hour = ahead.getUTCHours();
    const FactoryTimestamp =
      `${ahead.getUTCMonth() + 1}/${ahead.getUTCDate()}/${ahead.getUTCFullYear()} ` +
      `${hour % 12 || 12}:${two(ahead.getUTCMinutes())}:00 ${hour < 12 ? 'AM' : 'PM'}`;
    const person = {
      patientId: '1',
      firstName: 'Ada',
      glucoseMeasurement: { FactoryTimestamp, ValueInMgPerDl: 99 },
    };
    const server = await startFaultServer(login, list(person));
    const where = ['--json', '--base-url', server.url, '--data-dir', temporaryDirectory()];
    expect((await runCli(['connections', ...where], { environment })).json()).toMatchObject([
      { latest: null },
    ]);
    server.script(login, list(person));
    const recorded = (await runCli(['record', ...where], { environment })).json() as { readings: Json[] };
    expect(recorded.readings[0]).toMatchObject({ freshness: 'old' });
    expect(recorded.readings[0]!['ageSeconds']).toBeLessThan(-3000);
    await server.close();
  });

  it('does not lose what cannot be written without a word', async () => {
    const { execFileSync } = await import('node:child_process');
    const entry = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');
    const run = `"${process.execPath}" "${entry}" history --json --data-dir "${temporaryDirectory()}" > /dev/full; echo $?`;
    if (existsSync('/dev/full'))
      expect(execFileSync('sh', ['-c', `${run} 2>/dev/null`], { encoding: 'utf8' })).toBe('8\n');
  });

  it('has a server that is not there as 6', async () => {
    const server: FaultServer = await startFaultServer();
    await server.close();
    const run = await runCli(['current', '--base-url', server.url, '--data-dir', temporaryDirectory()], {
      environment,
    });
    expect(run).toMatchObject({ code: 6, out: '' });
  });

  it('has unknown and ambiguous people as 7 and 2', async () => {
    const person = (patientId: string, firstName: string) => ({ patientId, firstName });
    const server = await startFaultServer(login, list(person('1', 'Ada'), person('2', 'Ada')));
    const where = ['--base-url', server.url, '--data-dir', temporaryDirectory()];
    expect((await runCli(['current', 'Ada', ...where], { environment })).code).toBe(2);
    server.script(login, list(person('1', 'Ada')));
    expect((await runCli(['current', 'Eve', ...where], { environment })).code).toBe(7);
    await server.close();
  });

  it('has no credentials and no keychain as 3, and a keychain needed as 8', async () => {
    const where = ['--data-dir', temporaryDirectory()];
    const asked = await runCli(['current', ...where]);
    expect(asked).toMatchObject({ code: 3, out: '' });
    expect(asked.error).toContain('LIBRELINKUP_EMAIL');
    const kept = await runCli(['authenticate', '--email', 'a@example.com', '--password-stdin', ...where], {
      input: 'p\n',
    });
    expect(kept).toMatchObject({ code: 8, out: '' });
    expect((await runCli(['logout', ...where])).code).toBe(8);
  });

  it('names the documents before it accepts them, and accepts them only when told to', async () => {
    const documents = json(200, {
      status: 0,
      data: { lluToUHtml: { en: 'https://files.example/tou' }, lluToUVersions: { default: '2026-01-02' } },
    });
    const server = await startFaultServer(step, documents);
    const where = ['--base-url', server.url, '--data-dir', temporaryDirectory()];
    const refused = await runCli(['authenticate', ...where], { environment });
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.error).toContain('https://files.example/tou');
    expect(refused.error).toContain('2026-01-02');
    server.script(step, documents, login);
    const accepted = await runCli(['authenticate', '--accept-terms', '--json', ...where], { environment });
    expect(accepted).toMatchObject({ code: 0 });
    expect(accepted.error).toContain('Terms of Use');
    expect(server.received.map(({ path }) => path.split('?')[0])).toEqual([
      '/llu/auth/login',
      '/llu/config/country',
      '/llu/auth/login',
      '/llu/config/country',
      '/auth/continue/tou',
    ]);
    await server.close();
  });
});

describe('what cannot be understood', () => {
  it.each([
    [[], {}],
    [['nonsense'], {}],
    [['current', '--nonsense'], {}],
    [['current', 'a', 'b'], {}],
    [['current', '--unit', 'stone'], {}],
    [['current', '--base-url', 'http://example.com'], {}],
    [['current', '--base-url', 'https://user:pass@example.com'], {}],
    [['current', '--base-url', 'nonsense'], {}],
    [['current', '--api-version', '4'], {}],
    [['current', '--data-dir', ''], {}],
    [['daily', '--days', '0'], {}],
    [['daily', '--days', '-3'], {}],
    [['daily', '--days', '1.5'], {}],
    [['daily', '--days', 'many'], {}],
    [['history', '--from', '21.11.2026'], {}],
    [['history', '--from', '2026-02-30'], {}],
    [['history', '--from', '2026-02-03', '--to', '2026-02-03'], {}],
    [['history', '--to', '2026-11-21T25:00'], {}],
    [['time-in-range', '--low', 'low'], {}],
    [['time-in-range', '--low', '5.5'], {}],
    [['time-in-range', '--low', '200', '--high', '100'], {}],
    [['time-in-range', '--low', '190'], {}],
    [['record', '--min-interval', 'x'], {}],
    [['simulate', '--scenario', 'nonsense'], {}],
    [['simulate', '--port', '99999'], {}],
    [['simulate', '--speed', '0'], {}],
    [['simulate', '--seed', 'x'], {}],
    [['authenticate', '--email', 'nobody', '--password-stdin'], {}],
    [['authenticate', '--email', 'a@example.com', '--password-stdin'], {}],
    [['authenticate'], {}],
    [['current'], { LIBRELINKUP_EMAIL: 'a@example.com' }],
    [['current'], { LIBRELINKUP_PASSWORD: 'x' }],
    [['current'], { LIBRELINKUP_BASE_URL: 'ftp://x' }],
  ])('%j %j is said in words, with exit code 2', async (args, environment) => {
    const data = { GLUCOGLANCE_DATA_DIR: temporaryDirectory() };
    const run = await runCli(args, { environment: { ...data, ...environment } });
    expect(run.code).toBe(2);
    expect(run.out).toBe('');
    expect(run.error.trim()).not.toBe('');
    expect(run.error).not.toMatch(/\bat .*:\d+:\d+|Error:|undefined|pass@/);
  });

  it('of the data directory is 8', async () => {
    const file = join(temporaryDirectory(), 'file');
    await runCli(['history', '--data-dir', file]);
    const run = await runCli(['history', '--data-dir', join(file, 'history.db', 'inside')]);
    expect(run).toMatchObject({ code: 8, out: '' });
    expect(run.error).toContain('a part of the path is a file');
    expect(await runCli(['history', '--data-dir', '/proc/no-such-folder'])).toMatchObject({
      code: 8,
      out: '',
    });
  });

  it('help and version are data', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, error: '' });
    const help = await runCli(['--help']);
    expect(help).toMatchObject({ code: 0, error: '' });
    for (const name of [
      'authenticate',
      'connections',
      'current',
      'graph',
      'record',
      'backfill',
      'history',
      'simulate',
    ]) {
      expect(help.out).toContain(name);
    }
    expect(help.out.replace(/\s+/g, ' ')).toContain(
      'Dosing decisions should not be made based on this device.',
    );
  });
});
