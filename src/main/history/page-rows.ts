/** What a column holds; ours know no other kinds. */
export type Value = number | string | null;

/** A row as a page has it: the values of its record, and the number that tables with one of their own keep before it. */
export interface PageRow {
  values: Value[];
  rowid: number | null;
}

/** The rows on a page that could be one of a tree, in its order; each is read when it is asked for. */
export interface PageRows {
  /** Whether they have numbers of their own: https://www.sqlite.org/fileformat2.html#b_tree_pages */
  isNumbered: boolean;
  count: number;
  /** Null where there is no row that makes sense. */
  row(index: number): PageRow | null;
}

const INDEX_INTERIOR = 0x02;
const INDEX_LEAF = 0x0a;
const TABLE_LEAF = 0x0d;

/** Bytes of whole numbers by serial type: https://www.sqlite.org/fileformat2.html#record_format */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

/**
 * Reads a page of a database without SQLite, whatever became of the rest of the file. Null where it has no rows. A row
 * that goes on on another page makes no sense here: none of ours is as long.
 */
export function rowsOfPage(page: Buffer): PageRows | null {
  const kind = page[0];
  if (kind !== INDEX_LEAF && kind !== TABLE_LEAF && kind !== INDEX_INTERIOR) return null;
  const isInterior = kind === INDEX_INTERIOR;
  const pointers = isInterior ? 12 : 8;
  const count = page.readUInt16BE(3);
  if (count === 0 || pointers + count * 2 > page.length) return null;
  const isNumbered = kind === TABLE_LEAF;
  return {
    isNumbered,
    count,
    row(index) {
      const start = page.readUInt16BE(pointers + index * 2);
      const cell = new Bytes(page, isInterior ? start + 4 : start);
      const length = cell.variable();
      const rowid = isNumbered ? cell.variable() : null;
      const values = cell.record(length);
      return values && { values, rowid };
    },
  };
}

/** Bytes of a page that are read one after the other; beyond its end there is nothing. */
class Bytes {
  readonly #page: Buffer;
  #at: number;

  constructor(page: Buffer, at: number) {
    this.#page = page;
    this.#at = at;
  }

  /** A whole number in as many bytes as it takes, or NaN: https://www.sqlite.org/fileformat2.html#varint */
  variable(): number {
    let value = 0;
    for (let bytes = 0; bytes < 8; bytes++) {
      const byte = this.#page[this.#at++];
      if (byte === undefined) return Number.NaN;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    // Nine bytes are for what is below zero; no number of ours is.
    return Number.NaN;
  }

  record(length: number): Value[] | null {
    const start = this.#at;
    const end = start + length;
    const body = start + this.variable();
    // Also where one of them is NaN.
    if (!(body <= end && end <= this.#page.length)) return null;
    const types: number[] = [];
    while (this.#at < body) types.push(this.variable());
    if (this.#at !== body) return null;
    const values: Value[] = [];
    for (const type of types) {
      const value = this.#value(type);
      if (value === undefined || this.#at > end) return null;
      values.push(value);
    }
    return this.#at === end ? values : null;
  }

  /** Undefined for what no column of ours holds. */
  #value(type: number): Value | undefined {
    if (type === 0) return null;
    if (type === 8 || type === 9) return type - 8;
    const at = this.#at;
    const bytes = INTEGER_BYTES[type];
    if (bytes !== undefined) {
      this.#at += bytes;
      if (this.#at > this.#page.length) return undefined;
      return bytes === 8 ? Number(this.#page.readBigInt64BE(at)) : this.#page.readIntBE(at, bytes);
    }
    if (!(type >= 13 && type % 2 === 1)) return undefined;
    this.#at += (type - 13) / 2;
    return this.#page.toString('utf8', at, this.#at);
  }
}
