import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Profile } from '../../../../src/main/profile/profile.ts';
import type { RequestOf } from '../../../../src/main/history/acts.ts';
import type { JournalEntry } from '../../../../src/shared/alarms/journal-entry.ts';
import { joinedColumns } from '../../../../src/shared/chart/packed-readings.ts';
import {
  offScaleAt,
  sensorNumber,
  sourceAt,
  type ReadingColumns,
} from '../../../../src/shared/chart/reading-columns.ts';
import { MOST_MS } from '../../../../src/shared/chart/requests.ts';
import type { Reading } from '../../../../src/shared/glucose/reading.ts';
import type { Result } from '../../../../src/shared/result.ts';
import { fileToImport, libreviewFile } from '../../../support/file-to-import.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';
import { historyBehind } from '../../../support/history-behind.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let profile: Profile;

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const history = () => valueOf(historyBehind(profile));
const ask = <N extends 'chartPart' | 'usualBand'>(name: N, request: RequestOf<N>) =>
  profile.history.ask(name, request);
const record = (...readings: Reading[]) => valueOf(history().record(readings));
const at = (minutes: number, changes: Partial<Reading> = {}): Reading =>
  reading({ measuredAt: NOON + minutes * MINUTE, ...changes });
const window = { patientId: 'ada', from: NOON, to: NOON + HOUR };

beforeEach(() => {
  profile = new Profile({
    dataDir: temporaryDirectory(),
    clock: new FakeClock(NOON + 10 * HOUR),
    credentials: { email: 'follower@example.com', password: 'secret 1!' },
  });
});

afterEach(() => profile.close());

describe('the readings of a window', () => {
  test('come in columns, each with its source, sensor and mark', async () => {
    record(
      at(0, { mgdl: 100 }),
      at(5, { mgdl: 110, source: 'graph', trend: null }),
      at(10, { mgdl: 40, offScale: 'LO', source: 'import', trend: null, sensorSerial: null }),
      at(11, { mgdl: 500, offScale: 'HI', sensorSerial: 'MH00ABCDEF' }),
      at(12, { mgdl: 120, source: 'graph', trend: null }),
      at(60, { mgdl: 130 }),
      at(-1, { mgdl: 90 }),
      at(0, { patientId: 'ben', mgdl: 222 }),
    );
    const part = valueOf(await ask('chartPart', window));
    const columns = joinedColumns([part.columns]);
    expect(Array.from(columns.at, (instant) => (instant - NOON) / MINUTE)).toEqual([0, 5, 10, 11, 12]);
    expect(Array.from(columns.mgdl)).toEqual([100, 110, 40, 500, 120]);
    const each = Array.from(columns.at.keys());
    expect(each.map((i) => sourceAt(columns, i))).toEqual(['live', 'graph', 'import', 'live', 'graph']);
    expect(each.map((i) => offScaleAt(columns, i))).toEqual([null, null, 'LO', 'HI', null]);
    expect(Array.from(columns.sensor)).toEqual(
      ['0HPD2YWLC0', '0HPD2YWLC0', null, 'MH00ABCDEF', '0HPD2YWLC0'].map(sensorNumber),
    );
    expect(part.previousAt).toBe(NOON - MINUTE);
  });

  test('have the scans of a file beside them, and never among them', async () => {
    const rows = [
      [0, 90],
      [7, 61, 1],
      [15, 100],
      [22, 300, 1],
    ] as const;
    const midnight = Date.UTC(2026, 10, 19, 23);
    record(at(-1, { measuredAt: midnight - HOUR }));
    const file = fileToImport(libreviewFile(rows), { dateOrder: 'dmy', unit: 'mgdl', scans: true });
    valueOf(history().imports.add(file));
    const part = valueOf(await ask('chartPart', { patientId: 'ada', from: midnight, to: midnight + HOUR }));
    const shown = ({ at: instants, mgdl }: ReadingColumns) =>
      Array.from(instants, (instant, i) => [(instant - midnight) / MINUTE, mgdl[i]]);
    const [columns, scans] = [joinedColumns([part.columns]), joinedColumns([part.scans])];
    expect([shown(columns), shown(scans)]).toEqual([
      [
        [0, 90],
        [15, 100],
      ],
      [
        [7, 61],
        [22, 300],
      ],
    ]);
    expect([sourceAt(columns, 0), sourceAt(scans, 0)]).toEqual(['import', 'scan']);
    // A gap begins after a reading, whatever was scanned in it.
    const later = { patientId: 'ada', from: midnight + HOUR, to: midnight + 2 * HOUR };
    expect(valueOf(await ask('chartPart', later)).previousAt).toBe(midnight + 15 * MINUTE);
  });

  test('survive the way into another process', async () => {
    record(at(0), at(1));
    const part = valueOf(await ask('chartPart', window));
    expect(structuredClone(part)).toEqual(part);
  });

  test('from the future are left out', async () => {
    record(at(0), at(10 * 60 + 4), at(10 * 60 + 6));
    const { columns } = valueOf(await ask('chartPart', { ...window, to: NOON + DAY }));
    expect(columns.at).toHaveLength(2);
  });

  test('of someone never heard of are none', async () => {
    record(at(0));
    const part = valueOf(await ask('chartPart', { ...window, patientId: 'nobody' }));
    expect([part.columns.at.length, part.previousAt, part.alarms]).toEqual([0, null, []]);
  });

  test.each([
    [NOON, NOON],
    [NOON, NOON - 1],
    [NOON, NOON + MOST_MS + 1],
    [-Infinity, NOON],
    [Number.NaN, NOON],
  ])('from %d to %d are refused', async (from, to) => {
    const request = { patientId: 'ada', from, to };
    for (const answer of [await ask('chartPart', request)])
      expect(answer).toMatchObject({ ok: false, problem: { code: 'badInput' } });
  });
});

