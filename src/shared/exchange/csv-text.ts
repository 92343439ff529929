import { guarded } from '../formula-guard.ts';

/** A text as a cell between commas, or what else stands there: guarded, and in quotes where it needs them. */
export function textCell(text: string, between = ','): string {
  const safe = guarded(text);
  return safe.includes(between) || /["\r\n]|^\s|\s$/.test(safe) ? quoted(safe) : safe;
}

/** A cell in quotes, whatever it holds. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** What a spreadsheet knows UTF-8 by. */
export const BYTE_ORDER_MARK = '\uFEFF';
export const LINE_END = '\r\n';
