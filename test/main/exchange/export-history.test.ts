import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HistoryThread } from '../../../src/main/history/history-thread.ts';
import type { OpenHistory } from '../../../src/main/history/port.ts';
import type { Put } from '../../../src/main/files/given-file.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { DAY, MINUTE } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { reading } from '../../support/readings.ts';
import { ADA, ALARM, BEN, CLOCKED, exported, NIGHT, profileWith, READINGS } from './exported.ts';

const golden = (name: string): string => join(import.meta.dirname, 'golden', name);

/** New ones in the order in which they come. */
function countedUuids(text: string): string {
  const known = new Map<string, string>();
  return text.replaceAll(/urn:uuid:[-0-9a-f]{36}/g, (uuid) => {
    const number = known.get(uuid) ?? `urn:uuid:${known.size + 1}`;
    known.set(uuid, number);
    return number;
  });
}

describe('a night on which the clocks go back', () => {
  test.each([
    ['csv', 'csv.csv', READINGS],
    ['libreview', 'libreview.csv', CLOCKED],
    ['clarity', 'clarity.csv', CLOCKED],
    ['nightscout', 'nightscout.txt', READINGS],
    ['fhir', 'fhir.txt', READINGS],
  ] as const)('as %s', async (format, file, readings) => {
    const { profile } = profileWith({ readings });
    const { text, result } = await exported(profile, { format });
    const to = readings.at(-1)?.measuredAt;
    expect(result).toEqual(ok({ readings: readings.length, from: NIGHT, to }));
    expect(text).not.toMatch(/Ada|Berg|"ada"/);
    await expect(countedUuids(text)).toMatchFileSnapshot(golden(file));
  });

  test.each([
    ['csv', 'csv-named.csv'],
    ['libreview', 'libreview-named.csv'],
    ['clarity', 'clarity-named.csv'],
    ['fhir', 'fhir-named.txt'],
  ] as const)('as %s, with the name', async (format, file) => {
    const { profile } = profileWith({ readings: READINGS.slice(0, 1) });
    const { text } = await exported(profile, { format, names: true });
    await expect(countedUuids(text)).toMatchFileSnapshot(golden(file));
  });

  test('as csv with a decimal comma', async () => {
    const { profile } = profileWith({ readings: READINGS });
    const { text } = await exported(profile, { format: 'csv', names: true, decimalComma: true });
    await expect(text).toMatchFileSnapshot(golden('csv-decimal-comma.csv'));
  });

  test('as an archive', async () => {
    // An hour past midnight of that night, as days before the one from which these files count.
    const minute = -26 * 1440 + 60;
    const fileOf = (...rows: [minute: number, mgdl: number, type?: 0 | 1][]) =>
      fileToImport(libreviewFile(rows), {
        patientId: 'ada',
        dateOrder: 'dmy',
        unit: 'mgdl',
        zone: 'Europe/Berlin',
        scans: true,
      });
    const { profile } = profileWith({
      people: [ADA, BEN],
      readings: [...READINGS, reading({ patientId: 'ben', measuredAt: NIGHT + 1000 })],
      alarms: [ALARM, { ...ALARM, patientId: null, kind: 'impaired', mgdl: null, measuredAt: null }],
      watched: [{ from: NIGHT, to: NIGHT + 90 * MINUTE }],
      imports: [fileOf([minute, 110], [minute + 3, 111, 1]), fileOf([minute, 110])],
    });
    const { text, result } = await exported(profile, { format: 'archive' });
    expect(result).toMatchObject({ ok: true, value: { readings: 10 } });
    await expect(text).toMatchFileSnapshot(golden('archive.txt'));
  });
});

test('tables for spreadsheets end their lines as these expect it, ours tells its encoding', async () => {
  const { profile } = profileWith();
  for (const format of ['csv', 'libreview', 'clarity'] as const) {
    const { text } = await exported(profile, { format, names: true });
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.startsWith('\uFEFF')).toBe(format === 'csv');
  }
});

test('rows that would not say whose they are want one person to be named', async () => {
  const { profile } = profileWith({ people: [ADA, BEN] });
  for (const format of ['csv', 'libreview', 'clarity', 'nightscout', 'fhir'] as const) {
    const { result, pieces } = await exported(profile, { format });
    expect(result).toMatchObject({ ok: false, problem: { code: 'personRequired' } });
    expect(pieces).toEqual([]);
    expect((await exported(profile, { format, patient: 'Ben' })).result).toEqual(
      ok({ readings: 0, from: null, to: null }),
    );
  }
});

