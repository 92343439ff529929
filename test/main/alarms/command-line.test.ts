import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { scenarios } from '../../../src/main/simulator/scenarios.ts';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { hoursText } from '../../../src/shared/alarms/rules.ts';
import type { Result } from '../../../src/shared/result.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { reading } from '../../support/readings.ts';
import { runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';
import { journalEntry } from '../../support/journal-entry.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Whole minutes, so that what is written is what is read. */
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const iso = (instant: number): string => new Date(instant).toISOString();
const zulu = (instant: number): string => iso(instant).replace('.000', '');

type Json = Record<string, unknown>;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

let dataDir: string;

/** Eight hours ago Ada had a low of half an hour, five hours ago a gap of an hour; Ben is always well. */
beforeAll(() => {
  dataDir = temporaryDirectory();
  const history = must(openHistory(join(dataDir, 'history.db'), systemClock));
  for (const [patientId, firstName] of [
    ['ada', 'Ada'],
    ['ben', 'Ben'],
  ] as const)
    must(history.rememberPerson({ patientId, firstName, lastName: '', target: null, unit: 'mgdl' }));
  const readings = Array.from({ length: 10 * 12 }, (_, i) => NOW - 10 * HOUR + 5 * i * MINUTE)
    .filter((at) => at <= NOW - 5 * HOUR || at >= NOW - 4 * HOUR)
    .flatMap((measuredAt) => {
      const isLow = measuredAt >= NOW - 8 * HOUR && measuredAt < NOW - 7.5 * HOUR;
      return [
        reading({ measuredAt, mgdl: isLow ? 66 : 110 }),
        reading({ patientId: 'ben', measuredAt, mgdl: 120 }),
      ];
    });
  must(history.record(readings));
  const raised = NOW - 8 * HOUR + 20_000;
  must(
    history.journal.add(
      [
        journalEntry(raised, {}),
        journalEntry(raised + 100, { decision: 'delivery', reason: 'shown' }),
        journalEntry(raised + 5 * MINUTE, {
          decision: 'acknowledged',
          reason: 'byUser',
          until: raised + 35 * MINUTE,
          by: 'tray',
        }),
        journalEntry(raised + 30 * MINUTE, {
          decision: 'cleared',
          reason: 'recovered',
          mgdl: 110,
          sound: false,
        }),
        journalEntry(NOW - HOUR, {
          decision: 'heldBack',
          reason: 'missed',
          kind: 'urgentLow',
          mgdl: 52,
          measuredAt: NOW - 4.5 * HOUR,
          since: NOW - 5 * HOUR,
          until: NOW - 4 * HOUR,
          sound: false,
        }),
        journalEntry(NOW - 20 * 24 * HOUR, { kind: 'high', reason: 'aboveLimit', mgdl: 300 }),
        journalEntry(NOW - MINUTE, {
          patientId: null,
          kind: 'impaired',
          reason: 'clockWrong',
          mgdl: null,
          measuredAt: null,
        }),
      ],
      [
        { from: NOW - 10 * HOUR, to: NOW - 5 * HOUR },
        { from: NOW - 4 * HOUR, to: NOW },
      ],
    ),
  );
  history.close();
});

/** Nothing but the folder: no account, no keychain, no network. */
function alarms(...args: string[]): Promise<CliRun> {
  return runCli(['alarms', ...args, '--data-dir', dataDir], { environment: { TZ: 'UTC' } });
}

describe('alarms', () => {
  it('lists the journal of the last seven days, as JSON', async () => {
    const run = await alarms('--json');
    expect(run).toMatchObject({ code: 0, error: '' });
    const rows = run.json() as Json[];
    expect(rows.map(({ decision }) => decision)).toEqual([
      'raised',
      'delivery',
      'acknowledged',
      'cleared',
      'heldBack',
      'raised',
    ]);
    expect(rows[0]).toEqual({
      patientId: 'ada',
      kind: 'low',
      decision: 'raised',
      reason: 'belowLimit',
      at: iso(NOW - 8 * HOUR + 20_000),
      mgdl: 66,
    });
    expect(rows.at(-1)).toMatchObject({ patientId: null, kind: 'impaired', mgdl: null });
  });

  it('lists one person’s, or more days, as a table', async () => {
    const run = await alarms('Ada', '--days', '30', '--unit', 'mmol');
    expect(run.code).toBe(0);
    expect(run.out).toContain('16.7 mmol/L');
    expect(run.out).toContain('acknowledged until');
    expect(run.out).not.toContain('the clock');
    expect((await alarms('Ben')).error).toContain('No alarm');
  });

  it.each([
    [['nobody'], 7],
    [['--days', '0'], 2],
    [['--days', 'x'], 2],
  ])('%j ends with %i', async (args, code) => expect((await alarms(...args)).code).toBe(code));
});

describe('alarms why', () => {
  const why = async (at: number): Promise<string> => {
    const run = await alarms('why', zulu(at));
    expect(run).toMatchObject({ code: 0, error: '' });
    return run.out;
  };

  it('says that it rang, with what, and what kept it still', async () => {
    const out = await why(NOW - 8 * HOUR + 10 * MINUTE);
    expect(out).toContain('was watching then');
    expect(out).toContain('The newest recorded reading of Ada up to then is 66 mg/dL');
    expect(out).toContain('By the limits in force today that is: low.');
    expect(out).toMatch(
      /Low, Ada: on since .* \(below the limit\); rang last at .* with 66 mg\/dL; delivery: shown;/,
    );
    expect(out).toMatch(/acknowledged at .* by tray, still until/);
    expect(out).toContain('No alarm about Ben was on.');
  });

  it('says that all was well', async () => {
    const out = await why(NOW - 9 * HOUR);
    expect(out).toContain('That is inside the limits in force today, 70 mg/dL to 240 mg/dL.');
    expect(out).toContain('No alarm about Ada was on.');
  });

  it('says that nobody watched, and what came to light later', async () => {
    const out = await why(NOW - 4.4 * HOUR);
    expect(out).toContain('Not monitored then: from');
    expect(out).toContain('too old to raise or clear an alarm');
    expect(out).toMatch(/Urgent low, Ada: 52 mg\/dL at .* came to light later and was told at/);
  });

  it.each([
    [-30 * 24 * HOUR, 'as far back as the journal goes'],
    [2 * HOUR, 'has not been watching since'],
  ])('%i ms from now', async (away, text) => expect(await why(NOW + away)).toContain(text));

  it('takes a time as the clock on the wall shows it', async () => {
    const run = await runCli(
      ['alarms', 'why', '2026-11-21T03:12', '--json', '--data-dir', temporaryDirectory()],
      {
        environment: { TZ: 'Asia/Kathmandu' },
      },
    );
    expect(run.json()).toMatchObject({
      at: '2026-11-20T21:27:00.000Z',
      sentences: ['Not monitored then: Glucoglance has never been watching in this data folder.'],
    });
    expect((await alarms('why', 'tonight')).code).toBe(2);
  });
});

describe('alarms rehearse', () => {
  const rehearse = async (...args: string[]): Promise<Json[]> => {
    const run = await alarms('rehearse', '--json', ...args);
    expect(run).toMatchObject({ code: 0, error: '' });
    return run.json() as Json[];
  };
  const low = {
    patientId: 'ada',
    kind: 'low',
    raisedAt: iso(NOW - 8 * HOUR),
    clearedAt: iso(NOW - 7.5 * HOUR),
    worstMgdl: 66,
    readings: 6,
  };
  const gap = (patientId: string) => ({
    patientId,
    kind: 'noData',
    raisedAt: iso(NOW - 5 * HOUR + 20 * MINUTE),
    clearedAt: iso(NOW - 4 * HOUR),
    worstMgdl: null,
    readings: 0,
  });

  it('gives an element per episode', async () => {
    expect(await rehearse()).toEqual([low, gap('ada'), gap('ben')]);
  });

  it('takes a person and other limits, by either unit', async () => {
    expect(await rehearse('Ada', '--set', 'low=60')).toEqual([gap('ada')]);
    expect(await rehearse('Ada', '--set', 'low=60', '--set', 'noData=60')).toEqual([]);
    expect(await rehearse('Ada', '--set', 'noData=off')).toEqual([low]);
    expect(await rehearse('Ada', '--unit', 'mmol', '--set', 'low=3.4')).toEqual([gap('ada')]);
    expect(await rehearse('Ben', '--set', 'high=120', '--set', 'noData=off')).toEqual([]);
  });

  it('looks back as far as it is told', async () => {
    expect(await rehearse('Ada', '--days', '1')).toHaveLength(2);
    expect((await alarms('rehearse', '--days', 'x')).code).toBe(2);
  });

  it.each([
    ['low=59'],
    ['low=101'],
    ['low=300'],
    ['low=70.5'],
    ['low='],
    ['low'],
    ['high=low'],
    ['urgentLow=off'],
    ['urgentLow=20'],
    ['noData=5'],
    ['sensor=3'],
    ['nothing=3'],
    ['low=70=80'],
    ['urgentHigh=230'],
  ])('refuses --set %s', async (set) => {
    const run = await alarms('rehearse', '--json', '--set', set);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toContain('--set');
  });

  it('says in a table how many, how many at night and how many were soon over', async () => {
    const run = await alarms('rehearse', 'Ada');
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/Ada\s+Low\s+1\s+0\.1/);
    expect(run.error).toContain('Night is from 23 to 7');
    expect(run.error).not.toContain('like an urgent one');
  });

  it('D17: says in how many nights a low would have rung like an urgent one, in words only', async () => {
    // Around the low, wherever in the day it lies: it begins twelve hours before.
    const from = Math.floor((NOW - 20 * HOUR) / MINUTE) % 1440;
    const night = { from, to: (from + 1439) % 1440 };
    const config = join(dataDir, 'config.json');
    writeFileSync(config, JSON.stringify({ version: 1, alarms: { low: { night } } }));
    try {
      const run = await alarms('rehearse', 'Ada');
      expect(run.error).toContain(
        `Ada: a low would have rung like an urgent one in 1 night (${hoursText(night)}).`,
      );
      expect(await rehearse('Ada')).toEqual([low, gap('ada')]);
    } finally {
      rmSync(config);
    }
  });
});

