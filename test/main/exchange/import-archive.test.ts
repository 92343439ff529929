import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings/settings.ts';
import { importArchive, isArchive } from '../../../src/main/exchange/import-archive.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { reading, readingArbitrary } from '../../support/readings.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';
import { rowsOf, temporaryFolder, valueOf } from '../history/history-folder.ts';
import { ADA, ALARM, BEN, exported, NIGHT, profileWith } from './exported.ts';

/** Everything there is, by what survives a change of keys. */
const ALL = {
  data_glucose: 'SELECT * FROM data_glucose ORDER BY Guid',
  people: 'SELECT patient_id, first_name, last_name, target_low, target_high, unit FROM patient ORDER BY id',
  facts: `SELECT key & 0x1ffffffff AS at, patient_id, color, drift, created, context.source, off_scale, sensor, sensor_from, zone, zone_from,
    context.target_low, context.target_high, target_from, scan FROM reading JOIN context ON context.id = reading.context
    JOIN patient ON patient.id = reading.key >> 33 ORDER BY patient_id, at`,
  alarms: `SELECT alarm.at, patient_id, kind, decision, reason, mgdl, measured, sound, since, until, by FROM alarm
    LEFT JOIN patient ON patient.id = alarm.patient ORDER BY alarm.at, alarm.id`,
  watched: 'SELECT * FROM watched ORDER BY started',
  imports: `SELECT at, hash, format, layout, unit, unit_basis, date_order, date_order_basis, zone, first, last, rows,
    inserted, duplicates, conflicts, skipped FROM import WHERE layout <> 'archive' ORDER BY id`,
  shared: `SELECT patient_id, also_imported.at, hash FROM also_imported JOIN import ON import.id = import
    JOIN patient ON patient.id = patient ORDER BY patient_id, also_imported.at, hash`,
};

const allOf = (folder: string) =>
  Object.fromEntries(
    Object.entries(ALL).map(([what, sql]) => [what, rowsOf(join(folder, 'history.db'), sql)]),
  );

function emptyProfile() {
  const dataDir = temporaryFolder();
  const profile = new Profile({ dataDir, clock: new FakeClock(NIGHT + 6 * 60 * MINUTE) });
  onTestFinished(() => profile.close());
  return { dataDir, profile };
}

/** A file of two months later, whose days are no months. */
function imported(...rows: (readonly [number, number, (0 | 1)?])[]) {
  return fileToImport(libreviewFile(rows), { dateOrder: 'dmy', unit: 'mgdl', scans: true });
}

async function archiveOf(profile: Profile): Promise<{ path: string; text: string }> {
  const { text } = await exported(profile, { format: 'archive' });
  const path = join(temporaryFolder(), 'all.archive');
  writeFileSync(path, text);
  return { path, text };
}

const take = (profile: Profile, path: string, more: { isDemo?: boolean; isDryRun?: boolean } = {}) =>
  importArchive(profile, { path, isDemo: false, isDryRun: false, ...more });

