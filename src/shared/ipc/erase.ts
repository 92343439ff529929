import type { Result } from '../result.ts';
import { channel } from './channel.ts';

/** Whom to erase; null: everybody, and what belongs to nobody. */
export interface ErasureAsked {
  patientId: string | null;
}

/** What would go, and with whom. */
export interface ErasureShown {
  people: readonly {
    patientId: string;
    /** As they are called here. */
    name: string;
    readings: number;
    journal: number;
    imports: number;
  }[];
  everything: boolean;
  /** Backups that are written anew, and other files that are deleted. */
  backups: number;
  files: number;
  /** E-mail, password and session go too. */
  credentials: boolean;
}

/** What went. */
export interface ErasureDone {
  readings: number;
  journal: number;
  backups: number;
  files: number;
}

/** An erasure that was interrupted: it is not at its end, whatever is still to be found of them. */
export interface ErasureBegun {
  people: readonly { patientId: string; name: string }[];
  everything: boolean;
}

export const ERASE = {
  /** Null: none was interrupted. */
  'erase:begun': channel<undefined, Result<ErasureBegun | null>>('window'),
  'erase:look': channel<ErasureAsked, Result<ErasureShown>>('window'),
  /** After a question of the system's, which no page can answer; null where the person thought better of it. */
  'erase:do': channel<ErasureAsked, Result<ErasureDone | null>>('window'),
};
