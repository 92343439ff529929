import { FUTURE_LIMIT_MS } from '../../../shared/glucose/freshness.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { civilText, offsetText, type OffsetAt } from '../../../shared/statistics/civil-clock.ts';
import type { Span } from '../../../shared/statistics/series.ts';
import { instantOfEdge, systemOffset, type Edge } from '../../time/civil-time.ts';
import type { PersonInfo } from '../people.ts';
import type { StoredReadings } from '../stored-readings.ts';
import { read, within, type Place } from './place.ts';

/** Readings from `from` up to but not including `to`; an open end is no limit. */
export interface EdgeWindow {
  from?: Edge;
  to?: Edge;
}

/** The wearer's clock minus UTC near an instant, seconds; the system's where no reading tells. */
export function wearersClock(stored: StoredReadings, patientId: string): OffsetAt {
  return (instant) => stored.offsetNear(patientId, instant) ?? systemOffset(instant);
}

/** What a window comes to on a clock. `badInput` where it ends before it begins, written on that clock. */
export function spanOf({ from, to }: EdgeWindow, now: number, clock: OffsetAt): Result<Partial<Span>> {
  const instant = (edge: Edge): number => instantOfEdge(edge, now, clock);
  const span = { ...(from && { from: instant(from) }), ...(to && { to: instant(to) }) };
  if (span.from === undefined || span.to === undefined || span.from < span.to) return ok(span);
  const [given, end] = [span.from, span.to].map(
    (at) => `${civilText(at, clock(at))}${offsetText(clock(at))}`,
  );
  const expected = { code: 'beforeEnd', end: end ?? '' } as const;
  return fail(problem('badInput', { what: 'windowBeginning', given: given ?? '', expected }));
}

/** Everyone in the history, as last heard of. */
export function people(place: Place): Result<PersonInfo[]> {
  return read(place, (stored) => stored.people());
}

/** The readings of some people in a window on the clock of each, oldest first. */
export function readings(
  place: Place,
  { patientIds, window }: { patientIds: readonly string[]; window: EdgeWindow },
): Result<Reading[]> {
  const asked = read(place, (stored): Result<Reading[]> => {
    const all: Reading[] = [];
    if (patientIds.length === 0) {
      const empty = spanOf(window, place.now, systemOffset);
      if (!empty.ok) return empty;
    }
    for (const patientId of patientIds) {
      const span = spanOf(window, place.now, wearersClock(stored, patientId));
      if (!span.ok) return span;
      for (const reading of stored.readings(patientId, span.value)) all.push(reading);
    }
    if (patientIds.length > 1) all.sort((a, b) => a.measuredAt - b.measuredAt);
    return ok(all);
  });
  return asked.ok ? asked.value : asked;
}

/** Everyone in the history, and since when there are readings of them, ms UTC; null: there are none. */
export function beginnings(place: Place): Result<{ patientId: string; since: number | null }[]> {
  return read(place, (stored) =>
    stored.people().map(({ patientId }) => ({ patientId, since: stored.oldest(patientId) })),
  );
}

/** The newest reading that we heard of each of some people who have one; none from the future. */
export function newest(place: Place, { patientIds }: { patientIds: readonly string[] }): Result<Reading[]> {
  return read(place, (stored) =>
    patientIds.flatMap((patientId) => stored.newestHeard(patientId, place.now + FUTURE_LIMIT_MS) ?? []),
  );
}

/** The newest readings of somebody in a window that we heard ourselves, at most `count`, oldest first. */
export function lastHeard(
  place: Place,
  { patientId, from, to, count }: Span & { patientId: string; count: number },
): Result<Reading[]> {
  const until = Math.min(to, place.now + FUTURE_LIMIT_MS);
  return read(place, (stored) => stored.lastHeard(patientId, { from, to: until }, count));
}

/** What we heard of somebody from one instant up to another; none of which nobody knows when they were measured. */
export function recorded(
  place: Place,
  { patientId, from, to }: Span & { patientId: string },
): Result<Reading[]> {
  return read(place, (stored) =>
    stored
      .readings(patientId, { from, to })
      .filter(({ fromFuture, source }) => fromFuture !== true && source !== 'import'),
  );
}

/** Everyone with their readings since an instant: where the last run, or another process, left off. */
export function since(
  place: Place,
  { from }: { from: number },
): Result<{ info: PersonInfo; readings: Reading[] }[]> {
  return read(place, (stored) =>
    stored.people().map((info) => ({ info, readings: stored.readings(info.patientId, { from }) })),
  );
}

/** What is known of a reading that is served: itself, and the newest live one. */
export function known(
  place: Place,
  { patientId, measuredAt }: { patientId: string; measuredAt: number },
): Result<{ isKnown: boolean; newestLive: number | null }> {
  return read(place, (stored) => ({
    isKnown: stored.has(patientId, measuredAt),
    newestLive: stored.newestLive(patientId, place.now + FUTURE_LIMIT_MS),
  }));
}

/** Whether a reading was from the future when it was heard first; a history that there is not knows nothing. */
export function wasFromFuture(
  place: Place,
  { patientId, measuredAt }: { patientId: string; measuredAt: number },
): Result<boolean> {
  if (!place.file.isBegun) return ok(false);
  return read(place, (stored) => stored.wasFromFuture(patientId, measuredAt));
}

/** The wearer's clock minus UTC near each instant, seconds; the system's where no reading tells. */
export function offsets(
  place: Place,
  { patientId, instants }: { patientId: string; instants: readonly number[] },
): Result<number[]> {
  return read(place, (stored) => instants.map(wearersClock(stored, patientId)));
}

/** The instant an end of a window comes to on the wearer's clock; on the system's where it is about nobody. */
export function instant(
  place: Place,
  { patientId, edge }: { patientId: string | null; edge: Edge },
): Result<number> {
  return read(place, (stored) =>
    instantOfEdge(edge, place.now, patientId === null ? systemOffset : wearersClock(stored, patientId)),
  );
}

/** What the status page says of the history. `since`: readings of these people from there on. */
export function size(
  place: Place,
  { patientIds, from }: { patientIds: readonly string[]; from: number },
): Result<{ sqlite: string; readings: number; since: number }> {
  return within(place, (history) =>
    history.read((stored) => ({
      sqlite: history.sqlite,
      readings: stored.count(),
      since: patientIds
        .map((patientId) => stored.series(patientId, { from, to: place.now }).at.length)
        .reduce((sum, one) => sum + one, 0),
    })),
  );
}
