import type { JournalEntry } from '../alarms/journal-entry.ts';
import type { Person, ReadingSource } from '../glucose/reading.ts';
import type { OffScale, Target } from '../glucose/range.ts';
import type { Unit } from '../glucose/units.ts';
import type { Settings } from '../settings/settings.ts';
import { SECOND } from '../time.ts';
import type { StoredColumns, StoredContext, StoredImport } from './stored-columns.ts';

/** Of the form of the file; one that is higher has something that this program would lose. */
export const ARCHIVE_VERSION = 1;

/** All but who was erased from the folder, which is nobody else's concern. */
export type ArchivedSettings = Omit<Settings, 'erased'>;

/**
 * A line of an archive, as docs/archive.md describes them. Instants are ms UTC; what is not there is null or left out.
 * The first is the `archive`, the last the `end`; whatever a line names stands before it.
 */
export type ArchiveLine =
  | {
      is: 'archive';
      version: typeof ARCHIVE_VERSION;
      /** Of the program that wrote it. */
      program: string;
      writtenAt: number;
      demo: boolean;
      statement: readonly string[];
    }
  | { is: 'settings'; settings: ArchivedSettings }
  | ({ is: 'person'; person: number; target: Target | null; unit: Unit | null } & Person)
  | ({ is: 'import'; import: number } & Omit<StoredImport, 'importId'>)
  | {
      is: 'context';
      context: number;
      source: ReadingSource;
      offScale?: OffScale;
      sensor?: string;
      /** Where sensor, zone and target are from, if not from the source of the value. */
      sensorFrom?: ReadingSource;
      zone?: number;
      zoneFrom?: ReadingSource;
      target?: Target;
      targetFrom?: ReadingSource;
      /** Of the import it came with. */
      import?: number;
      /** A scan out of a file. */
      isScan?: true;
    }
  | {
      is: 'reading';
      person: number;
      context: number;
      at: number;
      mgdl: number;
      trend?: number;
      color?: number;
      /** The wearer's clock minus its zone's time, seconds; 0 where it is left out. */
      drift?: number;
      recordedAt: number;
      /** Later imports that had the same reading. */
      alsoImported?: number[];
    }
  | { is: 'watched'; from: number; to: number }
  | ({ is: 'alarm'; person: number | null } & Omit<JournalEntry, 'patientId'>)
  | { is: 'end'; people: number; imports: number; readings: number; watched: number; alarms: number };

export function archiveLine(line: ArchiveLine): string {
  return `${JSON.stringify(line)}\n`;
}

/**
 * Writes readings, each context once before the first that has it.
 *
 * @param imports those that stand in the file; of others nothing is said
 * @returns lines of a part of a person's readings
 */
export function archiveReadings(
  imports: ReadonlySet<number>,
): (person: number, part: StoredColumns) => string {
  const written = new Set<number>();
  return (person, { at, mgdl, trend, context, contexts, rest }) => {
    let text = '';
    for (const one of contexts) {
      if (written.has(one.key)) continue;
      written.add(one.key);
      text += archiveLine(contextLine(one, one.key, imports));
    }
    const also = new Map<number, number[]>();
    for (const [place, importId] of rest?.also ?? [])
      if (imports.has(importId)) also.set(place, [...(also.get(place) ?? []), importId]);
    for (let i = 0; i < at.length; i++) {
      const alsoImported = also.get(i);
      const measured = (at[i] ?? 0) * SECOND;
      const color = rest?.color[i] ?? Number.NaN;
      text += archiveLine({
        is: 'reading',
        person,
        context: contexts[context[i] ?? 0]?.key ?? 0,
        at: measured,
        mgdl: mgdl[i] ?? 0,
        ...(trend[i] && { trend: trend[i] }),
        ...(!Number.isNaN(color) && { color }),
        ...(rest?.drift[i] && { drift: rest.drift[i] }),
        recordedAt: (rest?.recorded[i] ?? 0) * SECOND,
        ...(alsoImported && { alsoImported }),
      });
    }
    return text;
  };
}

function contextLine(context: StoredContext, key: number, imports: ReadonlySet<number>): ArchiveLine {
  const { source, offScale, sensor, sensorFrom, zone, zoneFrom, target, targetFrom, isScan } = context;
  const other = (from: ReadingSource | null): from is ReadingSource => from !== null && from !== source;
  return {
    is: 'context',
    context: key,
    source,
    ...(offScale !== null && { offScale }),
    ...(sensor !== null && { sensor }),
    ...(other(sensorFrom) && { sensorFrom }),
    ...(zone !== null && { zone }),
    ...(other(zoneFrom) && { zoneFrom }),
    ...(target !== null && { target }),
    ...(other(targetFrom) && { targetFrom }),
    ...(context.import !== null && imports.has(context.import) && { import: context.import }),
    ...(isScan && { isScan }),
  };
}
