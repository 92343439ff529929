import { isFuture } from '../../glucose/freshness.ts';
import { say } from '../say.ts';
import { ACTORS, missedSentence } from '../sentences/journal.ts';
import { listText } from '../sentences/lists.ts';
import { MINUTE, SECOND } from '../../time.ts';
import type { HeardReading } from '../../alarms/events.ts';
import { causeOf } from '../../alarms/glucose-conditions.ts';
import type { JournalEntry } from '../../alarms/journal-entry.ts';
import { ALARM_KINDS, GLUCOSE_KINDS } from '../../alarms/kinds.ts';
import type { AlarmRules } from '../../alarms/rules.ts';
import { FRESH_MS } from '../../alarms/turn.ts';

/** What happened so soon after is what happened then: readings take a while to arrive. */
const THEN_MS = 2 * MINUTE;
/** The end of a stretch is written once a minute. */
const STRETCH_SLACK_MS = 90 * SECOND;

interface Stretch {
  from: number;
  to: number;
}

/** One person as they were at the time asked about. */
export interface PersonThen {
  patientId: string;
  name: string;
  /** The newest recorded reading up to then. */
  reading: HeardReading | null;
  /** The rules of today; those of then are not kept. */
  rules: AlarmRules;
  /** Writes mg/dL with its unit. */
  glucose: (mgdl: number) => string;
}

export interface Then {
  /** ms UTC */
  at: number;
  /** When alarms were at work before and after. */
  watched: { before: Stretch | null; after: Stretch | null };
  people: readonly PersonThen[];
  /** The journal of the day before and the day after, oldest first. */
  entries: readonly JournalEntry[];
}

/** Why it rang, or did not, at some time, in sentences. @param time writes an instant in the reader's zone */
export function explain(then: Then, time: (instant: number) => string): string[] {
  const about = (patientId: string | null): JournalEntry[] =>
    then.entries.filter((entry) => entry.patientId === patientId);
  return [
    watchedSentence(then, time),
    ...alarmSentences(then.at, about(null), say('alarms.program'), String, time),
    ...then.people.flatMap((person) => personSentences(then.at, person, about(person.patientId), time)),
  ];
}

function watchedSentence(
  { at, watched: { before, after } }: Then,
  time: (instant: number) => string,
): string {
  if (before !== null && at <= before.to + STRETCH_SLACK_MS)
    return say('why.watched', { from: time(before.from), to: time(before.to) });
  if (before !== null && after !== null)
    return say('why.notWatchedBetween', { from: time(before.to), to: time(after.from) });
  if (before !== null) return say('why.notWatchedSince', { from: time(before.to) });
  return after === null ? say('why.neverWatched') : say('why.notWatchedBefore', { to: time(after.from) });
}

function personSentences(
  at: number,
  person: PersonThen,
  entries: readonly JournalEntry[],
  time: (instant: number) => string,
): string[] {
  const { name, glucose } = person;
  const found = alarmSentences(at, entries, name, glucose, time);
  const nothing = found.length === 0 ? [say('why.nothingOn', { name })] : [];
  return [...readingSentences(at, person, time), ...found, ...nothing];
}

function readingSentences(
  at: number,
  { name, reading, rules, glucose }: PersonThen,
  time: (instant: number) => string,
): string[] {
  if (reading === null || isFuture(reading.measuredAt, at)) return [say('why.noReading', { name })];
  const newest = say('why.newest', { name, glucose: glucose(reading.mgdl), time: time(reading.measuredAt) });
  if (at - reading.measuredAt > FRESH_MS) return [`${newest} ${say('why.tooOld')}`];
  const beyond = GLUCOSE_KINDS.filter((kind) => rules[kind].on && causeOf(kind, reading, rules) !== null);
  const limits = say('why.limits', { low: glucose(rules.low.limit), high: glucose(rules.high.limit) });
  const judged =
    beyond.length === 0
      ? say('why.inside', { limits })
      : say('why.beyond', { what: listText(beyond.map((kind) => say(`alarms.inline.${kind}`))) });
  return [`${newest} ${judged}`];
}

/** Of each kind that was on then: since when, when it rang last, and what kept it still. */
function alarmSentences(
  at: number,
  entries: readonly JournalEntry[],
  name: string,
  glucose: (mgdl: number) => string,
  time: (instant: number) => string,
): string[] {
  const sentences: string[] = [];
  for (const kind of ALARM_KINDS) {
    const own = entries.filter((entry) => entry.kind === kind && entry.reason !== 'missed');
    const course = courseOf(own.filter((entry) => entry.at <= at + THEN_MS));
    if (course === null) continue;
    const { raised, rang, shown, kept, delivery } = course;
    const parts = [
      ...(raised
        ? [say('why.on', { time: time(raised.at), reason: say(`alarms.reasons.${raised.reason}`) })]
        : []),
      ...(rang ? [rangText(time(rang.at), rang.mgdl === null ? null : glucose(rang.mgdl))] : []),
      ...(shown && !rang ? [say('why.silent', { time: time(shown.at) })] : []),
      ...(delivery ? [say('why.delivery', { outcome: say(`alarms.reasons.${delivery.reason}`) })] : []),
      ...(kept ? [keptText(kept, at, time)] : []),
    ];
    sentences.push(
      say('why.alarm', {
        kind: say(`alarms.kinds.${kind}`),
        name: name,
        parts: listText(parts, 'semicolon'),
      }),
    );
  }
  for (const entry of entries) {
    const { since, until } = entry;
    if (since === null || until === null || at < since || at > until) continue;
    const missed = missedSentence(entry, { name, glucose, time });
    if (missed !== null) sentences.push(missed);
  }
  return sentences;
}

interface Course {
  raised: JournalEntry | null;
  /** The last time it was heard, and seen. */
  rang: JournalEntry | null;
  shown: JournalEntry | null;
  /** What has kept it still since. */
  kept: JournalEntry | null;
  delivery: JournalEntry | null;
}

/** What one kind had been doing since it was last over; null where it was over. */
function courseOf(entries: readonly JournalEntry[]): Course | null {
  let course: Course | null = null;
  for (const entry of entries) {
    const { decision, sound } = entry;
    if (decision === 'cleared') {
      course = null;
      continue;
    }
    if (decision === 'test') continue;
    course ??= { raised: null, rang: null, shown: null, kept: null, delivery: null };
    if (decision === 'raised' || decision === 'repeated') {
      course = { ...course, raised: course.raised ?? entry, shown: entry, kept: null, delivery: null };
      if (sound) course.rang = entry;
    } else if (decision === 'delivery') {
      course.delivery = entry;
    } else {
      course.kept = entry;
    }
  }
  return course;
}

const rangText = (at: string, glucose: string | null): string =>
  glucose === null ? say('why.rang', { time: at }) : say('why.rangWith', { time: at, glucose });

function keptText(entry: JournalEntry, at: number, time: (instant: number) => string): string {
  const { decision, until, by, reason } = entry;
  if (decision === 'heldBack')
    return say('why.heldBack', { time: time(entry.at), reason: say(`alarms.reasons.${reason}`) });
  const over = until !== null && until <= at;
  const end = until === null ? '' : time(until);
  if (over) return say('why.silenceOver', { end });
  const silenced = { what: say(`alarms.decisions.${decision}`), from: time(entry.at), to: end };
  const actor = ACTORS.find((one) => one === by);
  return actor === undefined ? say('why.silenced', silenced) : say(`why.silencedBy.${actor}`, silenced);
}
