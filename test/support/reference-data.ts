import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Other people's captured data, which the project may not carry; GLUCOGLANCE_REFERENCE_DATA says where it is. Tests that
 * need it are skipped without it, and their name says so.
 */
const folder = process.env['GLUCOGLANCE_REFERENCE_DATA'];

if (folder && !existsSync(folder)) throw new Error(`GLUCOGLANCE_REFERENCE_DATA is no folder: ${folder}`);

export const hasReferenceData = Boolean(folder);

export function referencePath(...parts: string[]): string {
  return join(folder ?? '', ...parts);
}

export function referenceJson(...parts: string[]): unknown {
  return JSON.parse(readFileSync(referencePath(...parts), 'utf8'));
}
