import { isolated, rowsOf, widthOf } from './text-width.ts';

/** A column of a table. */
export interface Column {
  heading: string;
  /** Its cells are numbers, which stand at the right. */
  number?: boolean;
  /** It is left out where there is no room, 1 first; what has no such number is always there. */
  spare?: number;
  /** Its cells are never parted, as they are to be copied. */
  whole?: boolean;
  /** Its cells are bars, which become shorter together where there is little room. */
  bar?: boolean;
}

type Rows = readonly (readonly string[])[];

/** Cells between two columns; where there is little room one. */
const GAP = 2;
/** A shorter bar tells nothing. */
const LEAST_BAR = 8;
/** A longer word may be parted, as may one of letters that are written without spaces, into pieces of this size. */
const LONGEST_WORD = 16;
const LEAST_PIECE = 8;

/**
 * The lines of a table that fit into so many cells of a terminal (null: as wide as it gets): bars become shorter, spare
 * columns are left out, cells go on below themselves; where even that is too wide, each row becomes a paragraph.
 */
export function tableLines(columns: readonly Column[], rows: Rows, room: number | null): string[] {
  if (room === null) return layOut(columns, rows, naturalWidths(columns, rows));
  let shown = columns.map((column, index) => ({ column, index }));
  const spare = columns.flatMap(({ spare: order, bar }, index) =>
    order || bar ? [{ index, order: order ?? 0 }] : [],
  );
  spare.sort((a, b) => a.order - b.order);
  for (;;) {
    const some = shown.map(({ column }) => column);
    const cells = rows.map((row) => shown.map(({ index }) => row[index] ?? ''));
    const widths = fittingWidths(some, cells, room, spare.length > 0);
    if (widths !== null) return layOut(some, cells, widths);
    const close = spare.length > 0 ? null : fittingWidths(some, cells, room + some.length - 1, false);
    if (close !== null) return layOut(some, cells, close, 1);
    const [least] = spare.splice(0, 1);
    if (!least) return paragraphs(columns, rows, room);
    shown = shown.filter(({ index }) => index !== least.index);
  }
}

function naturalWidths(columns: readonly Column[], rows: Rows): number[] {
  return columns.map(({ heading }, index) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? '')), widthOf(heading)),
  );
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1));
}

/** The widths in which a table fits, or null. @param whole nothing but bars may become narrower yet */
function fittingWidths(
  columns: readonly Column[],
  rows: Rows,
  room: number,
  whole: boolean,
): number[] | null {
  const widths = naturalWidths(columns, rows);
  const least = columns.map((column, index) =>
    column.bar
      ? Math.min(LEAST_BAR, widths[index]!)
      : whole
        ? widths[index]!
        : leastWidth(column, rows, index),
  );
  for (let excess = totalOf(widths) - room; excess > 0; excess -= 1) {
    const widest = widths.reduce(
      (best, width, index) => (width > least[index]! && (best < 0 || width > widths[best]!) ? index : best),
      -1,
    );
    if (widest < 0) return null;
    widths[widest]! -= 1;
  }
  return widths;
}

/** How narrow a column can be: as its longest word, or its longest number. */
function leastWidth({ heading, number, whole }: Column, rows: Rows, index: number): number {
  const longest = (text: string): number => Math.max(...text.split(' ').map((word) => leastOfWord(word)));
  return rows.reduce((least, row) => {
    const cell = row[index] ?? '';
    return Math.max(least, number || whole ? widthOf(cell) : longest(cell));
  }, longest(heading));
}

function leastOfWord(word: string): number {
  return Math.min(
    widthOf(word),
    /\p{Ideographic}|\p{Script=Kana}|\p{Script=Hira}/u.test(word) ? LEAST_PIECE : LONGEST_WORD,
  );
}

function layOut(columns: readonly Column[], rows: Rows, widths: readonly number[], gap = GAP): string[] {
  const bars = columns.map(({ bar }, index) => {
    const longest = rows.reduce((most, row) => Math.max(most, row[index]?.length ?? 0), 0);
    return bar && longest > widths[index]! ? widths[index]! / longest : null;
  });
  return [columns.map(({ heading }) => heading), ...rows].flatMap((row) => {
    const cells = columns.map((_, index) => {
      const [cell, scale] = [row[index] ?? '', bars[index]];
      if (typeof scale === 'number' && cell !== '')
        return [cell.slice(0, Math.max(1, Math.round(cell.length * scale)))];
      return rowsOf(cell, widths[index]!);
    });
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      columns
        .map(({ number }, index) => {
          const text = cells[index]![line] ?? '';
          const padding = ' '.repeat(widths[index]! - widthOf(text));
          return number ? padding + text : isolated(text) + padding;
        })
        .join(' '.repeat(gap))
        .trimEnd(),
    );
  });
}

/** A row as lines of heading and value, with an empty line between rows; what is empty is left out. */
function paragraphs(columns: readonly Column[], rows: Rows, room: number): string[] {
  const named = columns.map((column, index) => ({ ...column, index })).filter(({ bar }) => !bar);
  const indent = Math.min(
    Math.max(...named.map(({ heading }) => widthOf(heading))) + GAP,
    Math.floor(room / 2),
  );
  return rows.flatMap((row, number) => [
    ...(number > 0 ? [''] : []),
    ...named.flatMap(({ heading, index }) => {
      const cell = row[index] ?? '';
      if (cell === '') return [];
      const names = rowsOf(heading, indent - GAP);
      const values = rowsOf(cell, room - indent);
      return Array.from({ length: Math.max(names.length, values.length) }, (_, line) => {
        const name = names[line] ?? '';
        return `${name}${' '.repeat(indent - widthOf(name))}${isolated(values[line] ?? '')}`.trimEnd();
      });
    }),
  ]);
}
