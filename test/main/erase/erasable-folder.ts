import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markPath, markText } from '../../../src/main/desktop/watchdog/mark.ts';
import { keepEveningCheck } from '../../../src/main/evening/evening-file.ts';
import { UPLOAD_FILE } from '../../../src/main/nightscout/upload-memory.ts';
import { SECONDS } from '../../../src/main/history/reading-table.ts';
import { openSettings } from '../../../src/main/settings/settings-store.ts';
import { DEFAULT_PERSON } from '../../../src/shared/settings/settings.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { initialState } from '../../../src/shared/alarms/state.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { NOON, reading } from '../../support/readings.ts';
import { rowsOf, valueOf } from '../history/history-folder.ts';
import { profileOf } from './profile-of.ts';

/** Long enough for no bytes to be these by chance. */
export const ADA = {
  patientId: 'ada-5f0c1b62-77aa',
  firstName: 'Adelheid',
  lastName: 'Lovelacenberg',
  target: { low: 71, high: 179 },
  unit: 'mgdl',
} as const;
export const BEN = {
  patientId: 'ben-91d2e4c8-10bf',
  firstName: 'Benedikt',
  lastName: 'Nevisheimer',
  target: { low: 70, high: 180 },
  unit: 'mmol',
} as const;
const SERIALS: Record<string, string> = { [ADA.patientId]: 'ADA7SERIAL1', [BEN.patientId]: 'BEN8SERIAL2' };

/** Seconds at which there are readings of Ada, and none of Ben. */
export const ADAS_SECOND = 17;

function readingsOf(patientId: string, first: number, count: number): Reading[] {
  const second = patientId === ADA.patientId ? ADAS_SECOND : 3;
  return Array.from({ length: count }, (_, i) =>
    reading({
      patientId,
      measuredAt: NOON + (first + i) * 60_000 + second * 1000,
      mgdl: 80 + ((first + i) % 90),
      sensorSerial: SERIALS[patientId] ?? null,
      target: patientId === ADA.patientId ? ADA.target : BEN.target,
    }),
  );
}

/** Fills a folder with everything of two people that there may be in one. */
export async function fill(dataDir: string, count = 300): Promise<void> {
  const profile = profileOf(dataDir);
  const { history } = profile;
  const record = async (first: number) => {
    const readings = [ADA, BEN].flatMap(({ patientId }) => readingsOf(patientId, first, count));
    valueOf(await history.ask('record', { people: [ADA, BEN], readings }));
  };
  await record(0);
  const backup = valueOf(await history.ask('backup', { output: null }));
  await record(count);
  const rows = Array.from({ length: 50 }, (_, i): [number, number] => [i, 100]);
  const known = { people: [ADA] };
  const file = fileToImport(libreviewFile(rows), { dateOrder: 'dmy' }, known);
  const other = fileToImport(libreviewFile([[600, 100]]), { dateOrder: 'dmy' }, { people: [BEN] });
  const entry = {
    kind: 'low',
    decision: 'raised',
    reason: 'belowLimit',
    mgdl: 60,
    measuredAt: NOON,
  } as const;
  const more = { sound: true, since: null, until: null, by: null } as const;
  const add = async () => {
    valueOf(await history.ask('importFile', file));
    valueOf(await history.ask('importFile', other));
    const entries = [ADA, BEN].map(({ patientId }) => ({ ...entry, ...more, patientId, at: NOON }));
    valueOf(await history.ask('note', { entries, watched: [{ from: NOON, to: NOON + 60_000 }] }));
  };
  await add();
  // What is set aside for it has all of that too.
  valueOf(await history.ask('restore', { path: backup.path }));
  await record(count);
  await add();
  // Left by a process that was killed: a log that holds what is new.
  const log = readFileSync(join(dataDir, 'history.db-wal'));
  await profile.close();
  mkdirSync(join(dataDir, 'damaged', '20261120T120000Z'), { recursive: true });
  writeFileSync(join(dataDir, 'damaged', '20261120T120000Z', 'history.bak-wal'), log);
  writeFileSync(
    join(dataDir, 'damaged', '20261120T120000Z', 'history.bak'),
    readFileSync(join(dataDir, 'history.db')),
  );
  const settings = valueOf(openSettings(dataDir));
  valueOf(
    settings.update((before) => ({
      ...before,
      people: {
        [ADA.patientId]: { ...DEFAULT_PERSON, name: 'Grandma Lovelacenberg' },
        [BEN.patientId]: { ...DEFAULT_PERSON, sensorLifeDays: 15 },
      },
      desktop: { ...before.desktop, trayPerson: ADA.patientId },
      nightscout: {
        on: true,
        url: 'https://site.example',
        patientId: ADA.patientId,
        intervalMinutes: 5,
      },
    })),
  );
  writeFileSync(join(dataDir, UPLOAD_FILE), '{}');
  await keepEveningCheck(dataDir, { at: NOON, causes: [] });
  writeFileSync(join(dataDir, 'evening.json.4711'), '{}');
  writeFileSync(markPath(dataDir), markText(NOON));
  const config = readFileSync(join(dataDir, 'config.json'));
  for (const left of ['config.json.20261120T120000.000Z.bad', 'config.json.tmp-123'])
    writeFileSync(join(dataDir, left), config);
  const states = [ADA, BEN].map(({ patientId }) => ({ patientId, state: initialState(NOON) }));
  writeFileSync(join(dataDir, 'alarms.json'), JSON.stringify({ version: 1, states }));
  writeFileSync(join(dataDir, 'alarms.json.4711'), JSON.stringify({ version: 1, states }));
  mkdirSync(join(dataDir, 'logs'));
  writeFileSync(join(dataDir, 'logs', 'glucoglance.log'), `{"event":"ALARM","note":"${ADA.patientId}"}\n`);
  for (const secret of ['credentials.bin', 'session.bin']) writeFileSync(join(dataDir, secret), 'encrypted');
}

