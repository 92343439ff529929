import fc from '../../support/seeds.ts';

/** Ways to damage a file: bytes overwritten anywhere or in the header, cut short, a page lost. */
export const damageArbitrary: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc.oneof(
  fc
    .tuple(fc.nat(), fc.uint8Array({ minLength: 64, maxLength: 64 }))
    .map(([at, noise]) => (bytes: Buffer) => {
      bytes.set(noise, at % (bytes.length - noise.length));
      return bytes;
    }),
  fc
    .tuple(fc.nat(99), fc.uint8Array({ minLength: 1, maxLength: 100 }))
    .map(([at, noise]) => (bytes: Buffer) => {
      bytes.set(noise, at);
      return bytes;
    }),
  fc.nat().map((length) => (bytes: Buffer) => bytes.subarray(0, 1 + (length % (bytes.length - 1)))),
  fc.nat().map((page) => (bytes: Buffer) => {
    const start = (page % (bytes.length / 4096)) * 4096;
    return bytes.fill(0, start, start + 4096);
  }),
);
