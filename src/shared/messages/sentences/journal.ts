import type { EntryInCourse, JournalEntry } from '../../alarms/journal-entry.ts';
import { SECOND } from '../../time.ts';
import { say } from '../say.ts';
import { ageText } from './durations.ts';
import { listText } from './lists.ts';

/** Where somebody can silence an alarm, as the journal has it. */
export const ACTORS = ['window', 'tray', 'notification'] as const;

/** How an entry is written: whose it is, mg/dL with its unit, instants on the clock it is told by. */
export interface EntryWriter {
  /** null: it is about the program. */
  name: string | null;
  glucose: (mgdl: number) => string;
  time: (instant: number) => string;
}

/** What the columns of the journal as a table are called; the first is the time. */
export const journalHeadings = (): string[] => [
  say('alarms.headings.time'),
  say('alarms.headings.person'),
  say('alarms.headings.alarm'),
  say('alarms.headings.glucose'),
  say('alarms.headings.what'),
  say('alarms.headings.why'),
];

/** An entry's cells in that table, but for its time. */
export function journalCells(entry: JournalEntry, { name, glucose, time }: EntryWriter): string[] {
  const { kind, decision, reason, mgdl, until } = entry;
  const what = say(`alarms.decisions.${decision}`);
  return [
    name ?? say('alarms.program'),
    say(`alarms.kinds.${kind}`),
    mgdl === null ? '' : glucose(mgdl),
    until === null || decision === 'heldBack'
      ? what
      : say('alarms.withUntil', { decision: what, until: time(until) }),
    say(`alarms.reasons.${reason}`),
  ];
}

/** What came to light when it was over; null where the entry is of another kind. */
export function missedSentence(entry: JournalEntry, { name, glucose, time }: EntryWriter): string | null {
  const { reason, since, until, mgdl, measuredAt, kind, at } = entry;
  if (reason !== 'missed' || since === null || until === null || mgdl === null || measuredAt === null)
    return null;
  return say('why.missed', {
    kind: say(`alarms.kinds.${kind}`),
    name: name ?? say('alarms.program'),
    glucose: glucose(mgdl),
    measured: time(measuredAt),
    told: time(at),
  });
}

/** An entry as a sentence; its own time stands beside it. */
export function journalSentence(entry: EntryInCourse, writer: EntryWriter): string {
  const missed = missedSentence(entry, writer);
  if (missed !== null) return missed;
  return say('why.alarm', {
    kind: say(`alarms.kinds.${entry.kind}`),
    name: writer.name ?? say('alarms.program'),
    parts: listText(partsOf(entry, writer)),
  });
}

function partsOf(entry: EntryInCourse, { glucose, time }: EntryWriter): string[] {
  const { decision, reason, mgdl, sound } = entry;
  const what = say(`alarms.decisions.${decision}`);
  const why = say(`alarms.reasons.${reason}`);
  const because = say('alarms.told.because', { what, reason: why });
  const value = mgdl === null ? [] : [glucose(mgdl)];
  switch (decision) {
    case 'raised':
    case 'repeated':
      return [because, ...value, ...(sound ? [] : [say('alarms.told.silent')])];
    case 'heldBack':
      return [because, ...value];
    case 'cleared':
      return [because, ...value, ...afterwards(entry)];
    case 'acknowledged':
    case 'snoozed':
      return [silencedText(entry, what, time), ...afterwards(entry)];
    case 'delivery':
      return [say('why.delivery', { outcome: why })];
    case 'test':
      return [because];
  }
}

function silencedText(
  { at, until, by }: JournalEntry,
  what: string,
  time: (instant: number) => string,
): string {
  if (until === null) return what;
  if (until <= at) return say('alarms.told.takenBack', { what });
  const actor = ACTORS.find((one) => one === by);
  const silenced = { what, until: time(until) };
  return actor === undefined
    ? say('alarms.withUntil', { decision: what, until: silenced.until })
    : say(`alarms.told.silencedBy.${actor}`, silenced);
}

/** After how long it ended, or was answered. */
function afterwards({ at, decision, ringsSince }: EntryInCourse): string[] {
  if (ringsSince === null || ringsSince >= at) return [];
  const age = ageText(Math.floor((at - ringsSince) / SECOND));
  return [
    decision === 'cleared' ? say('alarms.told.afterBegin', { age }) : say('alarms.told.afterRing', { age }),
  ];
}
