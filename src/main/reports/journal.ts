import { heardReading } from '../../shared/alarms/events.ts';
import { instantsOf, type JournalEntry } from '../../shared/alarms/journal-entry.ts';
import { personName } from '../../shared/glucose/reading.ts';
import type { AskedDays, Happened, JournalDays } from '../../shared/ipc/alarms.ts';
import { ok, type Result } from '../../shared/result.ts';
import { rulesFor } from '../../shared/settings/settings.ts';
import { zoneChanges } from '../../shared/statistics/civil-clock.ts';
import { dateAsUtc } from '../../shared/statistics/period.ts';
import { DAY } from '../../shared/time.ts';
import { asCalled } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import type { Edge } from '../time/civil-time.ts';
import { peopleOf } from './people.ts';
import { wearersClock } from './wearers-clock.ts';

/** The tests of alarms between two instants, ms UTC, oldest first; none where the journal cannot be read. */
export async function alarmTests(profile: Profile, from: number, to: number): Promise<JournalEntry[]> {
  const entries = await profile.history.ask('journal', { from, to, patientId: null });
  return entries.ok ? entries.value.filter(({ decision }) => decision === 'test') : [];
}

/** What the alarms did about everybody on some days, with the days' lines. */
export async function journalDays(
  profile: Profile,
  { date, days }: AskedDays,
  signal?: AbortSignal,
): Promise<Result<JournalDays>> {
  const to = (dateAsUtc(date) ?? 0) + DAY;
  const asked = await profile.history.ask('alarmDays', { from: to - days * DAY, to }, signal);
  if (!asked.ok) return asked;
  const settings = profile.currentSettings();
  const people = asked.value.people.map(({ info, days: lines, zones }) => {
    const { patientId, unit, target } = info;
    return { patientId, name: personName(asCalled(info, settings)), unit, target, days: lines, zones };
  });
  return ok({ people, entries: asked.value.entries });
}

/**
 * All that can be said about a time: typed and written on the wearer's clock, where there are several on this
 * computer's.
 */
export async function happenedAt(
  profile: Profile,
  edge: Edge,
  signal?: AbortSignal,
): Promise<Result<Happened>> {
  const { history } = profile;
  const people = await peopleOf(profile);
  if (!people.ok) return people;
  const [only, another] = people.value;
  const patientId = only && !another ? only.patientId : null;
  const at = await history.ask('instant', { patientId, edge }, signal);
  if (!at.ok) return at;
  const then = await history.ask('moment', { at: at.value }, signal);
  if (!then.ok) return then;
  const { watched, entries, people: known } = then.value;
  const settings = profile.currentSettings();
  const happened = {
    at: at.value,
    watched,
    entries,
    people: known.map(({ info, reading }) => ({
      patientId: info.patientId,
      name: personName(asCalled(info, settings)),
      unit: info.unit,
      reading: reading && heardReading(reading),
      rules: rulesFor(settings, info.patientId),
    })),
  };
  if (patientId === null) return ok({ ...happened, zones: null });
  const instants = instantsIn(happened);
  return ok({ ...happened, zones: zoneChanges(instants, await wearersClock(profile, patientId, instants)) });
}

/** Every instant that may be told of what happened. */
function instantsIn({ at, watched: { before, after }, entries, people }: Omit<Happened, 'zones'>): number[] {
  const stretches = [before, after].flatMap((one) => (one ? [one.from, one.to] : []));
  const readings = people.flatMap(({ reading }) => (reading ? [reading.measuredAt] : []));
  return [at, ...stretches, ...readings, ...entries.flatMap(instantsOf)];
}

/** When an alarm was raised last, ms UTC; null where the journal has none, or cannot be read. */
export async function lastRaised({ history }: Profile): Promise<number | null> {
  const at = await history.ask('lastRaised', null);
  return at.ok ? at.value : null;
}
