import { readFile, stat } from 'node:fs/promises';
import {
  IMPORT_LIMITS,
  type ImportAnswers,
  type Imported,
  type ImportEntry,
} from '../../shared/exchange/import-file.ts';
import { problem, type KnownCause, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ActName, AnswerOf, RequestOf } from '../history/acts.ts';
import type { PersonInfo } from '../history/people.ts';
import { findPerson } from '../profile/people.ts';
import type { Profile } from '../profile/profile.ts';
import { peopleOf } from '../reports/people.ts';
import { patiently } from './patience.ts';
import { understandFile, type FileAsked, type FileSeen, type FileUnderstanding } from './understand-file.ts';

/** How a file is understood: here, or in a thread of its own. */
export type Understand = (
  asked: FileAsked,
  signal?: AbortSignal,
) => FileUnderstanding | Promise<FileUnderstanding>;

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

/** Reads a file whole and says how it is understood; nothing is stored. */
export async function lookIntoFile(
  profile: Profile,
  { path, answers }: FileWanted,
  understand: Understand = understandFile,
  signal?: AbortSignal,
): Promise<Result<FileUnderstanding>> {
  const people = await peopleKnown(profile);
  if (!people.ok) return people;
  const bytes = await bytesOf(path, signal);
  if (!bytes.ok) return bytes;
  const patientIds = people.value.map(({ patientId }) => patientId);
  const held = await ask(profile, 'held', { patientIds }, signal);
  if (!held.ok) return held;
  const systemZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = profile.time.now();
  const all = { bytes: bytes.value, answers, people: people.value, held: held.value, systemZone, now };
  return ok(await understand(all, signal));
}

/** Stores of a file what the history lacks. @param isDryRun says what would become of it, and stores nothing */
export function importFile(
  profile: Profile,
  file: FileSeen,
  isDryRun: boolean,
  signal?: AbortSignal,
): Promise<Result<Imported>> {
  const { hash, format, layout, unit, dateOrder, zone, rows, readings } = file;
  const skipped = file.skipped.reduce((sum, one) => sum + one.rows, 0);
  const toImport = { hash, format, layout, unit, dateOrder, zone, rows, skipped, readings };
  return ask(profile, isDryRun ? 'planImport' : 'importFile', toImport, signal);
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
): Promise<Result<AnswerOf<N>>> {
  return patiently(profile, () => profile.history.ask(name, request, signal));
}

async function bytesOf(path: string, signal?: AbortSignal): Promise<Result<Uint8Array>> {
  try {
    const { size } = await stat(path);
    if (size > IMPORT_LIMITS.bytes) {
      return fail(problem('fileTooLarge', { megabytes: IMPORT_LIMITS.bytes / 1024 / 1024 }));
    }
    return ok(await readFile(path, { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    return fail(unreadable(path, error));
  }
}

function unreadable(path: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = code === 'ENOENT' ? ('noSuchFile' satisfies KnownCause) : code || 'unknownError';
  return problem('fileUnreadable', { path, cause });
}
