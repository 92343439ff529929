import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from '../../../src/shared/settings/sha256.ts';
import fc from '../../support/seeds.ts';

it('is the SHA-256 that everybody else computes', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});
