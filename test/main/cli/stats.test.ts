import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../src/main/cli/program.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { StatisticsJson } from '../../../src/shared/statistics/statistics.ts';
import { reading } from '../../support/readings.ts';
import { cleanEnvironment } from '../../support/run-cli.ts';
import { temporaryFolder } from '../history/history-folder.ts';

const MINUTE = 60_000;
const DAY_MS = 1440 * MINUTE;
/** 20 Nov 2024, 12:00 UTC, long past; windows in these tests have ends of their own. */
const END = Date.UTC(2024, 10, 20, 12);
const WINDOW = ['--from', '2024-11-06T12:00:00Z', '--to', '2024-11-20T12:00:00Z'];

const environment = cleanEnvironment();
let dataDir: string;

beforeEach(() => {
  dataDir = temporaryFolder();
});

/** Runs the program in this process. */
async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const streams = { out: new PassThrough(), error: new PassThrough() };
  let [out, error] = ['', ''];
  streams.out.setEncoding('utf8').on('data', (text: string) => (out += text));
  streams.error.setEncoding('utf8').on('data', (text: string) => (error += text));
  const code = await main(['--data-dir', dataDir, ...args], environment, streams);
  await new Promise(setImmediate);
  return { code, out, error };
}

async function json(...args: string[]): Promise<StatisticsJson> {
  const { code, out, error } = await run('stats', '--json', ...args);
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as StatisticsJson;
}

function record(readings: Reading[], firstNames: string[] = ['Ada']): void {
  const history = openHistory(join(dataDir, 'history.db'), systemClock);
  if (!history.ok) throw new Error(history.problem.code);
  for (const firstName of firstNames) {
    const patientId = firstName.toLowerCase();
    const person = {
      patientId,
      firstName,
      lastName: 'Test',
      target: { low: 70, high: 160 },
      unit: 'mmol' as const,
    };
    history.value.rememberPerson(person);
    history.value.record(readings.map((one) => ({ ...one, patientId })));
  }
  history.value.close();
}

/** A reading every 5 minutes of the days before the end. */
function days(number: number, mgdl: (slot: number) => number, end = END): Reading[] {
  return Array.from({ length: number * 288 }, (_, slot) =>
    reading({ measuredAt: end - number * DAY_MS + slot * 5 * MINUTE, mgdl: mgdl(slot), sensorSerial: null }),
  );
}

describe('stats --json', () => {
  it('has the keys of the contract, figures unrounded', async () => {
    // Of each day 3 slots at 50, 9 at 60, 216 at 120, 48 at 200, 12 at 300.
    record(
      days(14, (slot) => {
        const place = slot % 288;
        return place < 3 ? 50 : place < 12 ? 60 : place < 228 ? 120 : place < 276 ? 200 : 300;
      }),
    );
    const stats = await json(...WINDOW);
    expect(Object.keys(stats).join(' ')).toBe(
      'from to readings coveragePercent meanMgdl sdMgdl cvPercent gmiPercent lbgi hbgi gri percent episodes',
    );
    expect(Object.keys(stats.percent).join(' ')).toBe('veryLow low inRange high veryHigh');
    expect(Object.keys(stats.episodes).join(' ')).toBe('low veryLow high veryHigh');
    const mean = (3 * 50 + 9 * 60 + 216 * 120 + 48 * 200 + 12 * 300) / 288;
    expect(stats).toMatchObject({
      from: '2024-11-06T12:00:00.000Z',
      to: '2024-11-20T12:00:00.000Z',
      readings: 4032,
      coveragePercent: 100,
      percent: {
        veryLow: (100 * 3) / 288,
        low: (100 * 9) / 288,
        inRange: 75,
        high: (100 * 48) / 288,
        veryHigh: (100 * 12) / 288,
      },
      episodes: { low: 14, veryLow: 14, high: 14, veryHigh: 14 },
    });
    expect(stats.meanMgdl).toBeCloseTo(mean, 9);
    expect(stats.gmiPercent).toBeCloseTo(3.31 + 0.02392 * mean, 9);
    expect(stats.gri).toBeCloseTo((300 * 3 + 240 * 9 + 160 * 12 + 80 * 48) / 288, 9);
    expect(stats.cvPercent).toBeCloseTo((100 * (stats.sdMgdl ?? 0)) / mean, 9);
  });

  it('withholds GMI under 70 percent of 14 days, and exits with 0', async () => {
    record(days(7, () => 120));
    expect(await json(...WINDOW)).toMatchObject({ coveragePercent: 50, meanMgdl: 120, gmiPercent: null });
  });

  it('withholds everything but the count under 24 hours of data, and of nobody', async () => {
    const nothing = {
      coveragePercent: null,
      meanMgdl: null,
      sdMgdl: null,
      cvPercent: null,
      gmiPercent: null,
      lbgi: null,
      hbgi: null,
      gri: null,
      percent: { veryLow: null, low: null, inRange: null, high: null, veryHigh: null },
      episodes: { low: null, veryLow: null, high: null, veryHigh: null },
    };
    expect(await json(...WINDOW)).toMatchObject({ readings: 0, ...nothing });
    record(days(1, () => 120).slice(1));
    expect(await json(...WINDOW)).toMatchObject({ readings: 287, ...nothing });
  });

  it('knows the slots at the ends of the window from readings outside it', async () => {
    record(days(4, () => 120, END + DAY_MS).map((one) => ({ ...one, measuredAt: one.measuredAt + MINUTE })));
    const stats = await json('--from', '2024-11-18T12:00:00Z', '--to', '2024-11-20T12:00:00Z');
    expect(stats).toMatchObject({ readings: 576, coveragePercent: 100 });
  });
});

