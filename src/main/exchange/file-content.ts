import Papa from 'papaparse';
import { delimiterOf, unwrapped } from '../../shared/exchange/delimiter.ts';
import { IMPORT_LIMITS, type Table } from '../../shared/exchange/import-file.ts';
import type { FileContent } from '../../shared/exchange/understand.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A file's text with `\n` ends of lines; `guessed` where the bytes are of no encoding for certain. */
export interface FileText {
  text: string;
  encoding: Encoding;
  basis: 'read' | 'guessed';
}

/**
 * Bytes → text: what the byte order mark says, else UTF-16 where half the bytes are zero, else UTF-8, and what is none of
 * these as Windows-1252. Zeros that are left are dropped.
 */
export function textOf(bytes: Uint8Array): Result<FileText> {
  if (bytes.length > IMPORT_LIMITS.bytes) {
    return fail(problem('fileTooLarge', { megabytes: IMPORT_LIMITS.bytes / 1024 / 1024 }));
  }
  const { encoding, basis } = encodingOf(bytes);
  const text = decoded(bytes, encoding);
  if (text !== null) return ok({ text: tidy(text), encoding, basis });
  return ok({
    text: tidy(decoded(bytes, 'windows-1252') ?? ''),
    encoding: 'windows-1252',
    basis: 'guessed',
  });
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
  } catch {
    return null;
  }
}

function tidy(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '');
}

/** So many of the first bytes show whether every other one is zero. */
const SAMPLE = 4096;

function encodingOf(bytes: Uint8Array): { encoding: Encoding; basis: 'read' | 'guessed' } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', basis: 'read' };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', basis: 'read' };
  const zeros = [0, 0];
  const sample = bytes.subarray(0, SAMPLE);
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = sample.length / 2;
  if (odd > most * 0.7 && even < most * 0.3) return { encoding: 'utf-16le', basis: 'guessed' };
  if (even > most * 0.7 && odd < most * 0.3) return { encoding: 'utf-16be', basis: 'guessed' };
  return { encoding: 'utf-8', basis: 'read' };
}

/** Text → what is to be read of it: a list where it is JSON, else a table. */
export function contentOf(text: string): Result<FileContent> {
  if (/^\s*[[{]/.test(text)) {
    const list = listIn(text);
    if (list !== null) return ok({ is: 'list', list });
  }
  if (text.trim() === '') return fail(problem('fileNotUnderstood', { fault: 'noText' }));
  return ok({ is: 'table', table: tableOf(text) });
}

function listIn(text: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** One row more than may be, so that too many are seen. */
const MOST_ROWS = IMPORT_LIMITS.rows + 1;

function tableOf(text: string): Table {
  const lines = unwrapped(text);
  const delimiter = delimiterOf(lines);
  const { data, errors } = parsed(lines, delimiter);
  // A stray quote swallows lines up to the next one: then no quotation goes over the end of a line.
  if (errors.every(({ type }) => type !== 'Quotes')) return { delimiter, rows: data };
  return { delimiter, rows: lines.split('\n', MOST_ROWS).map((line) => rowOf(line, delimiter)) };
}

function parsed(text: string, delimiter: string): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter, newline: '\n', preview: MOST_ROWS });
}

const UNREADABLE = '\ufffd';

function rowOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const { data, errors } = parsed(line, delimiter);
  const [row = ['']] = data;
  // A quote without an end: what it has swallowed of the line is no field, and is left to be seen as none.
  return errors.some(({ code }) => code === 'MissingQuotes') ? [...row.slice(0, -1), UNREADABLE] : row;
}
