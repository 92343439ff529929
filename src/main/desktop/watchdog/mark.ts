import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { WATCHDOG_FILE } from '../../files/data-directory.ts';

/** Where the watchdog leaves since when nobody watches, for the next start to tell. */
export const markPath = (dataDir: string): string => join(dataDir, WATCHDOG_FILE);

/** What stands there. @param since the last sign of life, ms UTC */
export const markText = (since: number): string => JSON.stringify({ silentSince: since });

/** Since when the last run was silent before it ended, ms UTC; null: it was not. Takes the mark away. */
export function takeMark(dataDir: string): number | null {
  try {
    const text = readFileSync(markPath(dataDir), 'utf8');
    rmSync(markPath(dataDir), { force: true });
    const since = (Object(JSON.parse(text)) as Record<string, unknown>)['silentSince'];
    return typeof since === 'number' && Number.isSafeInteger(since) ? since : null;
  } catch {
    return null;
  }
}
