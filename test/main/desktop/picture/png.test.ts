import { expect, it } from 'vitest';
import { png } from '../../../../src/main/desktop/picture/png.ts';
import { readPng } from '../../../support/png-reader.ts';

it('leaves a few kilobytes of each picture to be collected, and the picture', () => {
  const side = 16;
  const pixels = Uint8Array.from({ length: 4 * side * side }, (_, i) => (i * 37) % 251);
  const pictures = 100;
  png(pixels, side);
  const before = process.memoryUsage().arrayBuffers;
  let last: Buffer = Buffer.alloc(0);
  for (let i = 0; i < pictures; i += 1) last = png(pixels, side);
  const left = process.memoryUsage().arrayBuffers - before;
  // Whatever is collected meanwhile is less. A process that draws in a loop keeps what it once had.
  expect(left / pictures).toBeLessThan(8 * 1024);
  expect([...readPng(last).pixels]).toEqual([...pixels]);
});
