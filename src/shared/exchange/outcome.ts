import { printable } from '../printable.ts';
import { problem, type FileFault } from '../problems.ts';
import { LINES_NAMED, type ImportQuestion, type Skipped, type Understanding } from './import-file.ts';
import type { Skips } from './sheet.ts';

/** Where a row of the table or an item of the list stands in the file, from 1. */
export type LineOf = (index: number) => number;

export function fault(fault: FileFault): Understanding {
  return { is: 'problem', problem: problem('fileNotUnderstood', { fault }) };
}

export function ask(question: ImportQuestion): Understanding {
  return { is: 'question', question };
}

/** Skipped rows by reason, most of them first. */
export function skippedOf(skips: Skips, lineOf: LineOf): Skipped[] {
  return [...skips]
    .map(([reason, indexes]) => ({
      reason,
      rows: indexes.length,
      lines: indexes
        .map(lineOf)
        .toSorted((a, b) => a - b)
        .slice(0, LINES_NAMED),
    }))
    .toSorted((a, b) => b.rows - a.rows);
}

/** A text of the file as it may be shown. */
export function shown(text: string): string {
  return printable(text).slice(0, 60);
}
