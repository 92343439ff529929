import type { ImportEntry } from '../exchange/import-file.ts';
import type { Result } from '../result.ts';
import { channel } from './channel.ts';

export const IMPORTS = {
  /** The imports that were not taken back, newest first. */
  'imports:list': channel<undefined, Result<ImportEntry[]>>('window'),
  'imports:undo': channel<{ importId: number }, Result<{ removed: number }>>('window'),
};
