import { shell, type WebContents } from 'electron';
import { basename } from 'node:path';
import { FILE_ENDINGS } from '../../../shared/exchange/export-formats.ts';
import type { ExportAsked, SavedExport } from '../../../shared/ipc/exports.ts';
import { say } from '../../../shared/messages/say.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { writeExport } from '../../exchange/write-export.ts';
import { writeGivenPieces } from '../../files/given-file.ts';
import type { Profile } from '../../profile/profile.ts';
import { windowOf } from '../../reports/period.ts';
import { askWhereToSave } from '../windows/save-dialog.ts';

/** Of what is written, and for whom. */
interface Around {
  profile: Profile;
  /** The readings are made up. */
  demo: boolean;
  /** The window that asks. */
  asker: WebContents;
  /** Nobody wants it any more: then nothing is left of it, and it rejects. */
  signal: AbortSignal;
  /** Told how much of it is written, a share of one. */
  progress: (done: number) => void;
}

/** Where each window has saved something last. */
const saved = new WeakMap<WebContents, string>();

/** Writes the readings where the person says; null: they thought better of it. */
export async function saveExport(
  { format, patientId, period, named, decimalComma, unit }: ExportAsked,
  { profile, demo, asker, signal, progress }: Around,
): Promise<Result<SavedExport | null>> {
  const stem = format === 'archive' ? 'glucoglance-archive' : `glucose-${format}`;
  const file = { stem, kind: say(`window.exports.formats.${format}`), ending: FILE_ENDINGS[format] };
  const now = profile.time.now();
  const path = await askWhereToSave(file, { asker, now, signal });
  if (path === null) return ok(null);
  const window = period === null ? {} : windowOf(period, now);
  const patient = patientId ?? undefined;
  const wanted =
    format === 'archive'
      ? { format, demo }
      : { format, patient, window, names: named, decimalComma, demo, unitFor: () => unit };
  const onProgress = (written: number, of: number) => progress(written / of);
  const written = await writeGivenPieces(
    path,
    (put) => writeExport(wanted, { profile, put, signal, onProgress }),
    signal,
  );
  if (!written.ok) return written;
  saved.set(asker, path);
  return ok({ file: basename(path), ...written.value });
}

/** Nothing where nothing was saved since this window is there. */
export function showSaved(asker: WebContents): void {
  const path = saved.get(asker);
  if (path !== undefined) shell.showItemInFolder(path);
}
