import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { ArchiveLine } from '../../shared/exchange/write-archive.ts';
import type { FileFault } from '../../shared/problems.ts';
import type { GoOn } from './go-on.ts';

/** Why an archive is not imported; thrown, so that nothing of it stays. */
export class ArchiveFault extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(fault);
    this.fault = fault;
  }
}

const CHUNK = 1024 * 1024;
/** No line of an archive is longer, settings of many people neither. */
const LONGEST_LINE = 16 * CHUNK;

/**
 * The lines of an archive, a part of the file at a time, however long it is.
 * @param onHash hears the SHA-256 of the whole at the end
 * @param goOn called before each part
 */
export function* archiveLines(
  path: string,
  onHash: (hash: string) => void,
  goOn: GoOn,
): Generator<ArchiveLine> {
  const hash = createHash('sha256');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(CHUNK);
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    let [rest, read] = ['', 0];
    for (;;) {
      goOn(read / Math.max(size, 1));
      const length = readSync(file, chunk);
      read += length;
      hash.update(chunk.subarray(0, length));
      rest += length === 0 ? decoder.end() : decoder.write(chunk.subarray(0, length));
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new ArchiveFault('archiveBroken');
      for (const line of lines) yield lineOf(line);
      if (length > 0) continue;
      // The last line of a whole file has an end too.
      if (rest.trim() !== '') throw new ArchiveFault('archiveBroken');
      onHash(hash.digest('hex'));
      return;
    }
  } finally {
    closeSync(file);
  }
}

function lineOf(text: string): ArchiveLine {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw new ArchiveFault('archiveBroken');
  }
  if (typeof line !== 'object' || line === null || !('is' in line)) throw new ArchiveFault('archiveBroken');
  return line as ArchiveLine;
}
