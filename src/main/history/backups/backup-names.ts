import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupReason } from './kept-backups.ts';

const FOLDER = 'backups';
const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-before-(update|restore))?(?:-\d+)?\.bak$/;

/** A backup as its name says it is; `at` in ms UTC. */
export interface NamedBackup {
  path: string;
  at: number;
  reason: BackupReason;
}

/** Where the backups of a history are kept. @param path of the history */
export function backupFolder(path: string): string {
  return join(dirname(path), FOLDER);
}

/** A name that is not taken yet, in the folder of backups. */
export function newBackupPath(path: string, at: number, reason: BackupReason): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const name = join(backupFolder(path), reason === 'copy' ? stamp : `${stamp}-before-${reason}`);
  let target = `${name}.bak`;
  for (let attempt = 2; existsSync(target); attempt++) target = `${name}-${attempt}.bak`;
  return target;
}

/** Everything in the folder that is named like a backup, the newest first; none where there is no folder. */
export function backupsOf(path: string): NamedBackup[] {
  const folder = backupFolder(path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): NamedBackup[] => {
      const read = NAME.exec(name);
      if (!read) return [];
      const [year = 0, month = 1, ...rest] = read.slice(1, 7).map(Number);
      const reason = (read[7] ?? 'copy') as BackupReason;
      return [{ path: join(folder, name), at: Date.UTC(year, month - 1, ...rest), reason }];
    })
    .toSorted((a, b) => b.at - a.at || (a.path < b.path ? 1 : -1));
}

/** What a process that was killed has left behind, or one that is at work is writing. */
export function leftovers(path: string): string[] {
  const folder = backupFolder(path);
  const parts = readdirSync(folder).filter((name) => /\.part(-\w+)?$/.test(name));
  return [...parts.map((name) => join(folder, name)), restoringPath(path)].filter((one) => existsSync(one));
}

/** Where a backup is written that is to take the place of the history. */
export function restoringPath(path: string): string {
  return `${path}.restoring`;
}
