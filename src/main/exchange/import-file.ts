import type { ImportAnswers, Imported, ImportEntry } from '../../shared/exchange/import-file.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ActName, AnswerOf, RequestOf } from '../history/acts.ts';
import type { PersonInfo } from '../history/people.ts';
import { findPerson } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import { peopleOf } from '../reports/people.ts';
import { patiently } from './patience.ts';
import type { FileAsked, FileSeen } from './understand-file.ts';

/** What a file is to be imported with. */
export interface FileWanted {
  path: string;
  answers: ImportAnswers;
}

/** Everybody whose the readings of a file could be, or the one named; `nobodyKnown` where there is nobody. */
export async function peopleKnown(profile: Profile, patient?: string): Promise<Result<PersonInfo[]>> {
  const people = await patiently(profile, () => peopleOf(profile));
  if (!people.ok) return people;
  if (people.value.length === 0) return fail(problem('nobodyKnown', {}));
  if (patient === undefined) return people;
  const person = findPerson(people.value, patient);
  return person.ok ? ok([person.value]) : person;
}

/**
 * Reads a file whole and says how it is understood; nothing is stored.
 * @param understand in this thread or in another
 * @returns what it found, and everybody whose the readings could be; where there is nobody that is for the caller to say
 */
export async function lookIntoFile<Found>(
  profile: Profile,
  { path, answers }: FileWanted,
  understand: (asked: FileAsked, signal?: AbortSignal) => Found | Promise<Found>,
  signal?: AbortSignal,
): Promise<Result<{ found: Found; people: PersonInfo[] }>> {
  const people = await patiently(profile, () => peopleOf(profile));
  if (!people.ok) return people;
  const patientIds = people.value.map(({ patientId }) => patientId);
  const held = await ask(profile, 'held', { patientIds }, signal);
  if (!held.ok) return held;
  const systemZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = profile.time.now();
  const all = { path, answers, people: people.value, held: held.value, systemZone, now };
  return ok({ found: await understand(all, signal), people: people.value });
}

/** Stores of a file what the history lacks. @param isDryRun says what would become of it, and stores nothing */
export function importFile(
  profile: Profile,
  file: FileSeen,
  isDryRun: boolean,
  signal?: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<Result<Imported>> {
  const { hash, format, layout, unit, dateOrder, zone, rows, readings } = file;
  const skipped = file.skipped.reduce((sum, one) => sum + one.rows, 0);
  const toImport = { hash, format, layout, unit, dateOrder, zone, rows, skipped, readings };
  return ask(profile, isDryRun ? 'planImport' : 'importFile', toImport, signal, onProgress);
}

/** The imports that were not taken back, oldest first. */
export function importsOf(profile: Profile): Promise<Result<ImportEntry[]>> {
  return ask(profile, 'imports', null);
}

/** Takes an import back; `importUnknown`. */
export function undoImport(profile: Profile, importId: number): Promise<Result<{ removed: number }>> {
  return ask(profile, 'undoImport', { importId });
}

function ask<N extends ActName>(
  profile: Profile,
  name: N,
  request: RequestOf<N>,
  signal?: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<Result<AnswerOf<N>>> {
  return patiently(profile, () => profile.history.ask(name, request, signal, onProgress));
}

interface Moment {
  /** ms UTC */
  at: number;
  /** The same on the wearer's clock. */
  wall: number;
}

/** The first and the last reading of a file; null where it has none. */
export function spanOfFile({ readings }: FileSeen): { from: Moment; to: Moment } | null {
  const { measuredAt, wall } = readings;
  let [first, last] = [0, 0];
  for (let i = 1; i < measuredAt.length; i++) {
    if ((measuredAt[i] ?? 0) < (measuredAt[first] ?? 0)) first = i;
    if ((measuredAt[i] ?? 0) > (measuredAt[last] ?? 0)) last = i;
  }
  if (measuredAt.length === 0) return null;
  const moment = (i: number): Moment => ({ at: measuredAt[i] ?? 0, wall: wall[i] ?? 0 });
  return { from: moment(first), to: moment(last) };
}
