import type { Armed } from '../alarms/armed.ts';
import type { ShownAlarm } from '../alarms/shown-alarm.ts';
import type { Speech } from './speech.ts';
import type { Settings } from '../settings/settings.ts';
import type { AppState } from './app-state.ts';
import type { BackupState } from './backup-state.ts';
import type { FeedState } from './feed-state.ts';
import type { Notice } from './notices.ts';
import type { UpdateState } from './update-state.ts';
import type { UploadState } from './upload-state.ts';

/**
 * Whose readings are shown: nobody's before the sign-in, the account's, or those of the built-in simulator. `starting`:
 * the keychain is being asked; what the history holds is shown meanwhile. `paused`: nobody is watched while the account's
 * data is put back or erased.
 */
export type Mode = 'starting' | 'signedOut' | 'account' | 'demo' | 'paused';

/** Where e-mail, password and session are kept, and why not somewhere safer. */
export interface VaultState {
  kind: 'keytar' | 'file' | 'memory';
  /** Why the system’s keychain is not used, and what else not: codes of causes; null where it is. */
  cause: string | null;
}

/** All the window shows; it takes one when it opens and each newer one after that. */
export interface Snapshot {
  /** Grows with every change; an older snapshot that comes late is dropped. */
  sequence: number;
  /** What to add to this computer's clock for the time that ages are counted by, ms; not 0 where the clock is far off. */
  clockOffset: number;
  /** How the pages speak. */
  speech: Speech;
  mode: Mode;
  state: AppState | null;
  settings: Settings;
  /** What rings and what is silenced, the most urgent first. */
  alarms: readonly ShownAlarm[];
  armed: Armed;
  vault: VaultState | null;
  /** Null while nobody is followed, in the demo, and until it is known. */
  backup: BackupState | null;
  /** The upload to a Nightscout site; null while it is off. */
  upload: UploadState | null;
  /** The local feed; null while it is off. */
  feed: FeedState | null;
  /** Newer versions; null where there is no address to ask, or nobody has looked yet. */
  update: UpdateState | null;
  notices: readonly Notice[];
}
