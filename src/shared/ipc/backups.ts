import type { Result } from '../result.ts';
import { channel } from './channel.ts';

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

export const BACKUPS = {
  /** Each looked through, the newest first. */
  'backups:list': channel<undefined, Result<BackupEntry[]>>('window'),
  'backups:make': channel<undefined, Result<{ bytes: number; readings: number }>>('window'),
  /** What a backup holds, and what is recorded now that it does not. */
  'backups:look': channel<{ name: string }, Result<{ holds: HeldReadings; lacks: HeldReadings }>>('window'),
  /** Puts it in the place of the history; `setAside`: the backup that has what was there before. */
  'backups:restore': channel<{ name: string }, Result<{ setAside: string | null; readings: number }>>(
    'window',
  ),
};
