import Database from 'better-sqlite3';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { act } from '../../../../src/main/history/acts.ts';
import { backupFolder, backupsOf } from '../../../../src/main/history/backups/backup-names.ts';
import { HistoryFile } from '../../../../src/main/history/history-file.ts';
import { openHistory } from '../../../../src/main/history/history.ts';
import { memoryCopy, readBytes } from '../../../../src/main/history/memory-copy.ts';
import type { Reading } from '../../../../src/shared/glucose/reading.ts';
import { NOON, reading } from '../../../support/readings.ts';
import { runs } from '../../../support/runs.ts';
import fc from '../../../support/seeds.ts';
import { damageArbitrary } from '../damages.ts';
import { putBackIntoFormerForm } from '../former-file.ts';
import {
  clock,
  codeOf,
  openedHistory,
  personInfo,
  stored,
  temporaryFolder,
  valueOf,
} from '../history-folder.ts';
import { placeOf } from './place.ts';

const MINUTE = 60_000;
const PAGE = 4096;
const BACKED_UP = 600;
const SINCE = 400;
const MADE_AT = NOON + BACKED_UP * MINUTE;
const END = NOON + (BACKED_UP + SINCE) * MINUTE;

function minutes(from: number, to: number): Reading[] {
  return Array.from({ length: to - from }, (_, i) => from + i).flatMap((i) => [
    reading({ measuredAt: NOON + i * MINUTE, mgdl: 60 + (i % 200), sensorSerial: `S${i % 7}` }),
    reading({ patientId: 'ben', measuredAt: NOON + i * MINUTE + 1000, mgdl: 250 - (i % 150) }),
  ]);
}

/** A history of two people with a backup, and what it has recorded since, as files: the last of it only in its log. */
async function recorded(): Promise<{ file: Buffer; log: Buffer; backup: string; all: Reading[] }> {
  const path = join(temporaryFolder(), 'history.db');
  const place = placeOf(path, MADE_AT);
  const history = valueOf(place.file.open());
  valueOf(history.rememberPerson(personInfo()));
  valueOf(history.rememberPerson(personInfo({ patientId: 'ben', firstName: 'Ben', lastName: 'Ada' })));
  valueOf(history.record(minutes(0, BACKED_UP)));
  const { path: backup } = valueOf(await act(place, 'backup', { output: null }));
  valueOf(history.record(minutes(BACKED_UP, BACKED_UP + SINCE - 10)));
  valueOf(place.file.whole()).pragma('wal_checkpoint(PASSIVE)');
  valueOf(history.record(minutes(BACKED_UP + SINCE - 10, BACKED_UP + SINCE)));
  return { file: readFileSync(path), log: readFileSync(`${path}-wal`), backup, all: stored(history, null) };
}

/** A folder with a damaged history and that backup. */
function folderWith({ backup }: { backup: string }, file: Buffer, log: Buffer | null): string {
  const path = join(temporaryFolder(), 'history.db');
  mkdirSync(backupFolder(path));
  copyFileSync(backup, join(backupFolder(path), backup.slice(backup.lastIndexOf('/') + 1)));
  writeFileSync(path, file);
  if (log) writeFileSync(`${path}-wal`, log);
  for (const name of log ? [path, `${path}-wal`] : [path]) utimesSync(name, END / 1000, END / 1000);
  return path;
}

function fileAt(path: string): HistoryFile {
  const file = new HistoryFile(path, { ...clock, now: () => END });
  onTestFinished(() => file.close());
  return file;
}

/** Whatever it is, as text: what two histories have in common does not depend on numbers. */
const textsOf = (readings: readonly Reading[]) => new Set(readings.map((one) => JSON.stringify(one)));

/** Readings that the schema takes: what stands beside a trend of 200 is no value to believe either. */
const BELIEVED = `(trend IS NULL OR trend BETWEEN 1 AND 5) AND typeof(trend) IN ('integer', 'null')
  AND typeof(color) IN ('integer', 'null') AND typeof(context) = 'integer' AND typeof(drift) = 'integer'
  AND typeof(created) = 'integer'`;

