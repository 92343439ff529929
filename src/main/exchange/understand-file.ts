import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dayStrip, type DayStrip } from '../../shared/exchange/day-strip.ts';
import {
  columnsOf,
  heldIn,
  peopleIn,
  type FileColumns,
  type HeldColumns,
} from '../../shared/exchange/file-columns.ts';
import {
  IMPORT_LIMITS,
  type ImportAnswers,
  type ImportQuestion,
  type UnderstoodFile,
} from '../../shared/exchange/import-file.ts';
import { understand } from '../../shared/exchange/understand.ts';
import type { Person } from '../../shared/glucose/reading.ts';
import { problem, type KnownCause, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { contentOf, textOf } from './file-content.ts';

/** A file and all that it is understood by; plain data, for any thread. */
export interface FileAsked {
  path: string;
  answers: ImportAnswers;
  people: readonly Person[];
  /** What we hold of each of them, in their order. */
  held: readonly HeldColumns[];
  systemZone: string;
  /** ms UTC */
  now: number;
}

/** A file as it was understood, its readings in columns. */
export interface FileSeen extends Omit<UnderstoodFile, 'readings'> {
  /** SHA-256 of its bytes. */
  hash: string;
  readings: FileColumns;
  /** Beside what is held of the people in it. */
  days: DayStrip | null;
}

export type FileUnderstanding =
  | { is: 'understood'; file: FileSeen }
  | { is: 'question'; question: ImportQuestion }
  | { is: 'problem'; problem: Problem };

/**
 * Path → bytes → text → rows → what they say. Waits for the disk, and takes a second for a year at a reading a minute:
 * whoever has other things to do meanwhile has it done in a thread of its own.
 */
export function understandFile(asked: FileAsked): FileUnderstanding {
  const { path, answers, people, held, systemZone, now } = asked;
  const bytes = bytesOf(path);
  if (!bytes.ok) return { is: 'problem', problem: bytes.problem };
  const text = textOf(bytes.value);
  const content = text.ok ? contentOf(text.value.text) : text;
  if (!content.ok) return { is: 'problem', problem: content.problem };
  const of = new Map(people.map(({ patientId }, index) => [patientId, index]));
  const heldOf = (patientId: string): HeldColumns | undefined => held[of.get(patientId) ?? -1];
  const found = understand(content.value, {
    answers,
    people,
    held: (patientId) => {
      const columns = heldOf(patientId);
      return columns ? heldIn(columns) : [];
    },
    systemZone,
    now,
  });
  if (found.is !== 'understood') return found;
  const { readings, ...file } = found.file;
  const columns = columnsOf(readings);
  const within = [...peopleIn(columns)].flatMap((patientId) => heldOf(patientId) ?? []);
  return {
    is: 'understood',
    file: {
      ...file,
      hash: createHash('sha256').update(bytes.value).digest('hex'),
      readings: columns,
      days: dayStrip(columns, within),
    },
  };
}

function bytesOf(path: string): Result<Uint8Array> {
  try {
    if (statSync(path).size > IMPORT_LIMITS.bytes) {
      return fail(problem('fileTooLarge', { megabytes: IMPORT_LIMITS.bytes / 1024 / 1024 }));
    }
    return ok(readFileSync(path));
  } catch (error) {
    return fail(unreadable(path, error));
  }
}

const CAUSES: Partial<Record<string, KnownCause>> = { ENOENT: 'noSuchFile', EISDIR: 'isFolder' };

function unreadable(path: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return problem('fileUnreadable', { path, cause: CAUSES[code] ?? (code || 'unknownError') });
}
