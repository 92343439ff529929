import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import type { ArchiveLine } from '../../../src/shared/exchange/write-archive.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { NOON, personArbitrary, reading, readingArbitrary } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { openedHistory, rowsOf, temporaryFolder } from '../history/history-folder.ts';
import { ADA, ALARM, exported, NIGHT, profileWith } from './exported.ts';

const linesOf = (text: string): ArchiveLine[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ArchiveLine);

const ALL = {
  data_glucose: 'SELECT * FROM data_glucose ORDER BY Guid',
  people: 'SELECT patient_id, first_name, last_name, target_low, target_high, unit FROM patient ORDER BY id',
  facts: `SELECT key & 0x1ffffffff AS at, patient_id, drift, context.source, off_scale, sensor, sensor_from, zone, zone_from, context.target_low,
    context.target_high, target_from, import, scan FROM reading JOIN context ON context.id = reading.context
    JOIN patient ON patient.id = reading.key >> 33 ORDER BY patient_id, at`,
  alarms: `SELECT alarm.at, patient_id, kind, decision, reason, mgdl, measured, sound, since, until, by FROM alarm
    LEFT JOIN patient ON patient.id = alarm.patient ORDER BY alarm.at, alarm.id`,
  watched: 'SELECT * FROM watched ORDER BY started',
  imports: 'SELECT * FROM import ORDER BY id',
  shared: 'SELECT * FROM also_imported ORDER BY patient, at, import',
};

const allOf = (folder: string) =>
  Object.fromEntries(
    Object.entries(ALL).map(([what, sql]) => [what, rowsOf(join(folder, 'history.db'), sql)]),
  );

/** Writes an archive into an empty history, line by line, by what docs/archive.md says of them and nothing else. */
function restore(lines: readonly ArchiveLine[]): string {
  const folder = temporaryFolder();
  const path = join(folder, 'history.db');
  openedHistory(path).close();
  const db = new Database(path);
  const insert = (table: string, row: Record<string, unknown>): void => {
    const names = Object.keys(row);
    const places = names.map((name) => `@${name}`).join(', ');
    db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(row);
  };
  for (const line of lines) {
    if (line.is === 'person') {
      insert('patient', {
        id: line.person,
        source: 'librelinkup',
        patient_id: line.patientId,
        first_name: line.firstName,
        last_name: line.lastName,
        target_low: line.target?.low ?? null,
        target_high: line.target?.high ?? null,
        unit: line.unit,
      });
    } else if (line.is === 'context') {
      const { source, sensor, zone, target } = line;
      const from = (fact: unknown, other: string | undefined) =>
        fact === undefined ? null : (other ?? source);
      insert('context', {
        id: line.context,
        source,
        off_scale: line.offScale ?? null,
        sensor: sensor ?? null,
        sensor_from: from(sensor, line.sensorFrom),
        zone: zone ?? null,
        zone_from: from(zone, line.zoneFrom),
        target_low: target?.low ?? null,
        target_high: target?.high ?? null,
        target_from: from(target, line.targetFrom),
        import: line.import ?? null,
        scan: line.isScan ? 1 : 0,
      });
    } else if (line.is === 'reading') {
      insert('reading', {
        key: line.person * 2 ** 33 + line.at / 1000,
        mgdl: line.mgdl,
        trend: line.trend ?? null,
        color: line.color ?? null,
        context: line.context,
        drift: line.drift ?? 0,
        created: (line.recordedAt - line.at) / 1000,
      });
      for (const also of line.alsoImported ?? [])
        insert('also_imported', { patient: line.person, at: line.at / 1000, import: also });
    } else if (line.is === 'import') {
      const { is: _, import: id, unitBasis, dateOrder, dateOrderBasis, from, to, ...rest } = line;
      insert('import', {
        ...rest,
        id,
        unit_basis: unitBasis,
        date_order: dateOrder,
        date_order_basis: dateOrderBasis,
        first: from === null ? null : from / 1000,
        last: to === null ? null : to / 1000,
      });
    } else if (line.is === 'watched') insert('watched', { started: line.from, ended: line.to });
    else if (line.is === 'alarm') {
      const { is: _, person, measuredAt, sound, ...rest } = line;
      insert('alarm', { ...rest, patient: person, measured: measuredAt, sound: sound ? 1 : 0 });
    }
  }
  db.close();
  return folder;
}

