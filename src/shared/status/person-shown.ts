import { ALARM_KINDS } from '../alarms/kinds.ts';
import type { ShownAlarm } from '../alarms/shown-alarm.ts';
import type { PersonState } from '../state/app-state.ts';
import { freshnessOf } from '../glucose/freshness.ts';
import { rangeOf } from '../glucose/range.ts';
import { comparableName, personName } from '../glucose/reading.ts';
import { printable } from '../printable.ts';

/** Whose value the icon shows: the one the user has chosen, or else the one who needs it most, the first of equals. */
export function personShown(
  people: readonly PersonState[],
  chosen: string | null,
  alarms: readonly ShownAlarm[],
  now: number,
): PersonState | null {
  const known = people.find(({ person }) => person.patientId === chosen);
  if (known) return known;
  const urgencies = people.map((one) => urgencyOf(one, alarms, now));
  return people[urgencies.indexOf(Math.min(...urgencies))] ?? null;
}

/** The less, the more urgent: what rings in the order of the kinds, then low, unknown, high, stale, in range. */
function urgencyOf(one: PersonState, alarms: readonly ShownAlarm[], now: number): number {
  const { person, reading } = one;
  const ringing = alarms
    .filter(({ patientId, phase }) => patientId === person.patientId && phase === 'active')
    .map(({ kind }) => ALARM_KINDS.indexOf(kind));
  if (ringing.length > 0) return Math.min(...ringing);
  const after = ALARM_KINDS.length;
  const freshness = reading && freshnessOf(reading.measuredAt, now);
  if (reading === null || freshness === 'old') return after + 1;
  if (freshness === 'stale') return after + 3;
  return after + { low: 0, high: 2, in_range: 4 }[rangeOf(reading.mgdl, reading.offScale, reading.target)];
}

/** What to call somebody in few letters: the first name, where nobody else has it. */
export function shortName({ person }: PersonState, people: readonly PersonState[]): string {
  const first = printable(person.firstName).trim();
  const read = comparableName(first);
  const namesakes = people.filter((other) => comparableName(other.person.firstName) === read);
  return first !== '' && namesakes.length === 1 ? first : personName(person);
}