describe('the window of stats', () => {
  const between = async (...args: string[]): Promise<[number, number]> => {
    const { from, to } = await json(...args);
    return [Date.parse(from), Date.parse(to)];
  };

  it('is 14 days back from now, or as many as asked for', async () => {
    const before = Date.now();
    for (const [args, length] of [
      [[], 14],
      [['--days', '3'], 3],
    ] as const) {
      const [from, to] = await between(...args);
      expect(to - from).toBe(length * DAY_MS);
      expect(to).toBeGreaterThanOrEqual(before);
      expect(to).toBeLessThanOrEqual(Date.now());
    }
  });

  it('ends now where only --from is given, and begins 14 days before --to where only that is', async () => {
    const [from, to] = await between('--from', '2023-11-06T12:00:00Z');
    expect(from).toBe(Date.UTC(2023, 10, 6, 12));
    expect(Math.abs(to - Date.now())).toBeLessThan(10_000);
    expect(await between('--to', '2024-11-20T12:00:00Z')).toEqual([END - 14 * DAY_MS, END]);
  });

  it('begins at midnight where the wearer is', async () => {
    record(days(14, () => 120));
    // The wearer's clock is an hour ahead of UTC.
    expect(await between('--from', '2024-11-10', '--to', '2024-11-12')).toEqual([
      Date.UTC(2024, 10, 9, 23),
      Date.UTC(2024, 10, 11, 23),
    ]);
  });

  it.each([
    [['--days', '7', '--from', '2024-11-06'], '--days cannot be "7"'],
    [['--days', '7', '--to', '2024-11-06'], '--days cannot be "7"'],
    [['--days', '0'], '--days cannot be "0"'],
    [['--from', 'tomorrow'], '--from cannot be "tomorrow"'],
    [['--from', '2024-11-20T12:00:00Z', '--to', '2024-11-20T12:00:00Z'], 'must be before its end'],
    [['--from', '2024-11-21', '--to', '2024-11-20'], 'must be before its end'],
  ])('%j is bad input', async (args, sentence) => {
    const { code, out, error } = await run('stats', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(sentence);
  });

  it('wants to know who is meant where there are several', async () => {
    record(
      days(2, () => 120),
      ['Ada', 'Ben'],
    );
    expect((await run('stats', ...WINDOW)).code).toBe(2);
    expect((await run('stats', 'Eve', ...WINDOW)).code).toBe(7);
    expect(await json('ben', ...WINDOW)).toMatchObject({ readings: 576 });
  });
});

describe('the tables', () => {
  it('have the targets of the consensus beside the values, and shares that add up to 100', async () => {
    record(days(14, (slot) => (slot < 9 ? 50 : slot % 3 === 0 ? 200 : 120)));
    const { code, out, error } = await run('stats', '--unit', 'mgdl', ...WINDOW);
    expect(code).toBe(0);
    expect(out).toMatch(/^very high +over 250 +0 % +under 5 %$/m);
    expect(out).toMatch(/^high +181-250 +33 % +under 25 % with very high +█+$/m);
    expect(out).toMatch(/^in range +70-180 +67 % +over 70 % +█+$/m);
    expect(out).toMatch(/^low +54-69 +0 % +under 4 % with very low$/m);
    expect(out).toMatch(/^very low +under 54 +<1 % +under 1 % +█$/m);
    expect(out).toMatch(/^Mean +146 mg\/dL$/m);
    expect(out).toMatch(/^GMI +6\.8 % \(51 mmol\/mol\)$/m);
    expect(out).toMatch(/^CV +[\d.]+ % +at most 36 %$/m);
    expect(out).toMatch(/^Time in own target 70-160 mg\/dL +67 %$/m);
    expect(out).toMatch(/^Time with data +100 % +at least 70 %$/m);
    expect(out).toMatch(/^Days of data +14\.0$/m);
    expect(out).toMatch(/^Readings +4032$/m);
    expect(error).toContain('more than 14 days');
  });

  it('are in the unit of the person', async () => {
    record(days(14, () => 120));
    const { out } = await run('stats', ...WINDOW);
    expect(out).toMatch(/^in range +3\.9-10\.0 +100 %/m);
    expect(out).toMatch(/^low +3\.0-3\.8 /m);
    expect(out).toMatch(/^high +10\.1-13\.9 /m);
    expect(out).toMatch(/^Mean +6\.7 mmol\/L$/m);
  });

  it('say what is withheld and why, and what was off the scale', async () => {
    record(
      days(4, () => 120).map((one, i) => (i === 600 ? { ...one, mgdl: 500, offScale: 'HI' as const } : one)),
    );
    const { out, error } = await run('stats', ...WINDOW);
    expect(out).toMatch(/^GMI +withheld$/m);
    expect(out).toMatch(/^very high +over 13\.9 +<1 %/m);
    expect(error).toContain('GMI needs 70 % of 14 days, 9.8 days of data; there are 4.0, so it is withheld.');
    expect(error).toContain('Only 28 % of the last 14 days has data');
    expect(error).toContain('1 reading was off the sensor');
  });

  it('give the count alone under 24 hours of data', async () => {
    record(days(1, () => 120).slice(12));
    const { code, out, error } = await run('stats', ...WINDOW);
    expect(code).toBe(0);
    expect(out.trim().split('\n').slice(1)).toEqual([expect.stringMatching(/^Readings +276$/)]);
    expect(error).toContain('Figures need 24 hours of data; there are 23.0.');
  });
});

describe('the other summaries', () => {
  it('weigh an hour watched no more than one known from the graph', async () => {
    // Up to half an hour ago a reading every 15 minutes at 100; in the half hour since, one a minute at 200.
    const now = Date.now();
    const quiet = Array.from({ length: 23 }, (_, i) => now - (30 + 15 * i) * MINUTE).map((measuredAt) =>
      reading({ measuredAt: Math.floor(measuredAt / 1000) * 1000, mgdl: 100, sensorSerial: null }),
    );
    const watched = Array.from({ length: 29 }, (_, i) =>
      reading({
        measuredAt: Math.floor(now / 1000) * 1000 - i * MINUTE - 30_000,
        mgdl: 200,
        sensorSerial: null,
      }),
    );
    record([...quiet, ...watched]);
    const { out } = await run('time-in-range', '--json');
    const shares = JSON.parse(out) as Record<string, number>;
    expect(Object.keys(shares).join(' ')).toBe(
      'lowMgdl highMgdl belowPercent inRangePercent abovePercent readings',
    );
    expect(shares).toMatchObject({ lowMgdl: 70, highMgdl: 160, belowPercent: 0, readings: 52 });
    // Six of 72 slots, give or take the one at either end; of the readings it would be 56 percent.
    expect(shares['abovePercent']).toBeGreaterThan(6);
    expect(shares['abovePercent']).toBeLessThan(11);
  });

  it('have the targets beside the consensus range, and beside no other', async () => {
    record(days(1, () => 120, Math.floor(Date.now() / 1000) * 1000));
    const consensus = await run('time-in-range', '--low', '70', '--high', '180');
    expect(consensus.out).toMatch(/^3\.9-10\.0 mmol\/L +100 % +over 70 % +█+$/m);
    const own = await run('time-in-range');
    expect(own.out).toMatch(/^3\.9-8\.9 mmol\/L +100 % +█+$/m);
  });
});
