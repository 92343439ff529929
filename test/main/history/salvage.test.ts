import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeHistory } from '../../../src/main/history/backups/merge.ts';
import { SalvagedReadings } from '../../../src/main/history/backups/salvaged-readings.ts';
import { broughtUpToDate } from '../../../src/main/history/open-database.ts';
import { removePeople } from '../../../src/main/history/remove-people.ts';
import { salvage } from '../../../src/main/history/salvage.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { NOON, reading } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { written } from './former-file.ts';
import { openedHistory, personInfo, temporaryFolder, valueOf } from './history-folder.ts';

const MINUTE = 60_000;
const PAGE = 4096;
const GARBAGE = 0xa5;
/** Rows of a few bytes. */
const MOST_ON_A_PAGE = 400;

const entry = (i: number): JournalEntry => ({
  patientId: i % 3 === 0 ? null : 'ada',
  kind: 'low',
  decision: 'raised',
  reason: 'belowLimit',
  at: NOON + i * MINUTE,
  mgdl: 60,
  measuredAt: NOON + i * MINUTE,
  sound: i % 2 === 0,
  since: NOON,
  until: null,
  by: null,
});

/** The same history as it is now: brought up to date, and with all that there can be in it. */
function grown(path: string): string {
  const history = openedHistory(path);
  valueOf(history.rememberPerson(personInfo()));
  const minutes = Array.from({ length: 300 }, (_, i) => i);
  valueOf(
    history.record(minutes.map((i) => reading({ measuredAt: NOON + i * MINUTE, mgdl: 80 + (i % 90) }))),
  );
  valueOf(
    history.journal.add(
      minutes.map(entry),
      minutes.map((i) => ({ from: NOON + 2 * i * MINUTE, to: NOON + (2 * i + 1) * MINUTE })),
    ),
  );
  for (const shift of [0, 40]) {
    const rows = Array.from({ length: 400 }, (_, i) => [(i + shift) * 5, 100 + (i % 50)] as const);
    const now = { now: Date.UTC(2100, 0) };
    valueOf(history.imports.add(fileToImport(libreviewFile(rows), { dateOrder: 'dmy' }, now)));
  }
  history.close();
  return path;
}

/** Written anew, page by page, as erasing somebody does. */
function erased(path: string): string {
  const db = new Database(path);
  db.pragma('journal_mode = DELETE');
  db.pragma('foreign_keys = ON');
  removePeople(db, ['ben']);
  db.close();
  return path;
}

/** All that a history says, whatever numbers it says it by. */
function factsOf(db: Database.Database): Record<string, unknown[]> {
  const all = (sql: string) => db.prepare(sql).all();
  return {
    readings: all('SELECT * FROM data_glucose ORDER BY Guid'),
    people: all(
      'SELECT patient_id, first_name, last_name, target_low, unit FROM patient ORDER BY patient_id',
    ),
    journal: all(
      `SELECT at, patient_id, kind, decision, reason, mgdl, measured, sound, since, until, by
       FROM alarm LEFT JOIN patient ON patient.id = alarm.patient ORDER BY alarm.at`,
    ),
    watched: all('SELECT started, ended FROM watched ORDER BY started'),
    imports: all('SELECT * FROM import ORDER BY id'),
    owned: all(
      'SELECT import.id, count(*) AS n FROM reading JOIN context ON context.id = reading.context JOIN import ON import.id = context.import GROUP BY 1',
    ),
    shared: all(
      'SELECT patient_id, at, import FROM also_imported JOIN patient ON patient.id = patient ORDER BY 1, 2, 3',
    ),
  };
}

function truthOf(path: string): Record<string, unknown[]> {
  const db = new Database(path, { readonly: true });
  try {
    return factsOf(db);
  } finally {
    db.close();
  }
}

/** What a new history has when it has taken over all of a damaged one. */
function salvaged(bytes: Buffer): Record<string, unknown[]> {
  const [rest, into] = [new Database(':memory:'), new Database(':memory:')];
  try {
    for (const db of [rest, into]) broughtUpToDate(db);
    rest.pragma('foreign_keys = OFF');
    const readings = new SalvagedReadings(salvage({ file: bytes, log: null }, rest), () => {});
    readings.makeUpContexts();
    mergeHistory(rest, into, {
      step: () => {},
      readings: (numberOf) => readings.lackingIn(into, numberOf),
    });
    return factsOf(into);
  } finally {
    rest.close();
    into.close();
  }
}

