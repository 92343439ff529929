import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HistoryThread } from '../../../src/main/history/history-thread.ts';
import type { FileToImport } from '../../../src/main/history/imports.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { HOUR, MINUTE } from '../../../src/shared/time.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { reading } from '../../support/readings.ts';
import { referencePath, hasReferenceData } from '../../support/reference-data.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import {
  clock,
  newHistory,
  openedHistory,
  rowsOf,
  stored,
  temporaryFolder,
  valueOf,
} from './history-folder.ts';

/** The wearer's midnight in Berlin, where the files here begin. */
const MIDNIGHT = Date.UTC(2026, 10, 19, 23);

type Row = readonly [minute: number, mgdl: number, type?: 0 | 1];

function file(...rows: Row[]): FileToImport {
  return fileToImport(libreviewFile(rows), { dateOrder: 'dmy', unit: 'mgdl', scans: true });
}

/** A reading heard so many minutes after the wearer's midnight. */
function heard(minute: number, mgdl: number, changes: Partial<Reading> = {}): Reading {
  return reading({ measuredAt: MIDNIGHT + Math.round(minute * 60) * 1000, mgdl, ...changes });
}

/** `[minutes after midnight, mg/dL, source]` of all that is stored. */
function rows(history: ReturnType<typeof newHistory>): [number, number, string][] {
  return stored(history).map(({ measuredAt, mgdl, source }) => [
    (measuredAt - MIDNIGHT) / MINUTE,
    mgdl,
    source,
  ]);
}

function historyOfAda(): ReturnType<typeof newHistory> {
  const history = newHistory();
  valueOf(
    history.rememberPerson({
      patientId: 'ada',
      firstName: 'Ada',
      lastName: 'Lovelace',
      target: null,
      unit: null,
    }),
  );
  return history;
}

