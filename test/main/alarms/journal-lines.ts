import type { Decision } from '../../../src/shared/alarms/decisions.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import type { AlarmedWorld } from './alarmed-world.ts';

const SECOND = 1000;

const NAMES = new Map<string | null, string>([
  [null, 'program'],
  [ada.patientId, 'Ada'],
  [ben.patientId, 'Ben'],
]);

/** One line of a golden journal. */
export interface Line {
  /** ms UTC */
  at: number;
  text: string;
}

/** `+65:07`: minutes and seconds since the beginning. */
export function timeSince(start: number, instant: number): string {
  const seconds = Math.round((instant - start) / SECOND);
  const minutes = Math.floor(seconds / 60);
  return `${minutes < 0 ? '' : '+'}${minutes}:${String(((seconds % 60) + 60) % 60).padStart(2, '0')}`;
}

/** `  +23:05  Ada      urgentLow  raised      belowLimit  52 at +22:37  sound` */
export function lineOf(
  entry: Omit<Decision, 'priority'> | JournalEntry,
  patientId: string | null,
  start: number,
): string {
  const { kind, decision, reason, at, mgdl, measuredAt, sound, since, until } = entry;
  const time = (instant: number): string => timeSince(start, instant);
  return [
    time(at).padStart(7),
    (NAMES.get(patientId) ?? '?').padEnd(8),
    kind.padEnd(10),
    decision.padEnd(12),
    reason.padEnd(16),
    mgdl === null || measuredAt === null ? '' : `${mgdl} at ${time(measuredAt)}`,
    decision === 'raised' || decision === 'repeated' ? (sound ? 'sound' : 'silent') : '',
    since === null ? '' : `from ${time(since)}`,
    until === null ? '' : `until ${time(until)}`,
  ]
    .join(' ')
    .trimEnd();
}

/** What was decided, by when. Whoever is told sees it at once; deliveries would only double every line. */
export function entriesOf(alarmed: AlarmedWorld, start: number): Line[] {
  const decided = alarmed.journal().filter(({ decision }) => decision !== 'delivery');
  return decided.map((entry) => ({ at: entry.at, text: lineOf(entry, entry.patientId, start) }));
}

export function textOf(title: string, lines: readonly Line[]): string {
  return `${[title, '', ...lines.map(({ text }) => text)].join('\n').trimEnd()}\n`;
}
