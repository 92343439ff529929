import { problem } from '../problems.ts';
import { clarity } from './clarity.ts';
import { IMPORT_LIMITS, type ImportContext, type Table, type Understanding } from './import-file.ts';
import { libreview } from './libreview.ts';
import { nightscoutList, nightscoutTable } from './nightscout.ts';
import { ownList, ownTable } from './own-files.ts';
import { fault, type LineOf } from './outcome.ts';
import type { Entries, Sheet } from './sheet.ts';
import { understandEntries } from './understand-entries.ts';
import { understandSheet } from './understand-sheet.ts';

/** What is to be read of a file: a table of fields, or a list out of JSON. */
export type FileContent = { is: 'table'; table: Table } | { is: 'list'; list: readonly unknown[] };

/**
 * Understands a file whole: whose it is, in what unit, order of dates and zone, once for all rows, and what of it can be
 * read. Asks where nothing decides; nothing is taken over half understood.
 */
export function understand(content: FileContent, context: ImportContext): Understanding {
  const size = content.is === 'table' ? content.table.rows.length : content.list.length;
  if (size > IMPORT_LIMITS.rows) {
    return { is: 'problem', problem: problem('fileTooLong', { rows: IMPORT_LIMITS.rows }) };
  }
  const found = recognised(content, context.answers.format);
  if (found === null) return fault(context.answers.format === null ? 'unknownForm' : 'notOfFormat');
  const lineOf: LineOf = content.is === 'table' ? linesOf(content.table.rows) : (index: number) => index + 1;
  return found.clock === 'wall'
    ? understandSheet(found, context, lineOf)
    : understandEntries(found, context, lineOf);
}

function recognised(
  content: FileContent,
  format: ImportContext['answers']['format'],
): Sheet | Entries | null {
  const forms: (() => Sheet | Entries | null)[] =
    content.is === 'list'
      ? [() => ownList(content.list), () => nightscoutList(content.list)]
      : [
          () => ownTable(content.table),
          () => libreview(content.table),
          () => clarity(content.table),
          () => nightscoutTable(content.table),
        ];
  for (const form of forms) {
    const found = form();
    if (found && (format === null || found.format === format)) return found;
  }
  return null;
}

/** The line on which each row begins: a quoted field may have ends of lines in it. */
function linesOf(rows: Table['rows']): LineOf {
  const lines = new Uint32Array(rows.length);
  let line = 1;
  rows.forEach((row, index) => {
    lines[index] = line;
    line += 1;
    for (const field of row) {
      if (field === '') continue;
      for (let at = field.indexOf('\n'); at !== -1; at = field.indexOf('\n', at + 1)) line += 1;
    }
  });
  return (index) => lines[index] ?? 0;
}