/** Brought up to date while another program has it open: the pages of its former form are still in it. */
function keptFull(path: string): string {
  const other = new Database(path);
  other.pragma('journal_mode = WAL');
  other.prepare('SELECT * FROM patient').get();
  openedHistory(path).close();
  other.close();
  return path;
}

/** Files whose tables begin at other pages than those of a new one. */
const FILES: Record<string, () => string> = {
  'made by this version': () => grown(join(temporaryFolder(), 'history.db')),
  'made by the first version': () => grown(written(1)),
  'made by the second version': () => grown(written(2)),
  'made by the first version, of which somebody was erased': () => erased(grown(written(1))),
  'as the third version left it': () => written(3),
  'that was not given back its room': () => keptFull(written(3)),
};

test('numbers that nobody’s reading has are nobody’s, and all others are there', () => {
  const path = grown(written(3));
  const truth = truthOf(path);
  const db = new Database(path);
  const insert = db.prepare('INSERT INTO reading VALUES (?, 100, 3, 1, 1, 0, 1)');
  const at = BigInt(NOON / 1000);
  for (const patient of [0n, 3n, 99n, 2n ** 20n, 2n ** 22n + 1n, 2n ** 29n, -1n, -(2n ** 29n)])
    insert.run((patient << 33n) + at);
  // Of people that there are, a second that there is not.
  for (const patient of [1n, 2n]) insert.run(patient << 33n);
  db.pragma('journal_mode = DELETE');
  db.close();
  expect(salvaged(readFileSync(path))).toEqual(truth);
  expect(salvaged(readFileSync(path).fill(GARBAGE, 0, PAGE))).toEqual(truth);
});

describe.each(Object.entries(FILES))('a damaged history %s', (_, make) => {
  test.each([
    ['whose header is lost', 0, 100],
    ['whose first page is lost', 0, PAGE],
  ])('%s is read whole', (__, from, to) => {
    const path = make();
    const bytes = readFileSync(path).fill(GARBAGE, from, to);
    expect(salvaged(bytes)).toEqual(truthOf(path));
  });

  test('loses what was on lost pages, and nothing is what it was not', { timeout: 3_600_000 }, () => {
    const path = make();
    const truth = truthOf(path);
    const bytes = readFileSync(path);
    const pages = bytes.length / PAGE;
    const textsOf = (rows: unknown[]) => new Set(rows.map((row) => JSON.stringify(row)));
    const valuesOf = (rows: unknown[]) =>
      new Map((rows as { Guid: string; ValueMgdl: number }[]).map((row) => [row.Guid, row.ValueMgdl]));
    const [watched, imports] = [textsOf(truth['watched']!), textsOf(truth['imports']!)];
    const values = valuesOf(truth['readings']!);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: pages - 1 }), { minLength: 1, maxLength: 4 }), (lost) => {
        const damaged = Buffer.from(bytes);
        for (const page of lost) damaged.fill(GARBAGE, page * PAGE, (page + 1) * PAGE);
        const found = salvaged(damaged);
        expect([...textsOf(found['watched']!)].filter((row) => !watched.has(row))).toEqual([]);
        expect([...textsOf(found['imports']!)].filter((row) => !imports.has(row))).toEqual([]);
        const wrong = [...valuesOf(found['readings']!)].filter(([guid, mgdl]) => values.get(guid) !== mgdl);
        expect(wrong).toEqual([]);
        const missing = (what: string) => truth[what]!.length - found[what]!.length;
        for (const what of ['journal', 'watched', 'imports'])
          expect(missing(what)).toBeLessThanOrEqual(lost.length * MOST_ON_A_PAGE);
        // Without the row that says whose they are nobody's readings can be told from another's.
        if (missing('people') === 0)
          expect(missing('readings')).toBeLessThanOrEqual(lost.length * MOST_ON_A_PAGE);
      }),
      { numRuns: runs(15, 500) },
    );
  });
});
