import type { FileReading, HeldReading } from './import-file.ts';
import { byMinute, minuteOf } from './overlap.ts';

/** A reading of the file in whose minute we hold one: ours stays. */
export interface Met {
  reading: FileReading;
  /** The nearest in value of those we hold there. */
  held: HeldReading;
}

/** What becomes of the readings of a file; each is in one of the three. */
export interface MergePlan {
  inserted: FileReading[];
  /** Ours is the same reading. Where ours is of an earlier import, this one takes it over when that is undone. */
  duplicates: Met[];
  /** Ours says something else. */
  conflicts: Met[];
}

/** Two values of one minute that are no further apart are one reading, mg/dL. */
const SAME_VALUE = 2;

/**
 * What of a file the history lacks. Key: person and minute. Of a file with clocks both the minute on the wearer's clock
 * and the one of the instant, so that neither a guessed zone nor a journey puts a reading beside the one that we have of
 * it; where the file has the instant, that alone. Nothing is imported into a minute of which we hold a reading.
 *
 * @param readings all of a file, of any people
 * @param held all that we hold of a person
 */
export function mergePlan(
  readings: readonly FileReading[],
  held: (patientId: string) => readonly HeldReading[],
): MergePlan {
  const plan: MergePlan = { inserted: [], duplicates: [], conflicts: [] };
  const finders = new Map<string, (reading: FileReading) => readonly HeldReading[]>();
  for (const reading of readings) {
    const find = finders.get(reading.patientId) ?? finderOf(held(reading.patientId));
    finders.set(reading.patientId, find);
    const nearest = nearestIn(find(reading), reading.mgdl);
    if (nearest === null) plan.inserted.push(reading);
    else if (Math.abs(nearest.mgdl - reading.mgdl) <= SAME_VALUE)
      plan.duplicates.push({ reading, held: nearest });
    else plan.conflicts.push({ reading, held: nearest });
  }
  return plan;
}

function finderOf(held: readonly HeldReading[]): (reading: FileReading) => readonly HeldReading[] {
  const byWall = byMinute(held, ({ wall }) => wall);
  const byInstant = byMinute(held, ({ measuredAt }) => measuredAt);
  return ({ wall, measuredAt, isExact }) => {
    const atOnce = byInstant(minuteOf(measuredAt));
    const onClock = isExact ? [] : byWall(minuteOf(wall));
    if (onClock.length === 0) return atOnce;
    return atOnce.length === 0 ? onClock : [...onClock, ...atOnce];
  };
}

function nearestIn(held: readonly HeldReading[], mgdl: number): HeldReading | null {
  let nearest: HeldReading | null = null;
  for (const one of held) {
    if (nearest === null || Math.abs(one.mgdl - mgdl) < Math.abs(nearest.mgdl - mgdl)) nearest = one;
  }
  return nearest;
}
