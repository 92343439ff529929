import { createHash } from 'node:crypto';
import { columnsOf, heldIn, type FileColumns, type HeldColumns } from '../../shared/exchange/file-columns.ts';
import type { ImportAnswers, ImportQuestion, UnderstoodFile } from '../../shared/exchange/import-file.ts';
import { understand } from '../../shared/exchange/understand.ts';
import type { Person } from '../../shared/glucose/reading.ts';
import type { Problem } from '../../shared/problems.ts';
import { contentOf, textOf } from './file-content.ts';

/** A file and all that it is understood by; plain data, for any thread. */
export interface FileAsked {
  bytes: Uint8Array;
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
}

export type FileUnderstanding =
  | { is: 'understood'; file: FileSeen }
  | { is: 'question'; question: ImportQuestion }
  | { is: 'problem'; problem: Problem };

/** Bytes → text → rows → what they say. Takes a second for a year at a reading a minute. */
export function understandFile(asked: FileAsked): FileUnderstanding {
  const { bytes, answers, people, held, systemZone, now } = asked;
  const text = textOf(bytes);
  const content = text.ok ? contentOf(text.value.text) : text;
  if (!content.ok) return { is: 'problem', problem: content.problem };
  const of = new Map(people.map(({ patientId }, index) => [patientId, index]));
  const found = understand(content.value, {
    answers,
    people,
    held: (patientId) => {
      const columns = held[of.get(patientId) ?? -1];
      return columns ? heldIn(columns) : [];
    },
    systemZone,
    now,
  });
  if (found.is !== 'understood') return found;
  const { readings, ...file } = found.file;
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { is: 'understood', file: { ...file, hash, readings: columnsOf(readings) } };
}
