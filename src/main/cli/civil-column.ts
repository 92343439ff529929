import {
  civilText,
  MAX_ZONE_SECONDS,
  offsetText,
  type OffsetAt,
} from '../../shared/statistics/civil-clock.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { systemOffset } from '../time/civil-time.ts';
import type { GlucoseService, PersonReading } from '../service.ts';

/** An instant (ms UTC) and by how many seconds the clock it is written on is ahead of UTC. */
export interface CivilTime {
  at: number;
  offset: number;
}

/** `2026-11-21 14:30:05+01:00`: whose clock it is can be told from the time itself. */
export function zonedText({ at, offset }: CivilTime): string {
  return civilText(at, offset) + offsetText(offset);
}

/** `Measured (UTC+01:00)`; what changes on the way stands there in its order. */
export function zonedHeading(heading: string, offsets: readonly number[]): string {
  return `${heading} (${[...new Set(offsets)].map((offset) => `UTC${offsetText(offset)}`).join(', ')})`;
}

/** A column of times: the zone stands in its heading where all have the same, else in each cell. Null is an empty cell. */
export function civilColumn(
  heading: string,
  times: readonly (CivilTime | null)[],
): { heading: string; cells: string[] } {
  const offsets = [...new Set(times.flatMap((time) => (time ? [time.offset] : [])))];
  const [only, another] = offsets;
  const one = only !== undefined && another === undefined;
  return {
    heading: one ? zonedHeading(heading, offsets) : heading,
    cells: times.map((time) => (time === null ? '' : one ? civilText(time.at, only) : zonedText(time))),
  };
}

/** When readings were measured, each on the wearer's clock as it was then; where it does not tell, as others do. */
export async function measuredTimes(
  service: GlucoseService,
  readings: readonly PersonReading[],
): Promise<CivilTime[]> {
  const own = readings.map(({ person, reading }) => ({
    patientId: person.patientId,
    at: reading.measuredAt,
    offset: ownOffset(reading),
  }));
  const clockOf = await wearersClocks(
    service,
    own.filter(({ offset }) => offset === null),
  );
  return own.map(({ patientId, at, offset }) => ({ at, offset: offset ?? clockOf(patientId)(at) }));
}

/** The clocks of people, as far as they are needed; null is nobody, and the system's. */
export async function wearersClocks(
  service: GlucoseService,
  needed: readonly { patientId: string | null; at: number }[],
): Promise<(patientId: string | null) => OffsetAt> {
  const instants = new Map<string, number[]>();
  for (const { patientId, at } of needed)
    if (patientId !== null) instants.set(patientId, [...(instants.get(patientId) ?? []), at]);
  const clocks = new Map<string, OffsetAt>();
  for (const [patientId, asked] of instants)
    clocks.set(patientId, await service.wearersClock(patientId, asked));
  return (patientId) => (patientId === null ? undefined : clocks.get(patientId)) ?? systemOffset;
}

function ownOffset({ utcOffsetSeconds }: Reading): number | null {
  const isKnown = utcOffsetSeconds !== null && Math.abs(utcOffsetSeconds) <= MAX_ZONE_SECONDS;
  // Zones are quarters of an hour; what is left is how wrong the wearer's clock goes.
  return isKnown ? Math.round(utcOffsetSeconds / 900) * 900 : null;
}
