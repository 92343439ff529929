import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../shared/schemas.ts';
import type { Person } from '../../shared/glucose/reading.ts';

/** What is being erased: whom, and whether that is everything. */
export interface Erasure {
  people: readonly Person[];
  everything: boolean;
}

const schema = z.object({
  people: z.array(z.object({ patientId: z.string(), firstName: z.string(), lastName: z.string() })),
  everything: z.boolean(),
});

function pathOf(dataDir: string): string {
  return join(dataDir, 'erasing.json');
}

/**
 * What was being erased when that was interrupted; null: nothing. Whoever is gone from the history already is known by
 * it, and it goes last.
 */
export function interruptedErasure(dataDir: string): Erasure | null {
  try {
    return schema.parse(JSON.parse(readFileSync(pathOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

export function beginErasure(dataDir: string, erasure: Erasure): void {
  writeFileSync(pathOf(dataDir), JSON.stringify(erasure), { mode: 0o600, flush: true });
}

export function endErasure(dataDir: string): void {
  rmSync(pathOf(dataDir), { force: true });
}