describe('alarms test', () => {
  it('delivers one of each priority and notes the outcome', async () => {
    const directory = temporaryDirectory();
    const run = await runCli(['alarms', 'test', '--json', '--data-dir', directory]);
    expect(run.code).toBe(0);
    expect(run.error.match(/Test of Glucoglance/g)).toHaveLength(3);
    const rows = run.json() as Json[];
    expect(rows.map(({ kind, decision, reason }) => [kind, decision, reason])).toEqual([
      ['urgentLow', 'test', 'unknown'],
      ['low', 'test', 'unknown'],
      ['sensor', 'test', 'unknown'],
    ]);
    const listed = await runCli(['alarms', '--json', '--data-dir', directory]);
    expect(listed.json()).toEqual(rows);
  });
});

describe('watch', () => {
  it('raises alarms, tells programs, and says in words what rings', async () => {
    const people = [ada];
    const simulator = await startSimulator({ scenario: { ...scenarios.steady, people, glucose: () => 50 } });
    const directory = temporaryDirectory();
    try {
      const run = await runCli(
        ['watch', '--json', '--count', '1', '--base-url', simulator.url, '--data-dir', directory],
        {
          environment: { LIBRELINKUP_EMAIL: simulator.email, LIBRELINKUP_PASSWORD: simulator.password },
        },
      );
      expect(run.code).toBe(0);
      const lines = run.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Json);
      const [alarm] = lines.filter(({ type }) => type === 'alarm');
      expect(Object.keys(alarm!)).toEqual(['type', 'patientId', 'kind', 'decision', 'at', 'mgdl']);
      expect(alarm).toMatchObject({ patientId: ada.patientId, kind: 'urgentLow', decision: 'raised' });
      expect(run.error).toContain('urgent low');
      const journal = (await runCli(['alarms', '--json', '--data-dir', directory])).json() as Json[];
      expect(journal.map(({ kind, decision }) => `${String(kind)} ${String(decision)}`)).toContain(
        'urgentLow raised',
      );
    } finally {
      await simulator.close();
    }
  });
});
