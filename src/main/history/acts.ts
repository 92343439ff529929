import type { UsualBand } from '../../shared/chart/requests.ts';
import type { JournalEntry } from '../../shared/alarms/journal-entry.ts';
import type { Reading } from '../../shared/glucose/reading.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Stretch } from './journal.ts';
import { inspect } from './inspect.ts';
import type { PersonInfo } from './people.ts';
import { backup, backups, lastBackup } from './backups/backup-acts.ts';
import { lookIntoBackup, restore } from './backups/restore.ts';
import { erase, whatCanGo } from './erase.ts';
import { chartPart, usualBand } from './questions/chart.ts';
import { clinic } from './questions/clinic.ts';
import {
  compared,
  dailySummary,
  days,
  hourlyAverage,
  pattern,
  patterns,
  statistics,
  timeInRange,
} from './questions/figures.ts';
import { columns, extents, wholeHistory } from './questions/export.ts';
import { held, importArchive, importFile, imports, planImport, undoImport } from './questions/imports.ts';
import { alarmDays, journal, lastRaised, moment } from './questions/journal.ts';
import { within, type Place } from './questions/place.ts';
import * as stored from './questions/readings.ts';
import { away, rehearsal } from './questions/rehearsal.ts';
import { today } from './questions/today.ts';
import type { Written } from './recording.ts';

/** Remembers people, then records readings: see `History`. What is given again is known, and changes nothing. */
function record(
  place: Place,
  { people, readings }: { people: readonly PersonInfo[]; readings: readonly Reading[] },
): Result<Written> {
  return within(place, (history) => {
    for (const person of people) {
      const remembered = history.rememberPerson(person);
      if (!remembered.ok) return remembered;
    }
    return history.record(readings);
  });
}

/** Adds to the journal. `again`: it may have been added before, by a thread that ended before it could say so. */
function note(
  place: Place,
  {
    entries,
    watched,
    again = false,
  }: { entries: readonly JournalEntry[]; watched: readonly Stretch[]; again?: boolean },
): Result<void> {
  return within(place, ({ journal: entered }) => entered.add(entries, watched, again));
}

/** Looks whether the file is still the one on the disk, and sees to it where it is not. */
function look(place: Place): Result<null> {
  return within(place, () => ok(null));
}

/**
 * All that can be asked of a history or done to it, by name: what is given, and what comes back. It happens beside the
 * database, in the thread that has it; only plain data travels.
 */
export const ACTS = {
  record,
  note,
  look,
  inspect,
  backup,
  backups,
  lastBackup,
  lookIntoBackup,
  restore,
  whatCanGo,
  erase,
  people: stored.people,
  readings: stored.readings,
  beginnings: stored.beginnings,
  newest: stored.newest,
  lastHeard: stored.lastHeard,
  recorded: stored.recorded,
  since: stored.since,
  known: stored.known,
  wasFromFuture: stored.wasFromFuture,
  offsets: stored.offsets,
  instant: stored.instant,
  size: stored.size,
  dailySummary,
  hourlyAverage,
  timeInRange,
  statistics,
  clinic,
  compared,
  days,
  pattern,
  patterns,
  today,
  chartPart,
  usualBand,
  rehearsal,
  away,
  journal,
  alarmDays,
  lastRaised,
  moment,
  held,
  planImport,
  importArchive,
  importFile,
  imports,
  undoImport,
  extents,
  columns,
  wholeHistory,
};

type Acts = typeof ACTS;
export type ActName = keyof Acts;
/** What an act is given; plain data. */
export type RequestOf<N extends ActName> =
  Parameters<Acts[N]> extends [Place, infer Request] ? Request : null;
/** What it answers; plain data. */
export type AnswerOf<N extends ActName> = Extract<Awaited<ReturnType<Acts[N]>>, { ok: true }>['value'];

type DoneBy<N extends ActName> =
  ReturnType<Acts[N]> extends Promise<unknown> ? Promise<Result<AnswerOf<N>>> : Result<AnswerOf<N>>;

/** What must not be lost: kept until it is known to be done, whatever becomes of the thread. */
export const WRITES: ReadonlySet<ActName> = new Set<ActName>(['record', 'note']);

/** What is done in steps, between which others have their turn: however long it takes, the thread does not hang. */
export const IN_STEPS: ReadonlySet<ActName> = new Set<ActName>(['backup']);

/** What is done at one go however long it takes: meanwhile nobody else has a turn, and the thread is at work. */
export const AT_ONE_GO: ReadonlySet<ActName> = new Set<ActName>([
  'inspect',
  'whatCanGo',
  'planImport',
  'importFile',
  'importArchive',
  'undoImport',
  'backups',
  'lookIntoBackup',
  'restore',
  'erase',
]);

/** What puts another history in the place of this one, or takes of it: what is to be written after it comes after it. */
export const REPLACES: ReadonlySet<ActName> = new Set<ActName>(['restore', 'erase']);

/** What may take longer than a thread may be silent: only what else it is asked tells whether it hangs. */
export const TAKES_LONG: ReadonlySet<ActName> = new Set<ActName>([...IN_STEPS, ...AT_ONE_GO]);

/** The columns of an answer, which are handed over and not copied. */
export const COLUMNS: { [N in ActName]?: (answer: AnswerOf<N>) => readonly ArrayBufferView[] } = {
  chartPart: ({ columns, scans }) =>
    [columns, scans].flatMap((one) => Object.values({ ...one }).filter((part) => ArrayBuffer.isView(part))),
  usualBand: (band) => Object.values<UsualBand[keyof UsualBand]>({ ...band }),
  columns: ({ at, mgdl, trend, context, rest }) => {
    const always = [at, mgdl, trend, context];
    return rest ? [...always, rest.drift, rest.color, rest.recorded] : always;
  },
};

/** Does an act by its name; a promise of what is done in steps. */
export function act<N extends ActName>(place: Place, name: N, request: RequestOf<N>): DoneBy<N> {
  const done = ACTS[name] as unknown as (place: Place, request: RequestOf<N>) => DoneBy<N>;
  return done(place, request);
}
