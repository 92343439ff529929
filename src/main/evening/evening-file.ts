import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEveningCheck, type EveningCheck } from '../../shared/night/evening.ts';
import { inTurn } from '../files/in-turn.ts';
import { KeptFile } from '../files/kept-file.ts';

/** In the data folder. Names nobody, and says how this computer was. */
export const EVENING_FILE = 'evening.json';

const pathOf = (dataDir: string): string => join(dataDir, EVENING_FILE);

/** The evening check that was last made; null: none, or nobody can say. */
export function lastEveningCheck(dataDir: string): Promise<EveningCheck | null> {
  return inTurn(async () => {
    const text = await readFile(pathOf(dataDir), 'utf8').catch(() => '');
    try {
      return readEveningCheck(JSON.parse(text));
    } catch {
      return null;
    }
  });
}

/** Keeps the last one, for the next start and for whoever asks how it was. */
export function keepEveningCheck(dataDir: string, check: EveningCheck): Promise<void> {
  return new KeptFile(pathOf(dataDir)).write(JSON.stringify(check));
}
