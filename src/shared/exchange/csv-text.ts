/** Of text that begins with one of these a spreadsheet makes a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A text as no spreadsheet takes it for a formula: with `'` before it where it could. For texts, never for figures. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** A text as a cell between commas: guarded, and in quotes where it needs them. */
export function textCell(text: string): string {
  const safe = guarded(text);
  return /[",\r\n]|^\s|\s$/.test(safe) ? quoted(safe) : safe;
}

/** A cell in quotes, whatever it holds. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** What a spreadsheet knows UTF-8 by. */
export const BYTE_ORDER_MARK = '\uFEFF';
export const LINE_END = '\r\n';
