import { inflateSync } from 'node:zlib';

/** Width and straight RGBA of a PNG as the tray writes them: eight bits, no filter, no interlacing. */
export function readPng(file: Buffer): { width: number; pixels: Buffer } {
  const width = file.readUInt32BE(16);
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(parts));
  const stride = 4 * width + 1;
  const height = rows.length / stride;
  const pixels = Array.from({ length: height }, (_, y) => {
    if (rows[y * stride] !== 0) throw new Error('a filtered row');
    return rows.subarray(y * stride + 1, (y + 1) * stride);
  });
  return { width, pixels: Buffer.concat(pixels) };
}
