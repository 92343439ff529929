import type { Result } from '../../shared/result.ts';
import type { ExportAround, Exported, ExportWanted } from './export-history.ts';

/** Everything of everybody, or readings for other programs. */
export type AnyExportWanted = ExportWanted | { format: 'archive'; demo: boolean };

/**
 * Writes what is wanted, piece by piece. Only here: nobody else pays for what writes.
 *
 * @returns as `exportHistory` and `exportArchive`
 */
export async function writeExport(wanted: AnyExportWanted, around: ExportAround): Promise<Result<Exported>> {
  if (wanted.format === 'archive') {
    const { exportArchive } = await import('./export-archive.ts');
    return exportArchive(wanted.demo, around);
  }
  const { exportHistory } = await import('./export-history.ts');
  return exportHistory(wanted, around);
}