describe('an archive', () => {
  it('into an empty folder is everything as it was', async () => {
    const one = profileWith({
      people: [ADA, BEN],
      alarms: [ALARM],
      watched: [{ from: NIGHT, to: NIGHT + MINUTE }],
      imports: [imported([0, 100], [15, 101], [20, 110, 1]), imported([15, 101], [30, 120])],
    });
    const nightscout = { on: true, url: 'https://site.example', patientId: 'ada', intervalMinutes: 5 };
    const settings = valueOf(one.profile.settings());
    valueOf(
      settings.update((before) => ({
        ...before,
        unit: 'mmol',
        feed: { ...before.feed, on: true },
        nightscout,
      })),
    );
    const { path } = await archiveOf(one.profile);
    expect(isArchive(path)).toBe(true);
    const other = emptyProfile();
    const done = valueOf(await take(other.profile, path));
    expect(done).toMatchObject({ inserted: 11, duplicates: 0, conflicts: 0, alreadyImportedAt: null });
    expect(allOf(other.dataDir)).toEqual(allOf(one.dataDir));
    // What leaves a computer is switched on at that computer.
    const { feed, nightscout: upload } = DEFAULT_SETTINGS;
    expect(valueOf(other.profile.settings()).read()).toEqual({
      ...settings.read(),
      feed,
      nightscout: upload,
    });

    // And again adds nothing.
    const again = valueOf(await take(other.profile, path));
    expect(again).toMatchObject({ inserted: 0, duplicates: 11, conflicts: 0, settings: null });
    expect(again.alreadyImportedAt).toBe(NIGHT + 6 * 60 * MINUTE);
    expect(allOf(other.dataDir)['data_glucose']).toEqual(allOf(one.dataDir)['data_glucose']);
    expect(allOf(other.dataDir)['alarms']).toEqual(allOf(one.dataDir)['alarms']);
  });

  it('of any readings is the same again', async () => {
    const any = fc.uniqueArray(readingArbitrary(4000), {
      selector: ({ measuredAt }) => measuredAt,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(any, async (readings) => {
        const one = profileWith({ readings });
        const other = emptyProfile();
        const { path } = await archiveOf(one.profile);
        valueOf(await take(other.profile, path));
        expect(allOf(other.dataDir)).toEqual(allOf(one.dataDir));
        await one.profile.close();
        await other.profile.close();
      }),
      { numRuns: runs(15, 300) },
    );
  });

  it('beside other readings brings what was not there, and is taken back without them', async () => {
    const at = (minutes: number, changes = {}) =>
      reading({ measuredAt: NIGHT + minutes * MINUTE, ...changes });
    const graph = { source: 'graph', trend: null } as const;
    const one = profileWith({
      readings: [
        at(0, { mgdl: 90 }),
        at(5, { mgdl: 91 }),
        at(15.4, { ...graph, mgdl: 92 }),
        at(20, { source: 'import', mgdl: 93 }),
      ],
      alarms: [ALARM],
    });
    const other = profileWith({
      people: [{ ...ADA, firstName: 'Adele' }],
      readings: [
        at(0, { mgdl: 190 }),
        at(15, { ...graph, mgdl: 192 }),
        at(20.5, { mgdl: 193 }),
        at(30, { mgdl: 194 }),
      ],
    });
    const before = allOf(other.dataDir);
    const { path } = await archiveOf(one.profile);
    const done = valueOf(await take(other.profile, path));
    expect(done).toMatchObject({ inserted: 1, duplicates: 2, conflicts: 1, settings: null });
    const after = allOf(other.dataDir);
    expect(after['data_glucose']).toHaveLength(5);
    expect([after['alarms'], after['people']]).toEqual([before['alarms'], before['people']]);
    const undone = await other.profile.history.ask('undoImport', { importId: done.importId! });
    expect(valueOf(undone)).toEqual({ removed: 1 });
    expect(allOf(other.dataDir)).toEqual(before);
  });

  it('with --dry-run is only counted', async () => {
    const { path } = await archiveOf(profileWith().profile);
    const other = emptyProfile();
    expect(valueOf(await take(other.profile, path, { isDryRun: true }))).toMatchObject({
      importId: null,
      inserted: 7,
    });
    expect(allOf(other.dataDir)['people']).toEqual([]);
  });

  it('that is not whole, not ours to read or of other readings leaves nothing', async () => {
    const { text } = await archiveOf(profileWith({ alarms: [ALARM] }).profile);
    const lines = text.trimEnd().split('\n');
    const bad: [string, string][] = [
      ...lines.map((_, i): [string, string] => [
        'archiveBroken',
        lines
          .toSpliced(i, lines.length)
          .map((line) => `${line}\n`)
          .join(''),
      ]),
      ['archiveBroken', text.slice(0, -20)],
      ['archiveBroken', text.trimEnd()],
      ['archiveBroken', `${text}${lines[1]}\n`],
      ['archiveBroken', text.replace('"mgdl":143', '"mgdl":14300')],
      ['archiveBroken', lines.filter((line) => !line.includes('"mgdl":143')).join('\n') + '\n'],
      ['archiveNewer', text.replace('"version":1', '"version":2')],
      ['archiveOfDemo', text.replace('"demo":false', '"demo":true')],
    ];
    const other = emptyProfile();
    for (const [fault, content] of bad.slice(1)) {
      const path = join(temporaryFolder(), 'bad');
      writeFileSync(path, content);
      const done = await take(other.profile, path);
      expect([fault, done]).toMatchObject([
        fault,
        { ok: false, problem: { code: 'fileNotUnderstood', params: { fault } } },
      ]);
    }
    const { people, imports } = allOf(other.dataDir);
    expect([people, imports]).toEqual([[], []]);
  });
});
