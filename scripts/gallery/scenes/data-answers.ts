import type { BackupEntry } from '../../../src/shared/ipc/backups.ts';
import type { ErasureShown } from '../../../src/shared/ipc/erase.ts';
import type { RecordedPerson } from '../../../src/shared/ipc/exports.ts';
import { ok } from '../../../src/shared/result.ts';
import { DAY, HOUR } from '../../../src/shared/time.ts';
import { NOON } from '../../../test/support/readings.ts';
import type { Answers } from './chart-answers.ts';
import { checksWith, report } from './snapshots.ts';

export const recordedPeople: readonly RecordedPerson[] = [
  { patientId: 'ada', name: 'Ada Lindqvist', unit: 'mmol' },
  { patientId: 'ben', name: 'Ben Marlowe', unit: 'mgdl' },
];

const FIRST = NOON - 400 * DAY;

/** A backup made so long before noon, in days. */
function backup(days: number, changes: Partial<BackupEntry> = {}): BackupEntry {
  const at = NOON - 6 * HOUR - days * DAY;
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const readings = 128_412 - Math.round(days * 1400);
  const holds = { readings, people: 2, from: FIRST, to: at - 60_000 };
  return { name: `${stamp}.bak`, at, reason: 'copy', bytes: 13_631_488 - days * 90_000, holds, ...changes };
}

export const backupList: readonly BackupEntry[] = [
  backup(0),
  backup(1),
  backup(2, { holds: null }),
  backup(2.2, { name: '20261118T011200Z-before-restore.bak', reason: 'restore' }),
  backup(9),
  backup(17, { name: '20261103T060000Z-before-update.bak', reason: 'update' }),
];

export const erasure: ErasureShown = {
  people: [{ patientId: 'ada', name: 'Ada Lindqvist', readings: 98_204, journal: 412, imports: 2 }],
  everything: false,
  backups: 5,
  files: 7,
  credentials: false,
};

/** What main says to the page of data. */
export const dataAnswers: Answers = {
  'status:read': ok(report),
  'status:check': ok(checksWith()),
  'imports:list': ok([]),
  'exports:people': ok(recordedPeople),
  'backups:list': ok(backupList),
  'backups:look': ok({
    holds: backupList[1]!.holds,
    lacks: { readings: 2610, people: 2, from: NOON - 30 * HOUR, to: NOON - 60_000 },
  }),
  'erase:look': ok(erasure),
};
