import type { Check } from '../doctor/checks.ts';
import type { Result } from '../result.ts';
import type { RelaunchHold } from '../state/planned-relaunch.ts';
import { channel } from './channel.ts';

/** What a person who is asked for help needs to know; no names, no values. Instants in ms UTC. */
export interface StatusReport {
  version: string;
  electron: string;
  sqlite: string | null;
  platform: string;
  dataDir: string;
  logDir: string;
  startedAt: number;
  /** What the program takes now, and why it does not start anew where that is too much. */
  memory: { megabytes: number; hold: RelaunchHold | null };
  historyBytes: number | null;
  /** When the history was last opened, and with that checked. */
  historyCheckedAt: number | null;
  /** Readings in the history, of everybody. */
  recorded: number | null;
  /** Recorded since local midnight, and how many there would be at one a minute; of everybody followed. */
  readingsToday: { recorded: number; expected: number } | null;
  serverHost: string;
  tokenExpiresAt: number | null;
  /** By what means a notification is shown here. */
  notifications: string;
}

export const STATUS = {
  'status:read': channel<undefined, Result<StatusReport>>('window'),
  /** Everything that `doctor` looks at, looked at anew. Takes a moment, and tells how far it is. */
  'status:check': channel<undefined, Result<Check[]>>('window'),
  /** The licences of what others have made and comes with the program. */
  'licences:read': channel<undefined, Result<string>>('window'),
  /** Puts the text into the clipboard and gives it back to be seen. */
  'diagnostics:copy': channel<undefined, Result<string>>('window'),
};
