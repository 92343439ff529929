import {
  packReadings,
  type PackedReadings,
  type ReadingKind,
} from '../../src/shared/chart/packed-readings.ts';
import type { ReadingColumns } from '../../src/shared/chart/reading-columns.ts';

/** Columns as the history packs its readings; instants are of whole seconds. */
export function packed({ at, mgdl, source, offScale, sensor }: ReadingColumns): PackedReadings {
  const kinds: ReadingKind[] = [];
  const places = new Map<string, number>();
  const context = Uint32Array.from(at, (_, i) => {
    const kind = { source: source[i] ?? 0, offScale: offScale[i] ?? 0, sensor: sensor[i] ?? 0 };
    const name = Object.values(kind).join();
    const place = places.get(name) ?? kinds.push(kind) - 1;
    places.set(name, place);
    return place;
  });
  return packReadings({ at: at.map((instant) => instant / 1000), mgdl, context }, kinds);
}
