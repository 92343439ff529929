import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { memoryVault } from '../../../src/main/credentials/vault.ts';
import { erase, whatGoes } from '../../../src/main/erase/erase.ts';
import { backupsOf } from '../../../src/main/history/backups/backup-names.ts';
import { openSettings } from '../../../src/main/settings/settings-store.ts';
import { isErased, isFollowed } from '../../../src/shared/settings/settings.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { putBackIntoFormerForm } from '../history/former-file.ts';
import { codeOf, rowsOf, valueOf } from '../history/history-folder.ts';
import { ADA, BEN, bensRows, fill, filesIn, tracesOfAda } from './erasable-folder.ts';
import { profileOf } from './profile-of.ts';

async function erased(dataDir: string, patient: string | null, vault = memoryVault()) {
  const profile = profileOf(dataDir, vault);
  try {
    return await erase(profile, valueOf(await whatGoes(profile, patient)));
  } finally {
    await profile.close();
  }
}

/** Files in which there are instants of hers. */
const readingsOfAda = (dataDir: string) =>
  tracesOfAda(dataDir).flatMap((trace) => (trace.endsWith(': a reading') ? [trace.split(':')[0]] : []));

describe('erasing one of two people', () => {
  test('leaves nothing of her in any byte of the folder, and of the other every row', async () => {
    const dataDir = temporaryDirectory();
    await fill(dataDir);
    const history = join(dataDir, 'history.db');
    const [setAside, ...backups] = backupsOf(history)
      .toSorted((one) => (one.reason === 'restore' ? -1 : 1))
      .map(({ path }) => path);
    expect(backups.length).toBeGreaterThan(1);
    const before = [history, ...backups].map(bensRows);
    expect(before[0]![0]).toHaveLength(601);
    // All that is looked for is there to be found.
    const traces = tracesOfAda(dataDir).map((trace) => trace.split(':')[0]);
    for (const file of [
      'history.db',
      'config.json',
      'alarms.json',
      'logs/glucoglance.log',
      'alarms.json.4711',
    ])
      expect(traces).toContain(file);
    for (const path of [setAside!, ...backups]) expect(traces).toContain(path.slice(dataDir.length + 1));

    const vault = memoryVault();
    valueOf(await vault.writeCredentials({ email: 'a@example.org', password: 'p' }));
    const profile = profileOf(dataDir, vault);
    const what = valueOf(await whatGoes(profile, 'Grandma Lovelacenberg'));
    expect(what).toMatchObject({
      people: [{ patientId: ADA.patientId, readings: 650, journal: 1, imports: 1 }],
      everything: false,
      credentials: false,
      backups: backups.length,
      files: 8,
    });
    expect(tracesOfAda(dataDir).length).toBeGreaterThan(20);
    for (const path of [history, setAside!, ...backups])
      expect(readingsOfAda(dataDir)).toContain(path.slice(dataDir.length + 1));
    const done = valueOf(await erase(profile, what));
    await profile.close();
    expect(done).toEqual({ readings: 650, journal: 1, backups: backups.length, files: 8, keychain: null });

    expect(tracesOfAda(dataDir)).toEqual([]);
    expect([history, ...backups].map(bensRows)).toEqual(before);
    for (const path of [history, ...backups]) {
      expect(rowsOf(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(rowsOf(path, 'PRAGMA foreign_key_check')).toEqual([]);
      expect(rowsOf(path, 'PRAGMA freelist_count')).toEqual([{ freelist_count: 0 }]);
    }
    expect(existsSync(setAside!)).toBe(false);
    for (const gone of ['damaged', 'logs', 'erasing.json'])
      expect(existsSync(join(dataDir, gone))).toBe(false);
    expect(readFileSync(join(dataDir, 'alarms.json'), 'utf8')).toContain(BEN.patientId);
    // Ben is still there to be heard of.
    expect(valueOf(await vault.readCredentials())).not.toBe(null);
    expect(existsSync(join(dataDir, 'credentials.bin'))).toBe(true);
    const settings = valueOf(openSettings(dataDir)).read();
    expect(settings.people).toMatchObject({ [BEN.patientId]: { sensorLifeDays: 15 } });
    expect(settings.desktop.trayPerson).toBe(null);
    expect(settings.nightscout).toMatchObject({ on: false, url: null, patientId: null });
    expect(existsSync(join(dataDir, 'nightscout.json'))).toBe(false);
    expect([ADA, BEN].map(({ patientId }) => isFollowed(settings, patientId))).toEqual([false, true]);
    expect(isErased(settings, ADA.patientId)).toBe(true);
  });

  test('leaves nothing of her where history and backups are of a former form', async () => {
    const dataDir = temporaryDirectory();
    await fill(dataDir);
    const history = join(dataDir, 'history.db');
    const kept = backupsOf(history).filter(({ reason }) => reason !== 'restore');
    const paths = [history, ...kept.map(({ path }) => path)];
    const before = paths.map(bensRows);
    for (const path of [...backupsOf(history).map((one) => one.path), history]) putBackIntoFormerForm(path);
    expect(readingsOfAda(dataDir)).toEqual(
      expect.arrayContaining(paths.map((path) => path.slice(dataDir.length + 1))),
    );
    const done = valueOf(await erased(dataDir, ADA.patientId));
    // One more was made before the history was brought up to date.
    expect(done).toMatchObject({ readings: 650, backups: kept.length + 1 });
    expect(tracesOfAda(dataDir)).toEqual([]);
    expect(paths.map(bensRows)).toEqual(before);
    const [update] = backupsOf(history).filter(({ reason }) => reason === 'update');
    expect(bensRows(update!.path)).toEqual(before[0]);
  });

  test('deletes a backup that cannot be rewritten', async () => {
    const dataDir = temporaryDirectory();
    await fill(dataDir, 20);
    const [backup] = backupsOf(join(dataDir, 'history.db')).filter(({ reason }) => reason === 'copy');
    writeFileSync(backup!.path, readFileSync(backup!.path).subarray(0, 9000));
    valueOf(await erased(dataDir, ADA.patientId));
    expect(existsSync(backup!.path)).toBe(false);
    expect(tracesOfAda(dataDir, 20)).toEqual([]);
  });

  test('changes nothing while another program has the history open', async () => {
    const dataDir = temporaryDirectory();
    await fill(dataDir, 20);
    const other = new Database(join(dataDir, 'history.db'));
    other.prepare('SELECT * FROM reading').all();
    const before = filesIn(dataDir);
    expect(codeOf(await erased(dataDir, ADA.patientId))).toBe('historyBusy');
    other.close();
    const after = filesIn(dataDir);
    expect(after.has('erasing.json')).toBe(false);
    expect(JSON.parse(String(after.get('config.json')))).toEqual(
      JSON.parse(String(before.get('config.json'))),
    );
    expect(after.get('alarms.json')).toEqual(before.get('alarms.json'));
    expect(codeOf(await erased(dataDir, ADA.patientId))).toBe('ok');
    expect(tracesOfAda(dataDir, 20)).toEqual([]);
  });
});

describe('erasing the last person, or everything', () => {
  test('takes the credentials along', async () => {
    const dataDir = temporaryDirectory();
    await fill(dataDir, 20);
    const vault = memoryVault();
    valueOf(await vault.writeCredentials({ email: 'a@example.org', password: 'p' }));
    valueOf(await erased(dataDir, BEN.patientId, vault));
    expect(valueOf(await vault.readCredentials())).not.toBe(null);
    valueOf(await erased(dataDir, ADA.patientId, vault));
    expect(valueOf(await vault.readCredentials())).toBe(null);
    expect(tracesOfAda(dataDir, 20)).toEqual([]);
    const names = [...filesIn(dataDir).keys()].filter((name) => !name.startsWith('backups'));
    expect(names.toSorted()).toEqual(['config.json', 'history.db']);
    for (const table of ['patient', 'reading', 'context', 'alarm', 'watched', 'import', 'also_imported'])
      expect(rowsOf(join(dataDir, 'history.db'), `SELECT * FROM ${table}`)).toEqual([]);
  });

  test('of everybody, in one go', async () => {
    const dataDir = temporaryDirectory();
    await fill(dataDir, 20);
    const done = valueOf(await erased(dataDir, null));
    expect(done).toMatchObject({ readings: 40 + 40 + 51, journal: 2 });
    expect(tracesOfAda(dataDir, 20)).toEqual([]);
    for (const bytes of filesIn(dataDir).values()) expect(bytes.includes(BEN.patientId)).toBe(false);
    const settings = valueOf(openSettings(dataDir)).read();
    expect([ADA, BEN].map(({ patientId }) => isErased(settings, patientId))).toEqual([true, true]);
    // An empty folder is no reason to make anything.
    const empty = temporaryDirectory();
    mkdirSync(join(empty, 'logs'));
    expect(valueOf(await erased(empty, null))).toMatchObject({ readings: 0, backups: 0, files: 0 });
    expect(existsSync(join(empty, 'history.db'))).toBe(false);
  });
});
