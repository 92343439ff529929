import { ALARM_KINDS } from '../alarms/kinds.ts';
import { causeOf } from '../alarms/glucose-conditions.ts';
import { quietUntil } from '../alarms/quiet-until.ts';
import type { AlarmRules } from '../alarms/rules.ts';
import type { ShownAlarm } from '../alarms/shown-alarm.ts';
import { deltaPerFiveMinutes } from '../glucose/delta.ts';
import { ageSeconds, freshnessOf, isDimmed, type Freshness } from '../glucose/freshness.ts';
import { rangeOf, type Range } from '../glucose/range.ts';
import type { Reading } from '../glucose/reading.ts';
import type { TrendArrow } from '../glucose/trend.ts';
import type { Unit } from '../glucose/units.ts';
import { rulesFor, type Settings } from '../settings/settings.ts';
import type { Link, PersonState } from '../state/app-state.ts';
import type { NotWatching, PolledBy } from './kept-poller.ts';
import { personShown, shortName } from './person-shown.ts';

/** All a status is a function of: of the snapshot of a process that watches, or of history and state on disk. */
export interface Known {
  /** Everybody followed. */
  people: readonly PersonState[];
  /** Patient ids of everybody in the history, in the order of their first recording. */
  order: readonly string[];
  /** The way to the server and to the disk, without what is between us and the people; or that nobody watches. */
  way: Link | NotWatching;
  polledBy: PolledBy | null;
  /** What rings and what is silenced, about anybody. */
  alarms: readonly ShownAlarm[];
  settings: Settings;
  demo: boolean;
  /** The time by which ages are judged, ms UTC. */
  now: number;
}

/** What the tray shows of one person, for programs and bars. What may not be shown as a value of now is null. */
export interface Status {
  person: PersonState | null;
  /** How to call them: in few letters, and null where nobody else is followed. */
  shortName: string | null;
  /** Their place in the order of first recording, from 1; for whom no name is told. */
  number: number | null;
  unit: Unit;
  /** The newest reading, whatever its age; null: there is none. */
  newest: Reading | null;
  /** The same while it may be shown as a value: up to 20 minutes. */
  reading: Reading | null;
  ageSeconds: number | null;
  freshness: Freshness | null;
  /** Arrow and change, up to ten minutes: later they would tell of another time. */
  trend: TrendArrow | null;
  deltaMgdl: number | null;
  range: Range | null;
  /** Beyond the limits of an urgent alarm, whether or not it may ring. */
  urgent: boolean;
  /** The strongest kind that is on, rings it or not. */
  alarm: ShownAlarm | null;
  snoozedUntil: number | null;
  link: Link | NotWatching;
  polledBy: PolledBy | null;
  demo: boolean;
  now: number;
}

/**
 * @param patientId whose; null: the one chosen for the tray, else whoever needs it most
 * @param unit null: as the settings have it, else the account of the person
 */
export function statusOf(known: Known, patientId: string | null = null, unit: Unit | null = null): Status {
  const { people, order, settings, now, way, polledBy, demo } = known;
  const chosen = patientId ?? settings.desktop.trayPerson;
  const person = personShown(people, chosen, known.alarms, now);
  const newest = person?.reading ?? null;
  const freshness = newest && freshnessOf(newest.measuredAt, now);
  const reading = freshness === 'old' ? null : newest;
  const isYoung = reading !== null && !isDimmed(reading.measuredAt, now);
  const id = person?.person.patientId ?? null;
  const alarms = known.alarms.filter((one) => one.patientId === null || one.patientId === id);
  const place = id === null ? -1 : order.indexOf(id);
  const isBroken = way.code !== 'ok' && way.code !== 'starting';
  return {
    person,
    shortName: person && people.length > 1 ? shortName(person, people) : null,
    number: place < 0 ? null : place + 1,
    unit: unit ?? settings.unit ?? person?.unit ?? 'mgdl',
    newest,
    reading,
    ageSeconds: newest && ageSeconds(newest.measuredAt, now),
    freshness,
    trend: isYoung ? reading.trend : null,
    deltaMgdl: isYoung ? deltaPerFiveMinutes(reading, person?.recent ?? []) : null,
    range: reading && rangeOf(reading.mgdl, reading.offScale, reading.target),
    urgent: reading !== null && isUrgent(reading, rulesFor(settings, reading.patientId)),
    alarm: strongestOn(alarms),
    snoozedUntil: quietUntil(alarms, now)?.until ?? null,
    link: isBroken || person === null ? way : person.link,
    polledBy,
    demo,
    now,
  };
}

/** A low is urgent whether or not it may ring; a high only where somebody wants to be told of those. */
export function isUrgent(reading: Reading, rules: AlarmRules): boolean {
  if (causeOf('urgentLow', reading, rules) !== null) return true;
  return rules.urgentHigh.on && causeOf('urgentHigh', reading, rules) !== null;
}

/** Of those that have begun, silenced or not, the one that matters most. */
function strongestOn(alarms: readonly ShownAlarm[]): ShownAlarm | null {
  const rank = ({ kind }: ShownAlarm) => ALARM_KINDS.indexOf(kind);
  const [first] = alarms.filter(({ since }) => since !== null).toSorted((a, b) => rank(a) - rank(b));
  return first ?? null;
}