/** Files that share minutes with each other and with what was heard (from 13:00 on by the wearer's clock). */
const importArbitrary = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 770, max: 800 }),
      fc.constantFrom(100, 101, 120),
      fc.constantFrom<0 | 1>(0, 0, 1),
    ),
    { minLength: 1, maxLength: 12, selector: ([minute]) => minute },
  )
  .map((rows) =>
    fileToImport(libreviewFile(rows), {
      patientId: 'ada',
      dateOrder: 'dmy',
      unit: 'mgdl',
      zone: 'Europe/Berlin',
      scans: true,
    }),
  );

/** Heard twice, and all but value and trend only the first time. */
const TWICE = [
  reading({ measuredAt: NOON - MINUTE, source: 'graph', trend: null }),
  reading({ measuredAt: NOON - MINUTE, utcOffsetSeconds: null, sensorSerial: null, target: null }),
];

const instant = fc.option(fc.integer({ min: NIGHT, max: NIGHT + 10_000_000 }));
const alarmArbitrary: fc.Arbitrary<JournalEntry> = fc.record({
  patientId: fc.constantFrom(null, 'ada', 'known by the journal only'),
  kind: fc.constantFrom<JournalEntry['kind']>('low', 'noData'),
  decision: fc.constantFrom<JournalEntry['decision']>('raised', 'delivery', 'test'),
  reason: fc.constantFrom<JournalEntry['reason']>('belowLimit', 'shown'),
  at: fc.integer({ min: NIGHT, max: NIGHT + 10_000_000 }),
  mgdl: fc.option(fc.integer({ min: 40, max: 500 })),
  measuredAt: instant,
  sound: fc.boolean(),
  since: instant,
  until: instant,
  by: fc.option(fc.constantFrom('window', 'tray')),
});

test('an archive has all that is needed for the same history again, row by row', async () => {
  const contents = fc.record({
    // In few seconds: what several sources say of one instant has facts of each.
    heard: fc.array(readingArbitrary(40), { maxLength: 30 }),
    others: fc.uniqueArray(personArbitrary, { maxLength: 2, selector: ({ patientId }) => patientId }),
    alarms: fc.array(alarmArbitrary, { maxLength: 6 }),
    imports: fc.array(importArbitrary, { maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(contents, async ({ heard, others, alarms, imports }) => {
      const readings = [...heard, ...TWICE];
      const people = [ADA, ...others.map((one) => ({ ...one, target: null, unit: null }))];
      const watched = [{ from: NIGHT, to: NIGHT + 5000 }];
      const { profile, dataDir } = profileWith({ people, readings, alarms, watched, imports });
      const { text } = await exported(profile, { format: 'archive' });
      await profile.close();
      const lines = linesOf(text);
      expect(allOf(restore(lines))).toEqual(allOf(dataDir));
      const counts = { people: 0, imports: 0, readings: 0, watched: 0, alarms: 0 };
      for (const { is } of lines) {
        if (is === 'person') counts.people += 1;
        else if (is === 'import') counts.imports += 1;
        else if (is === 'reading') counts.readings += 1;
        else if (is === 'watched') counts.watched += 1;
        else if (is === 'alarm') counts.alarms += 1;
      }
      expect(lines[0]).toMatchObject({ is: 'archive', version: 1, demo: false });
      expect(lines.at(-1)).toEqual({ is: 'end', ...counts });
    }),
    { numRuns: runs(25, 500) },
  );
});

test('the settings are in it as they are, and no secret', async () => {
  const { profile } = profileWith({ alarms: [ALARM] });
  const settings = profile.settings();
  if (!settings.ok) throw new Error(settings.problem.code);
  const people = { ada: { name: 'Mum', followed: true } } as never;
  settings.value.update((before) => ({ ...before, unit: 'mmol', people }));
  const { text } = await exported(profile, { format: 'archive' });
  const [, line] = linesOf(text);
  const { erased: _erased, ...kept } = settings.value.read();
  expect(line).toEqual({ is: 'settings', settings: kept });
  expect(text).not.toMatch(/password|token|@/i);
});
