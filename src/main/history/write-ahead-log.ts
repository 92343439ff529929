/**
 * What a write-ahead log adds to its file, up to its last commit. By the rules of
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log: frames count while salts and running checksum hold.
 */
export interface WriteAheadLog {
  pageSize: number;
  /** Pages of the whole file after the last commit. */
  pages: number;
  /** By page number, counted from 1. */
  content: ReadonlyMap<number, Buffer>;
}

const HEADER = 32;
const FRAME_HEADER = 24;

/** Null for a log that adds nothing, or that SQLite would not read either. */
export function readLog(bytes: Buffer): WriteAheadLog | null {
  if (bytes.length < HEADER || (bytes.readUInt32BE(0) | 1) !== 0x377f0683) return null;
  const sum = checksum(bytes, (bytes.readUInt32BE(0) & 1) === 0);
  const pageSize = bytes.readUInt32BE(8);
  if (pageSize < 512 || pageSize > 65_536) return null;
  sum.add(0, 24);
  if (!sum.stands(24)) return null;
  const content = new Map<number, Buffer>();
  let pages = 0;
  let uncommitted: [number, Buffer][] = [];
  for (let at = HEADER; at + FRAME_HEADER + pageSize <= bytes.length; at += FRAME_HEADER + pageSize) {
    if (bytes.compare(bytes, 16, 24, at + 8, at + 16) !== 0) break;
    const page = at + FRAME_HEADER;
    sum.add(at, at + 8);
    sum.add(page, page + pageSize);
    if (!sum.stands(at + 16)) break;
    uncommitted.push([bytes.readUInt32BE(at), bytes.subarray(page, page + pageSize)]);
    const pagesAfter = bytes.readUInt32BE(at + 4);
    if (pagesAfter === 0) continue;
    for (const [number, bytesOfPage] of uncommitted) content.set(number, bytesOfPage);
    uncommitted = [];
    pages = pagesAfter;
  }
  return pages === 0 ? null : { pageSize, pages, content };
}

/** The file with all that its log adds, as one. */
export function withLog(file: Buffer, log: WriteAheadLog): Buffer {
  const whole = Buffer.alloc(log.pages * log.pageSize);
  file.copy(whole);
  for (const [number, page] of log.content) page.copy(whole, (number - 1) * log.pageSize);
  return whole;
}

function checksum(bytes: Buffer, littleEndian: boolean) {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [first, second] = [0, 0];
  return {
    add(from: number, to: number): void {
      for (let at = from; at < to; at += 8) {
        first = (first + words.getUint32(at, littleEndian) + second) >>> 0;
        second = (second + words.getUint32(at + 4, littleEndian) + first) >>> 0;
      }
    },
    stands: (at: number) => bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second,
  };
}
