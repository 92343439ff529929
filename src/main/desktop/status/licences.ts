import { app } from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTurn } from '../../files/in-turn.ts';

/** The licences of the works of others that are in the program: what the build has written beside it. */
export function readLicences(): Promise<string> {
  return inTurn(() => readFile(join(app.getAppPath(), 'out/THIRD-PARTY-NOTICES.txt'), 'utf8'));
}