describe('an import', () => {
  test('stores what the history lacks, and says what became of the rest', () => {
    const history = historyOfAda();
    valueOf(history.record([heard(15.4, 101), heard(30.2, 140, { source: 'graph', trend: null })]));
    const done = valueOf(history.imports.add(file([0, 90], [15, 100], [30, 120], [45, 130])));
    expect(done).toEqual({
      importId: 1,
      inserted: 2,
      duplicates: 1,
      conflicts: 1,
      alreadyImportedAt: null,
    });
    expect(rows(history)).toEqual([
      [0, 90, 'import'],
      [15.4, 101, 'live'],
      [30.2, 140, 'graph'],
      [45, 130, 'import'],
    ]);
    expect(stored(history)[0]).toEqual(
      heard(0, 90, { source: 'import', trend: null, color: null, sensorSerial: null, target: null }),
    );
  });

  test('as planned, of which nothing is stored', () => {
    const history = historyOfAda();
    valueOf(history.record([heard(15, 100)]));
    const planned = valueOf(history.imports.plan(file([0, 90], [15, 100])));
    expect(planned).toEqual({
      importId: null,
      inserted: 1,
      duplicates: 1,
      conflicts: 0,
      alreadyImportedAt: null,
    });
    expect(stored(history)).toHaveLength(1);
    expect(valueOf(history.imports.all())).toEqual([]);
  });

  test('of the same file says when that was imported, and is listed though it stored nothing', () => {
    const history = historyOfAda();
    valueOf(history.imports.add(file([0, 90], [15, 100])));
    const [first] = valueOf(history.imports.all());
    const again = valueOf(history.imports.add(file([0, 90], [15, 100])));
    expect(again).toEqual({
      importId: 2,
      inserted: 0,
      duplicates: 2,
      conflicts: 0,
      alreadyImportedAt: first?.at,
    });
    expect(valueOf(history.imports.all())).toEqual([
      {
        importId: 1,
        at: first?.at,
        format: 'libreview',
        from: MIDNIGHT,
        to: MIDNIGHT + 15 * MINUTE,
        inserted: 2,
      },
      {
        importId: 2,
        at: first?.at,
        format: 'libreview',
        from: MIDNIGHT,
        to: MIDNIGHT + 15 * MINUTE,
        inserted: 0,
      },
    ]);
  });

  test('that nobody waits for any more stores nothing', () => {
    const history = historyOfAda();
    const long = file(...Array.from({ length: 9000 }, (_, i): Row => [i, 100]));
    let steps = 0;
    const stop = () => {
      if (++steps === 3) throw new Error('Nobody waits.');
    };
    expect(() => history.imports.add(long, stop)).toThrow('Nobody waits.');
    expect(stored(history)).toEqual([]);
    expect(valueOf(history.imports.all())).toEqual([]);
    expect(valueOf(history.imports.add(long)).inserted).toBe(9000);
  });

  test('is seen by other programs with source import', () => {
    const path = join(temporaryFolder(), 'history.db');
    const history = openedHistory(path);
    valueOf(history.imports.add(file([0, 90])));
    history.close();
    expect(
      rowsOf(path, 'SELECT ValueMgdl, Module, DeviceTimestamp, FactoryTimestamp, Guid FROM data_glucose'),
    ).toEqual([
      {
        ValueMgdl: 90,
        Module: 'import',
        DeviceTimestamp: '11/20/2026 12:00:00 AM',
        FactoryTimestamp: '11/19/2026 11:00:00 PM',
        Guid: `LIBRE-ada-${MIDNIGHT / 1000}`,
      },
    ]);
  });

  test('is never the current reading, and none that is heard is known by it', () => {
    const history = historyOfAda();
    valueOf(history.record([heard(0, 100)]));
    valueOf(history.imports.add(file([15, 110], [30, 120])));
    const asked = valueOf(
      history.read((all) => ({
        newest: all.newestHeard('ada', MIDNIGHT + HOUR)?.mgdl,
        any: all.newest('ada', MIDNIGHT + HOUR)?.mgdl,
        known: all.has('ada', MIDNIGHT + 30 * MINUTE),
      })),
    );
    expect(asked).toEqual({ newest: 100, any: 120, known: false });
  });

  test('has scans, which are no part of the statistics', () => {
    const history = historyOfAda();
    valueOf(history.imports.add(file([0, 90], [7, 95, 1], [15, 100])));
    expect(rows(history).map(([minute]) => minute)).toEqual([0, 7, 15]);
    const series = valueOf(history.read((all) => all.series('ada')));
    expect([...series.mgdl]).toEqual([90, 100]);
    expect(series.at).toHaveLength(2);
    expect(series.context).toHaveLength(2);
  });
});

describe('what is heard later', () => {
  test.each<Partial<Reading>>([
    {},
    { source: 'graph', trend: null },
    { source: 'logbook' },
    { utcOffsetSeconds: null },
  ])('takes the place of what was imported into its minute: %j', (changes) => {
    const history = historyOfAda();
    valueOf(history.imports.add(file([15, 100], [30, 100], [45, 100])));
    const recorded = valueOf(history.record([heard(15.5, 130, changes), heard(30, 131, changes)]));
    expect(recorded).toEqual({ inserted: 2, duplicates: 0 });
    const source = changes.source ?? 'live';
    expect(rows(history)).toEqual([
      [15.5, 130, source],
      [30, 131, source],
      [45, 100, 'import'],
    ]);
    expect(valueOf(history.imports.undo(1))).toBe(1);
    expect(rows(history).map(([minute]) => minute)).toEqual([15.5, 30]);
  });

  test('takes it on the wearer’s clock too, wherever the wearer was', () => {
    const history = historyOfAda();
    valueOf(history.imports.add(file([15, 100], [375, 100])));
    // Six hours further west a clock shows 00:15 when it is 06:15 in Berlin.
    valueOf(history.record([heard(375.5, 130, { utcOffsetSeconds: 3600 - 6 * 3600 })]));
    expect(rows(history)).toEqual([[375.5, 130, 'live']]);
  });
});

