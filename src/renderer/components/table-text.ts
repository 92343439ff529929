import { guarded } from '../../shared/formula-guard.ts';

/** What a page shows in rows: what its columns are called, and a cell for each. */
export interface Table {
  headings: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A table as text for the clipboard: a line a row, the headings first, tabs between. */
export function tableText({ headings, rows }: Table): string {
  return [headings, ...rows].map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
}

const SIGNED_FIGURE = /^[+-]\d+(?:[.,]\d+)?$/;

/** A cell is one line without a tab, and never a formula: names are somebody else's words. */
function cellText(cell: string): string {
  const words = cell.replaceAll(/\s+/g, ' ').trim();
  return SIGNED_FIGURE.test(words) ? words : guarded(words);
}
