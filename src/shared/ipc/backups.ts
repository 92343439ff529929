import type { Result } from '../result.ts';
import { channel } from './channel.ts';
import type { FileAtHand } from './imports.ts';

/** What a history holds: from the first to the last reading, ms UTC, null where there is none. */
export interface HeldReadings {
  readings: number;
  people: number;
  from: number | null;
  to: number | null;
}

/** A backup among those of the data folder. */
export interface BackupEntry {
  /** Of its file; what it is called when it is to be put back. */
  name: string;
  /** When it was made, ms UTC. */
  at: number;
  /** `update` and `restore`: before one of these. */
  reason: 'copy' | 'update' | 'restore';
  bytes: number;
  /** Null: it is not sound. */
  holds: HeldReadings | null;
}

/** One of those of the data folder, or a file that was chosen: main knows by the number which, and the page never where. */
export type BackupNamed = { name: string } | { file: number };

export const BACKUPS = {
  /** Each looked through, the newest first. */
  'backups:list': channel<undefined, Result<BackupEntry[]>>('window'),
  'backups:make': channel<undefined, Result<{ bytes: number; readings: number }>>('window'),
  /** Lets somebody choose a copy that lies elsewhere; null: they thought better of it. Nothing is looked at yet. */
  'backups:choose': channel<undefined, Result<FileAtHand | null>>('window'),
  /** What a backup holds, and what is recorded now that it does not. `fileNotAtHand`: another was chosen since. */
  'backups:look': channel<BackupNamed, Result<{ holds: HeldReadings; lacks: HeldReadings }>>('window'),
  /** Puts it in the place of the history; `setAside`: the backup that has what was there before. */
  'backups:restore': channel<BackupNamed, Result<{ setAside: string | null; readings: number }>>('window'),
};