/** Instants of somebody's readings that plain SQLite gives of a damaged file, one after the other until it fails. */
function plainlyReadable(path: string): [patientId: string, at: number, mgdl: number][] {
  const found: [string, number, number][] = [];
  let db: Database.Database | null = null;
  try {
    db = memoryCopy(readBytes(path));
    const rows = db.prepare<[], [string, number, number]>(
      `SELECT patient_id, key & 0x1ffffffff AS at, mgdl FROM reading JOIN patient ON patient.id = key >> 33
       WHERE ${BELIEVED}
       ORDER BY key`,
    );
    for (const row of rows.raw().iterate()) found.push(row);
  } catch {
    // That is as far as it goes.
  }
  db?.close();
  return found;
}

describe('a damaged history with a backup', () => {
  test(
    'comes back with all that the backup holds and all that can be read of it, and is kept',
    { timeout: 3_600_000 },
    async () => {
      const before = await recorded();
      const keyed = new Map(before.all.map((one) => [`${one.patientId} ${one.measuredAt / 1000}`, one]));
      const heldTexts = [...textsOf(before.all.filter(({ measuredAt }) => measuredAt < MADE_AT))];
      const outcomes: Record<string, number> = {};
      fc.assert(
        fc.property(damageArbitrary, fc.boolean(), (damage, withLog) => {
          const bytes = damage(Buffer.from(before.file));
          const path = folderWith(before, bytes, withLog ? before.log : null);
          const readable = plainlyReadable(path);
          const file = new HistoryFile(path, { ...clock, now: () => END });
          const first = file.open();
          const code = codeOf(first);
          outcomes[code] = (outcomes[code] ?? 0) + 1;
          if (!first.ok && first.problem.code === 'historyDamaged') {
            const { movedTo, readings, restored } = first.problem.params;
            expect(readFileSync(join(movedTo, 'history.bak'))).toEqual(bytes);
            expect(readdirSync(movedTo)).not.toContain('unfinished');
            expect(restored).toMatchObject({ madeAt: MADE_AT });
            const all = stored(valueOf(file.open()), null);
            expect(all).toHaveLength(readings);
            const texts = textsOf(all);
            expect(heldTexts.filter((one) => !texts.has(one))).toEqual([]);
            const instants = new Set(all.map((one) => `${one.patientId} ${one.measuredAt / 1000}`));
            const missing = readable.filter(([patientId, at, mgdl]) => {
              const key = `${patientId} ${at}`;
              return keyed.get(key)?.mgdl === mgdl && !instants.has(key);
            });
            expect(missing).toEqual([]);
            // What is missing for longer than some minutes is from the time that is told.
            const lost = restored!.lost ?? { from: Infinity, to: -Infinity };
            for (const [key, { patientId, measuredAt }] of keyed) {
              // What only a log held that is not there is known to nobody.
              if (instants.has(key) || (!withLog && measuredAt >= END - 10 * MINUTE)) continue;
              const theirs = all.filter((one) => one.patientId === patientId).map((one) => one.measuredAt);
              const around =
                Math.min(END, ...theirs.filter((at) => at > measuredAt)) -
                Math.max(...theirs.filter((at) => at < measuredAt));
              if (around > 20 * MINUTE)
                expect([measuredAt >= lost.from, measuredAt < lost.to], key).toEqual([true, true]);
            }
          }
          file.close();
        }),
        { numRuns: runs(12, 500) },
      );
      expect(outcomes['historyDamaged']).toBeGreaterThan(runs(12, 500) / 2);
    },
  );

  test('of which nothing can be read tells from when to when readings may be missing', async () => {
    const before = await recorded();
    const file = fileAt(folderWith(before, Buffer.alloc(before.file.length, 0xa5), null));
    expect(file.open()).toMatchObject({
      problem: {
        code: 'historyDamaged',
        params: { readings: 2 * BACKED_UP, restored: { madeAt: MADE_AT, lost: { from: MADE_AT, to: END } } },
      },
    });
    expect(file.state.notices.map(({ code }) => code)).toEqual(['historyDamaged']);
  });

  test.each([
    ['', false, false],
    [' of a former form', false, true],
    [', being of a former form itself,', true, false],
    [' of a former form, as it is itself,', true, true],
  ])('whose people and circumstances are lost knows them by the backup%s', async (_, itself, itsBackup) => {
    const before = await recorded();
    const history = join(temporaryFolder(), 'history.db');
    writeFileSync(history, before.file);
    if (itself) putBackIntoFormerForm(history);
    if (itsBackup) putBackIntoFormerForm(before.backup);
    // Its tables begin at the pages 2 to 5: people, their ids, circumstances, readings.
    const bytes = readFileSync(history).fill(0xa5, PAGE, 4 * PAGE);
    const file = fileAt(folderWith(before, bytes, null));
    expect(codeOf(file.open())).toBe('historyDamaged');
    const all = stored(valueOf(file.open()), null);
    expect(textsOf(all)).toEqual(
      textsOf(before.all.filter(({ measuredAt }) => measuredAt < END - 10 * MINUTE)),
    );
  });

  test('never takes somebody’s readings for another’s where the numbers mean something else in the backup', async () => {
    const before = await recorded();
    // A history in which Ben was first, of a time of its own.
    const path = join(temporaryFolder(), 'history.db');
    const history = openedHistory(path);
    valueOf(
      history.record(minutes(BACKED_UP, BACKED_UP + 300).filter(({ patientId }) => patientId === 'ben')),
    );
    valueOf(
      history.record(minutes(BACKED_UP, BACKED_UP + 300).filter(({ patientId }) => patientId === 'ada')),
    );
    history.close();
    const bytes = readFileSync(path).fill(0xa5, PAGE, 4 * PAGE);
    const file = fileAt(folderWith(before, bytes, null));
    expect(codeOf(file.open())).toBe('historyDamaged');
    const truth = new Map(minutes(0, 1000).map((one) => [`${one.patientId} ${one.measuredAt}`, one.mgdl]));
    for (const { patientId, measuredAt, mgdl } of stored(valueOf(file.open()), null))
      expect(truth.get(`${patientId} ${measuredAt}`)).toBe(mgdl);
  });

  test('passes over backups that are damaged, from the future or of before a restore', async () => {
    const before = await recorded();
    const path = folderWith(before, Buffer.alloc(20_000, 0xa5), null);
    const [good] = backupsOf(path);
    for (const [name, bytes] of [
      ['20261120T235900Z.bak', Buffer.alloc(9000, 1)],
      ['20261121T000000Z-before-restore.bak', readFileSync(good!.path)],
      ['20991120T000000Z.bak', readFileSync(good!.path)],
    ] as const)
      writeFileSync(join(backupFolder(path), name), bytes);
    expect(fileAt(path).open()).toMatchObject({ problem: { params: { restored: { madeAt: MADE_AT } } } });
  });

  test('found while the program runs is mended at once, with what was recorded since the backup', async () => {
    const before = await recorded();
    const path = folderWith(before, before.file, before.log);
    const file = fileAt(path);
    valueOf(file.open());
    truncateSync(path, 5 * PAGE);
    expect(codeOf(file.open())).toBe('historyDamaged');
    const after = textsOf(stored(valueOf(file.open()), null));
    for (const one of before.all.filter(({ measuredAt }) => measuredAt < MADE_AT))
      expect(after).toContain(JSON.stringify(one));
    valueOf(valueOf(file.open()).record([reading({ measuredAt: END })]));
  });

  test('whose mending was interrupted is mended by the next start, whatever was recorded meanwhile', async () => {
    const before = await recorded();
    const path = folderWith(before, before.file.fill(0xa5, 0, 100), before.log);
    // Moves it aside, and is ended before anything else.
    expect(codeOf(openHistory(path, clock))).toBe('historyDamaged');
    const late = reading({ patientId: 'cleo', measuredAt: END });
    const between = valueOf(openHistory(path, { ...clock, now: () => END }));
    valueOf(between.record([late, reading({ measuredAt: END })]));
    between.close();
    const file = fileAt(path);
    const all = stored(valueOf(file.open()), null);
    expect(textsOf(all)).toEqual(textsOf([...before.all, late, reading({ measuredAt: END })]));
    expect(file.state.notices).toMatchObject([{ code: 'historyDamaged', params: { readings: all.length } }]);
    file.close();
    const again = fileAt(path);
    expect(stored(valueOf(again.open()), null)).toEqual(all);
    expect(again.state.notices).toEqual([]);
    expect(readdirSync(dirname(path)).toSorted()).toContain('damaged');
  });
});
