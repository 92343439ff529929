import type { HeldColumns } from '../../../shared/exchange/file-columns.ts';
import type { Imported, ImportEntry } from '../../../shared/exchange/import-file.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ArchiveImported, ArchiveToImport } from '../archive.ts';
import type { FileToImport } from '../imports.ts';
import { within, type Place } from './place.ts';

/** What a file is understood by: all that is held of some people. */
export function held(place: Place, { patientIds }: { patientIds: readonly string[] }): Result<HeldColumns[]> {
  return within(place, ({ imports }) => imports.held(patientIds));
}

/** What would become of the readings of a file. */
export function planImport(place: Place, file: FileToImport): Result<Imported> {
  return within(place, ({ imports }) => imports.plan(file, place.goOn));
}

/** Imports a file: all of it that the history lacks, or nothing where nobody waits for it any more. */
export function importFile(place: Place, file: FileToImport): Result<Imported> {
  return within(place, ({ imports }) => imports.add(file, place.goOn));
}

/** Takes an archive over whole, or nothing of it. */
export function importArchive(place: Place, archive: ArchiveToImport): Result<ArchiveImported> {
  return within(place, ({ imports }) => imports.addArchive(archive, place.goOn));
}

/** The imports that were not taken back, oldest first. */
export function imports(place: Place): Result<ImportEntry[]> {
  return within(place, (history) => history.imports.all());
}

/** Takes an import back. @returns how many readings went; `importUnknown` */
export function undoImport(place: Place, { importId }: { importId: number }): Result<{ removed: number }> {
  const undone = within(place, (history) => history.imports.undo(importId));
  if (!undone.ok) return undone;
  return undone.value === null ? fail(problem('importUnknown', { importId })) : ok({ removed: undone.value });
}