describe('undo', () => {
  test('removes what still stands from an import, and the import', () => {
    const history = historyOfAda();
    valueOf(history.record([heard(0, 100)]));
    valueOf(history.imports.add(file([15, 100], [30, 110])));
    valueOf(history.imports.add(file([45, 100])));
    expect(valueOf(history.imports.undo(1))).toBe(2);
    expect(rows(history).map(([minute]) => minute)).toEqual([0, 45]);
    expect(valueOf(history.imports.undo(1))).toBe(null);
    expect(valueOf(history.imports.all()).map(({ importId }) => importId)).toEqual([2]);
    expect(valueOf(history.imports.add(file([15, 100], [30, 110]))).alreadyImportedAt).toBe(null);
  });

  test('leaves to a later import what that found there, and gives no number again', () => {
    const history = historyOfAda();
    valueOf(history.imports.add(file([0, 100], [15, 100], [30, 100])));
    valueOf(history.imports.add(file([15, 101], [30, 110], [45, 100])));
    valueOf(history.imports.add(file([15, 99])));
    // The value stays that of the first; where the two differ the second has none.
    expect(valueOf(history.imports.undo(1))).toBe(2);
    expect(rows(history)).toEqual([
      [15, 100, 'import'],
      [45, 100, 'import'],
    ]);
    expect(valueOf(history.imports.undo(2))).toBe(1);
    expect(rows(history)).toEqual([[15, 100, 'import']]);
    expect(valueOf(history.imports.undo(3))).toBe(1);
    expect(rows(history)).toEqual([]);
    expect(valueOf(history.imports.add(file([15, 99]))).importId).toBe(4);
  });

  test('leaves a sound file, in whose log nobody misses anything', () => {
    const path = join(temporaryFolder(), 'history.db');
    const history = openedHistory(path);
    valueOf(history.record([heard(-100, 100)]));
    valueOf(history.imports.add(file(...Array.from({ length: 3000 }, (_, i): Row => [i, 100]))));
    history.close();
    const again = openedHistory(path);
    valueOf(again.imports.undo(1));
    // As another process finds it while this one has it open, its log not yet in the file.
    const beside = openedHistory(path);
    expect(rows(beside)).toEqual([[-100, 100, 'live']]);
    expect(rowsOf(path, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
    expect(rowsOf(path, 'PRAGMA foreign_key_check')).toEqual([]);
  });
});

test('through the history’s thread: stored beside what is recorded, or called off whole', async () => {
  const path = join(temporaryFolder(), 'history.db');
  const thread = new HistoryThread(path, clock);
  onTestFinished(() => thread.close());
  const long = file(...Array.from({ length: 9000 }, (_, i): Row => [i, 100]));
  const off = new AbortController();
  const called = thread.ask('importFile', long, off.signal);
  off.abort();
  await expect(called).rejects.toThrow();
  expect(valueOf(await thread.ask('imports', null))).toEqual([]);
  const [done, recorded] = await Promise.all([
    thread.ask('importFile', long),
    thread.ask('record', { people: [], readings: [heard(0.5, 101), heard(-1, 102)] }),
  ]);
  // Whichever came first: a minute that was heard has nothing imported.
  expect(valueOf(recorded)).toEqual({ inserted: 2, duplicates: 0 });
  expect(valueOf(done).inserted + valueOf(done).duplicates).toBe(9000);
  expect(rowsOf(path, 'SELECT count(*) AS n FROM reading')).toEqual([{ n: 9001 }]);
  expect(valueOf(await thread.ask('undoImport', { importId: 1 }))).toEqual({ removed: 8999 });
});

test('the same readings in any order of hearing, importing and taking back', () => {
  const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
  const values = fc.constantFrom(100, 102, 110);
  const fileRows = minutes.chain((all) =>
    fc.tuple(...all.map((minute) => values.map((mgdl): Row => [minute, mgdl]))),
  );
  const heardAt = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 2400 }), values, fc.constantFrom('live' as const, 'logbook' as const)),
    { selector: ([second]) => second, maxLength: 12 },
  );
  fc.assert(
    fc.property(fileRows, heardAt, fc.boolean(), (inFile, seconds, undone) => {
      const readings = seconds.map(([second, mgdl, source]) => heard(second / 60, mgdl, { source }));
      const importIt = (history: ReturnType<typeof newHistory>) =>
        inFile.length === 0 ? null : valueOf(history.imports.add(file(...inFile)));
      const [before, after, between] = [historyOfAda(), historyOfAda(), historyOfAda()];
      importIt(before);
      valueOf(before.record(readings));
      valueOf(after.record(readings));
      importIt(after);
      valueOf(between.record(readings.slice(0, 4)));
      importIt(between);
      valueOf(between.record(readings));
      if (undone) for (const history of [before, after, between]) valueOf(history.imports.undo(1));
      const expected = stored(after);
      expect(stored(before)).toEqual(expected);
      expect(stored(between)).toEqual(expected);
      const heardMinutes = new Set(readings.map(({ measuredAt }) => Math.floor(measuredAt / MINUTE)));
      const left = inFile.filter(([minute]) => !heardMinutes.has(MIDNIGHT / MINUTE + minute));
      expect(expected.length).toBe(readings.length + (undone ? 0 : left.length));
      for (const history of [before, after, between]) history.close();
    }),
    { numRuns: runs(60, 2000) },
  );
});