test('alarms that rang or were held back are marked, of this person only', async () => {
  const entry = (minutes: number, changes: Partial<JournalEntry>): JournalEntry => ({
    patientId: 'ada',
    kind: 'low',
    decision: 'raised',
    reason: 'belowLimit',
    at: NOON + minutes * MINUTE,
    mgdl: 60,
    measuredAt: NOON,
    sound: true,
    since: null,
    until: null,
    by: null,
    ...changes,
  });
  record(at(0), at(0, { patientId: 'ben' }));
  valueOf(
    history().journal.add(
      [
        entry(1, {}),
        entry(2, { decision: 'delivery', reason: 'shown' }),
        entry(3, { kind: 'urgentLow', decision: 'repeated' }),
        entry(4, { decision: 'acknowledged', reason: 'byUser' }),
        entry(5, { kind: 'high', decision: 'heldBack', reason: 'snoozed' }),
        entry(6, { decision: 'cleared', reason: 'recovered' }),
        entry(7, { patientId: 'ben' }),
        entry(8, { patientId: null, kind: 'impaired' }),
        entry(61, {}),
      ],
      [],
    ),
  );
  expect(valueOf(await ask('chartPart', window)).alarms).toEqual([
    { at: NOON + MINUTE, kind: 'low', decision: 'raised' },
    { at: NOON + 3 * MINUTE, kind: 'urgentLow', decision: 'repeated' },
    { at: NOON + 5 * MINUTE, kind: 'high', decision: 'heldBack' },
  ]);
});

describe('the usual band', () => {
  test('is of the 14 days before, and knows nothing of the day itself', async () => {
    // 100 in the wearer's (Berlin's) afternoons of the days before, 300 on the day.
    const midnight = NOON + 11 * HOUR;
    for (let day = 1; day <= 6; day++)
      record(...Array.from({ length: 37 }, (_, i) => at(5 * i - day * 1440, { mgdl: 100 })));
    record(...Array.from({ length: 37 }, (_, i) => at(5 * i + 1440, { mgdl: 300 })));
    const band = valueOf(await ask('usualBand', { patientId: 'ada', before: midnight - DAY }));
    expect(band.p50).toHaveLength(288);
    // 13:30 in Berlin; at 3 in the morning nothing is known.
    expect([band.p5, band.p25, band.p50, band.p75, band.p95].map((column) => column[162])).toEqual([
      100, 100, 100, 100, 100,
    ]);
    expect(band.p50[36]).toBeNaN();
  });

  test('is nothing where there are too few days', async () => {
    record(at(0), at(5));
    const band = valueOf(await ask('usualBand', { patientId: 'ada', before: NOON + DAY }));
    expect(band.p50.every(Number.isNaN)).toBe(true);
  });
});
