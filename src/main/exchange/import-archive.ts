import { closeSync, openSync, readSync } from 'node:fs';
import { ok, type Result } from '../../shared/result.ts';
import type { ArchiveImported } from '../history/archive.ts';
import type { Profile } from '../profile/profile.ts';
import { patiently } from './patience.ts';

/** How an archive begins, and no other file. */
const BEGINNING = '{"is":"archive"';

/** Whether a file is an archive, as far as its beginning tells; one that cannot be read is none. */
export function isArchive(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const beginning = Buffer.alloc(BEGINNING.length);
      return beginning.toString('utf8', 0, readSync(file, beginning)) === BEGINNING;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/**
 * Takes an archive over; the settings in it where nothing was here before, but for what leaves this computer: that is
 * switched on here or not at all. See `archiveImport` of the history.
 */
export async function importArchive(
  profile: Profile,
  archive: { path: string; isDemo: boolean; isDryRun: boolean },
  signal?: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<Result<ArchiveImported>> {
  const done = await patiently(profile, () =>
    profile.history.ask('importArchive', archive, signal, onProgress),
  );
  if (!done.ok || archive.isDryRun || done.value.settings === null) return done;
  const { settings } = done.value;
  const store = profile.settings();
  const kept = store.ok
    ? store.value.update(({ erased, feed, nightscout }) => ({ ...settings, erased, feed, nightscout }))
    : store;
  return kept.ok ? ok(done.value) : kept;
}