test('our own table has everybody, where it has their names', async () => {
  const readings = ['ben', 'ada'].flatMap((patientId) => [
    reading({ patientId, measuredAt: NIGHT }),
    reading({ patientId, measuredAt: NIGHT + 40 * DAY }),
  ]);
  const { profile } = profileWith({ people: [ADA, BEN], readings });
  const { text, result } = await exported(profile, { format: 'csv', names: true });
  expect(result).toEqual(ok({ readings: 4, from: NIGHT, to: NIGHT + 40 * DAY }));
  const owners = text.split('\r\n').map((row) => /(Berg|Nevis)/.exec(row)?.[1]);
  expect(owners).toEqual([undefined, 'Berg', 'Berg', 'Nevis', 'Nevis', undefined]);
});

test('a window takes what is in it, on the clock of the wearer', async () => {
  const { profile } = profileWith();
  const local = Date.UTC(2026, 9, 25, 2, 40);
  const { result } = await exported(profile, { format: 'csv', window: { from: { local } } });
  expect(result).toMatchObject({ value: { readings: 5, from: NIGHT + 60 * MINUTE } });
  const from = { instant: NIGHT + 5000 };
  const cut = await exported(profile, {
    format: 'nightscout',
    window: { from, to: { instant: NIGHT + 90 * MINUTE } },
  });
  expect(cut.result).toMatchObject({ value: { readings: 4 } });
  const dates = (JSON.parse(cut.text) as { date: number }[]).map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted((a, b) => b - a));
});

test('a window that ends before it begins, and a history of nobody, are said', async () => {
  const { profile } = profileWith();
  const window = { from: { instant: NIGHT }, to: { instant: NIGHT } };
  expect((await exported(profile, { format: 'csv', window })).result).toMatchObject({
    problem: { code: 'badInput' },
  });
  const empty = profileWith({ people: [], readings: [] });
  expect((await exported(empty.profile, { format: 'csv' })).result).toEqual(
    fail(problem('noReadingYet', {})),
  );
});

test('years without a reading are passed over, and each piece stays small', async () => {
  const minutes = Array.from({ length: 30_000 }, (_, i) => reading({ measuredAt: NIGHT + i * MINUTE }));
  const long = [reading({ measuredAt: NIGHT - 20 * 365 * DAY }), ...minutes];
  const { profile } = profileWith({ readings: long });
  const told: number[] = [];
  const { result, pieces, text } = await exported(
    profile,
    { format: 'csv' },
    { onProgress: (readings, of) => void told.push(readings / of) },
  );
  expect(result).toMatchObject({ value: { readings: 30_001 } });
  expect(text.match(/\r\n/g)).toHaveLength(30_002);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(1_000_000);
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
});

test('goes no further where nobody wants it any more', async () => {
  const readings = Array.from({ length: 5 }, (_, i) => reading({ measuredAt: NIGHT + i * 10 * DAY }));
  const { profile } = profileWith({ readings });
  const left = new AbortController();
  const onProgress = (): void => left.abort(new Error('left'));
  const pieces: string[] = [];
  const put: Put = (piece) => Promise.resolve(void pieces.push(Buffer.from(piece).toString()));
  await expect(
    exported(profile, { format: 'csv' }, { put, signal: left.signal, onProgress }),
  ).rejects.toThrow('left');
  expect(pieces).toHaveLength(2);
});

test.each(['libreview', 'nightscout', 'archive'] as const)(
  'the thread of the history gives the same: %s',
  async (format) => {
    const readings = Array.from({ length: 3000 }, (_, i) => reading({ measuredAt: NIGHT + i * 11 * MINUTE }));
    const { profile, dataDir } = profileWith({ readings });
    const here = await exported(profile, { format });
    await profile.close();
    const clock = new FakeClock(NIGHT + 5 * 60 * MINUTE);
    const openHistory: OpenHistory = (path, time) => new HistoryThread(path, time);
    const beside = new Profile({ dataDir, clock, places: { openHistory } });
    onTestFinished(() => beside.close());
    expect(await exported(beside, { format })).toEqual(here);
  },
);

test('made-up entries say so', async () => {
  const { profile } = profileWith();
  const { text } = await exported(profile, { format: 'nightscout', demo: true });
  expect(text).toContain('"device":"glucoglance-demo"');
});
