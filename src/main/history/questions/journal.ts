import {
  inCourse,
  instantsOf,
  type EntryInCourse,
  type JournalEntry,
} from '../../../shared/alarms/journal-entry.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { zoneChanges, type LocalTime, type ZoneChanges } from '../../../shared/statistics/civil-clock.ts';
import { daysOf, type Day } from '../../../shared/statistics/days.ts';
import { DAY } from '../../../shared/time.ts';
import { systemOffset } from '../../time/civil-time.ts';
import type { Stretch } from '../journal.ts';
import type { PersonInfo } from '../people.ts';
import { series } from './figures.ts';
import { read, within, type Place } from './place.ts';
import { people, spanOf, wearersClock } from './readings.ts';

/** What the alarms did in `[from, to)`, oldest first; `patientId` null: everything. */
export function journal(
  place: Place,
  { from, to, patientId }: Stretch & { patientId: string | null },
): Result<JournalEntry[]> {
  return within(place, (history) => history.journal.entries({ from, to }, patientId ?? undefined));
}

/** What bears on why it rang at an instant, or did not: a day of the journal to both sides, and what was known then. */
export interface Moment {
  watched: { before: Stretch | null; after: Stretch | null };
  people: { info: PersonInfo; reading: Reading | null }[];
  entries: JournalEntry[];
}

export function moment(place: Place, { at }: { at: number }): Result<Moment> {
  const people = read(place, (stored) =>
    stored.people().map((info) => ({ info, reading: stored.newestHeard(info.patientId, at) })),
  );
  if (!people.ok) return people;
  const watched = within(place, (history) => history.journal.watchedNear(at));
  if (!watched.ok) return watched;
  const entries = journal(place, { from: at - DAY, to: at + DAY, patientId: null });
  return entries.ok ? ok({ watched: watched.value, people: people.value, entries: entries.value }) : entries;
}

/** When an alarm was raised last, of anybody, ms UTC; null where the journal has none. */
export function lastRaised(place: Place): Result<number | null> {
  return within(place, (history) => history.journal.lastRaised(place.now));
}

/** Civil days of everybody in the history, each on their own clock, and what the alarms did on them. */
export interface AlarmDays {
  people: {
    info: PersonInfo;
    /** Those with readings, newest first. */
    days: Day[];
    /** Their clock at every instant that the entries about them name. */
    zones: ZoneChanges;
  }[];
  /** Oldest first. Of the program on the days of this computer's clock. */
  entries: EntryInCourse[];
}

/** @param from the midnight that begins the first of these days, `to` that after the last */
export function alarmDays(place: Place, { from, to }: { from: LocalTime; to: LocalTime }): Result<AlarmDays> {
  const everyone = people(place);
  if (!everyone.ok) return everyone;
  const window = { from: { local: from }, to: { local: to } };
  const found: AlarmDays['people'] = [];
  const entries: EntryInCourse[] = [];
  for (const info of everyone.value) {
    const asked = series(place, info.patientId, () => window);
    if (!asked.ok) return asked;
    const { series: columns, span } = asked.value;
    const own = entriesIn(place, span, info.patientId);
    if (!own.ok) return own;
    entries.push(...own.value);
    const zones = zonesOf(place, info.patientId, own.value.flatMap(instantsOf));
    if (!zones.ok) return zones;
    found.push({ info, days: daysOf(columns, span, systemOffset), zones: zones.value });
  }
  const span = spanOf(window, place.now, systemOffset);
  if (!span.ok) return span;
  const ofProgram = entriesIn(place, { from, to, ...span.value }, null);
  if (!ofProgram.ok) return ofProgram;
  entries.push(...ofProgram.value);
  return ok({ people: found, entries: entries.toSorted((a, b) => a.at - b.at) });
}

/** Of one person, or of the program; what was on when the window begins may have been raised before it. */
function entriesIn(place: Place, { from, to }: Stretch, patientId: string | null): Result<EntryInCourse[]> {
  const all = journal(place, { from: from - DAY, to, patientId });
  if (!all.ok) return all;
  const own = all.value.filter((entry) => entry.patientId === patientId);
  return ok(inCourse(own).filter(({ at }) => at >= from));
}

function zonesOf(place: Place, patientId: string, instants: readonly number[]): Result<ZoneChanges> {
  place.goOn();
  return read(place, (stored) => zoneChanges(instants, wearersClock(stored, patientId)));
}