describe.skipIf(!hasReferenceData)('real exports (GLUCOGLANCE_REFERENCE_DATA)', () => {
  test.each([
    ['de_mgdl_24h_dmy_blankline.csv', 3, ',', 2],
    ['en-US_mgdl_12h_mdy_LibreLink.csv', 2, ',', 2],
    ['en-GB_mmol_24h_dmy_types0-6.csv', 2, ',', 2],
    ['en_mmol_24h_dmy_Libre3.csv', 2, ',', 2],
    ['reader-software_mmol.tsv', 2, '\t', 1],
  ])('%s is stored as it is read by hand', (name, above, separator, stampAt) => {
    const bytes = readFileSync(referencePath('libreview', name));
    const isMmol = name.includes('mmol');
    const lines = bytes
      .toString('utf8')
      .split(/\r?\n/)
      .slice(above)
      .map((line) => line.split(separator));
    const byMinute = new Map<string, number>();
    for (const fields of lines) {
      const [stamp = '', type, value] = fields.slice(stampAt);
      if (type !== '0' || byMinute.has(stamp)) continue;
      byMinute.set(stamp, isMmol ? Math.round(Number(value) * 18) : Number(value));
    }
    const path = join(temporaryFolder(), 'history.db');
    const history = openedHistory(path);
    const done = valueOf(history.imports.add(fileToImport(bytes)));
    history.close();
    const found = rowsOf(path, 'SELECT DeviceTimestamp AS local, ValueMgdl AS mgdl FROM data_glucose') as {
      local: string;
      mgdl: number;
    }[];
    const isMonthFirst = name.includes('mdy');
    const isYearFirst = separator === '\t';
    const byHand = [...byMinute].map(([stamp, mgdl]) => {
      const [a, b, c, hour, minute] = stamp.split(/[^0-9]+/).map(Number) as [
        number,
        number,
        number,
        number,
        number,
      ];
      const [year, month, day] = isYearFirst ? [a, b, c] : isMonthFirst ? [c, a, b] : [c, b, a];
      const isAfternoon = /PM/.test(stamp) || (!/[AP]M/.test(stamp) && hour >= 12);
      const minutes = String(minute).padStart(2, '0');
      return `${month}/${day}/${year} ${hour % 12 === 0 ? 12 : hour % 12}:${minutes}:00 ${isAfternoon ? 'PM' : 'AM'} ${mgdl}`;
    });
    expect(done.inserted).toBe(byHand.length);
    expect(found.map(({ local, mgdl }) => `${local} ${mgdl}`).toSorted()).toEqual(byHand.toSorted());
  });
});
