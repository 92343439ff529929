import { basename } from 'node:path';
import { peopleIn } from '../../shared/exchange/file-columns.ts';
import type { Imported } from '../../shared/exchange/import-file.ts';
import type { ArchivePreview, FileAtHand, FileLooked, FilePreview, Given } from '../../shared/ipc/imports.ts';
import { printable } from '../../shared/printable.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ArchiveImported } from '../history/archive.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Profile } from '../profile/profile.ts';
import { importArchive } from './import-archive.ts';
import { importFile, lookIntoFile, spanOfFile } from './import-file.ts';
import type { FileSeen } from './understand-file.ts';
import { understandInThread } from './understanding-thread.ts';

/** Whose history a file is for. */
export interface Whose {
  profile: Profile;
  isDemo: boolean;
}

/** Who waits for it. */
export interface Waiting {
  signal: AbortSignal;
  progress: (done: number) => void;
}

interface AtHand {
  number: number;
  path: string;
  profile: Profile;
  /** As it was understood last; `archive` is read anew each time. */
  seen: FileSeen | 'archive' | null;
}

const GONE = fail(problem('fileNotAtHand', {}));

/**
 * The file that a window is about to import, with all that was read of it. One at a time: the next ends the one before,
 * and so does another data folder than the one it was chosen for.
 */
export class FilesAtHand {
  #last = 0;
  #atHand: AtHand | null = null;

  /** Takes a file, without looking at it. */
  take({ profile }: Whose, path: string): FileAtHand {
    const number = ++this.#last;
    this.#atHand = { number, path, profile, seen: null };
    return { file: number, name: nameOf(path) };
  }

  /** Says how it is understood and what would become of it; nothing is stored. */
  async look(
    whose: Whose,
    { file, given }: { file: number; given: Given },
    { signal }: Pick<Waiting, 'signal'>,
  ): Promise<Result<FileLooked>> {
    const atHand = this.#of(whose, file);
    if (atHand === null) return GONE;
    atHand.seen = null;
    const { path, profile } = atHand;
    const looked = await lookIntoFile(
      profile,
      { path, answers: { ...given, format: null } },
      understandInThread,
      signal,
    );
    if (!looked.ok) return looked;
    const { found, people } = looked.value;
    if (found.is === 'archive') return this.#lookIntoArchive(whose, atHand, signal);
    if (people.length === 0) return fail(problem('nobodyKnown', {}));
    if (found.is === 'problem') return fail(named(found.problem));
    if (found.is === 'question') return ok({ ...found, people: people.map(personOf) });
    const would = await importFile(profile, found.file, true, signal);
    if (!would.ok) return would;
    atHand.seen = found.file;
    return ok(previewOf(found.file, people, would.value));
  }

  /** Imports it as it was understood last. What is called off leaves nothing, and it stays at hand. */
  async import(whose: Whose, file: number, { signal, progress }: Waiting): Promise<Result<Imported>> {
    const atHand = this.#of(whose, file);
    if (atHand === null || atHand.seen === null) return GONE;
    const { path, profile, seen } = atHand;
    const archive = { path, isDemo: whose.isDemo, isDryRun: false };
    const done =
      seen === 'archive'
        ? await importArchive(profile, archive, signal, progress)
        : await importFile(profile, seen, false, signal, progress);
    if (!done.ok) return done;
    if (this.#atHand === atHand) this.#atHand = null;
    return ok(importedOf(done.value));
  }

  /** Nobody wants to import it any more. */
  forget(file: number): void {
    if (this.#atHand?.number === file) this.#atHand = null;
  }

  #of({ profile }: Whose, file: number): AtHand | null {
    return this.#atHand?.number === file && this.#atHand.profile === profile ? this.#atHand : null;
  }

  async #lookIntoArchive(
    { profile, isDemo }: Whose,
    atHand: AtHand,
    signal: AbortSignal,
  ): Promise<Result<ArchivePreview>> {
    const would = await importArchive(profile, { path: atHand.path, isDemo, isDryRun: true }, signal);
    if (!would.ok) return would;
    atHand.seen = 'archive';
    return ok(archivePreviewOf(would.value));
  }
}

/** As it may be shown. */
function nameOf(path: string): string {
  return printable(basename(path));
}

/** Where a file is, is nothing for a page. */
function named(fault: Problem): Problem {
  if (fault.code !== 'fileUnreadable') return fault;
  const { path, cause } = fault.params;
  return problem('fileUnreadable', { path: nameOf(path), cause });
}

function personOf({ patientId, firstName, lastName }: PersonInfo) {
  return { patientId, firstName, lastName };
}

function importedOf(done: Imported): Imported {
  const { importId, inserted, duplicates, conflicts, alreadyImportedAt } = done;
  return { importId, inserted, duplicates, conflicts, alreadyImportedAt };
}

function previewOf(file: FileSeen, people: readonly PersonInfo[], would: Imported): FilePreview {
  const { readings, hash: _, ...understood } = file;
  const within = peopleIn(readings);
  const span = spanOfFile(file);
  return {
    is: 'file',
    ...understood,
    people: people.filter(({ patientId }) => within.has(patientId)).map(personOf),
    span: span && { from: span.from.wall, to: span.to.wall },
    would,
  };
}

function archivePreviewOf({ readings, from, to, ...would }: ArchiveImported): ArchivePreview {
  const span = from === null || to === null ? null : { from, to };
  return { is: 'archive', readings, span, would: importedOf(would) };
}
