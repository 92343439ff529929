import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Memory for a few kilobytes at a time, in place of the usual quarter of a megabyte for each picture, and of sixteen
 * kilobytes that each left behind: what a process has once taken for such waste the system hardly gets back.
 */
const SMALL = { windowBits: 12, memLevel: 4, chunkSize: 2 * 1024 };

/** A PNG file of straight RGBA, rows from the top; nothing in it but the picture. */
export function png(pixels: Uint8Array, width: number): Buffer {
  const stride = 4 * width;
  const height = pixels.length / stride;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits each of red, green, blue and alpha.
  header.set([8, 6], 8);
  // Each row begins with its filter: none.
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++)
    rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, SMALL)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}