/** Every file below a folder, with its bytes. */
export function filesIn(dataDir: string): Map<string, Buffer> {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(dataDir, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(dataDir, name))]));
}

/** A second as SQLite writes it into a row, and as it writes the numbers of the first two people's readings. */
function writtenForms(second: number): Buffer[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(second);
  return [bytes, ...[1, 2].map((patient) => variable(patient * SECONDS + second))];
}

/** https://www.sqlite.org/fileformat2.html#varint */
function variable(number: number): Buffer {
  const bytes: number[] = [];
  for (let left = number; left > 0; left = Math.floor(left / 128))
    bytes.unshift((left % 128) + (bytes.length > 0 ? 128 : 0));
  return Buffer.from(bytes);
}

/** Where something of Ada is to be read: file, and what of her. */
export function tracesOfAda(dataDir: string, count = 300): string[] {
  const { patientId, firstName, lastName } = ADA;
  const words = [patientId, firstName, lastName, 'Grandma', SERIALS[patientId]!].map((word) =>
    Buffer.from(word),
  );
  const instants = readingsOf(patientId, 0, 2 * count).map(({ measuredAt }) =>
    writtenForms(measuredAt / 1000),
  );
  return [...filesIn(dataDir)].flatMap(([name, bytes]) => [
    ...words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word.toString()}`),
    ...(instants.flat().some((instant) => bytes.includes(instant)) ? [`${name}: a reading`] : []),
  ]);
}

/** Everything there is of Ben in a history or a backup of one, row by row, and what is nobody's. */
export function bensRows(path: string): unknown[][] {
  const his = `JOIN patient ON patient.id = patient WHERE patient_id = '${BEN.patientId}'`;
  return [
    `SELECT * FROM data_glucose WHERE PatientId = '${BEN.patientId}' ORDER BY Guid`,
    `SELECT reading.*, context.source, sensor, zone, context.target_low, import, scan FROM reading
     JOIN context ON context.id = context ${his.replace('= patient ', '= key >> 33 ')} ORDER BY key`,
    `SELECT * FROM patient WHERE patient_id = '${BEN.patientId}'`,
    `SELECT alarm.* FROM alarm ${his}`,
    'SELECT * FROM watched',
    'SELECT * FROM import WHERE rows = 1',
  ].map((sql) => rowsOf(path, sql));
}
