import type { JournalEntry } from '../../../shared/alarms/journal-entry.ts';
import type { Happened, JournalDays } from '../../../shared/ipc/alarms.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import { civilClock, civilDate, civilTime, zoneText } from '../../../shared/messages/civil-dates.ts';
import { glucoseText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { explain, type PersonThen } from '../../../shared/messages/sentences/alarm-explanation.ts';
import type { EntryWriter } from '../../../shared/messages/sentences/journal.ts';
import { clockOf, type OffsetAt } from '../../../shared/statistics/civil-clock.ts';
import { SECOND } from '../../../shared/time.ts';
import { readersOffset } from '../../charts/drawing/times.ts';
import { now, snapshot } from '../../live.ts';
import { followed } from '../../people.ts';

/** How one entry is written: on the clock of whoever it is about, on this computer's where it is about the program. */
export interface Written extends EntryWriter {
  /** `2026-11-21` */
  date: string;
  /** `03:12` */
  clock: string;
}

/** A time on somebody's clock, with the zone where that is not the reader's. */
function zoned(text: string, instant: number, offset: OffsetAt): string {
  const zone = offset(instant);
  if (zone === readersOffset(instant)) return text;
  return say('window.journal.zoned', { time: text, zone: zoneText(zone) });
}

export function writtenFor(
  { people }: JournalDays,
  { patientId, at }: Pick<JournalEntry, 'patientId' | 'at'>,
): Written {
  const person = people.find((one) => one.patientId === patientId);
  const offset = person ? clockOf(person.zones, readersOffset) : readersOffset;
  const unit = unitFor(person?.unit ?? null);
  const date = civilDate(at, offset(at));
  return {
    date,
    clock: zoned(civilClock(at, offset(at)), at, offset),
    name: person?.name ?? null,
    glucose: (mgdl) => glucoseText(mgdl, unit),
    time: (instant) => civilTime(instant, offset(instant), date),
  };
}

/** The unit everything about somebody is shown in. @param own that of their account */
export const unitFor = (own: Unit | null): Unit => snapshot.value?.settings.unit ?? own ?? 'mgdl';

/** What can be said about a time, and that time as the clock it is told by showed it. */
export interface Explained {
  /** As if that clock were UTC, ms. */
  local: number;
  /** `Sat, 21 Nov, 03:12` */
  time: string;
  sentences: string[];
}

export function explained({ at, watched, entries, people, zones }: Happened): Explained {
  const offset = zones === null ? readersOffset : clockOf(zones, readersOffset);
  const then = people.map((person): PersonThen => {
    const unit = unitFor(person.unit);
    return { ...person, glucose: (mgdl) => glucoseText(mgdl, unit) };
  });
  const time = (instant: number) => civilTime(instant, offset(instant));
  return {
    local: at + offset(at) * SECOND,
    time: zoned(civilTime(at, offset(at)), at, offset),
    sentences: explain({ at, watched, entries, people: then }, time),
  };
}

/** Today, on the clock of whoever has got furthest: nobody's morning is out of reach. */
export function today(): string {
  const zones = followed.value.flatMap(({ reading }) => reading?.utcOffsetSeconds ?? []);
  return civilDate(now.value, Math.max(readersOffset(now.value), ...zones));
}
