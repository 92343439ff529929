import { expect, it } from 'vitest';
import { followStatus } from '../../../src/main/cli/follow-status.ts';
import type { Looked } from '../../../src/main/cli/show-status.ts';
import { ok } from '../../../src/shared/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';

it('writes what is another than before at the next look, and what is a minute old', () => {
  const clock = new FakeClock(0);
  let looked: Looked = { text: 'a', key: 'a' };
  const written: [number, string][] = [];
  const end = followStatus(
    clock,
    () => ok(looked),
    (text) => written.push([clock.monotonic(), text]),
  );
  clock.advance(12_000);
  looked = { text: 'b', key: 'b' };
  clock.advance(8_000);
  // The same but for its age.
  looked = { text: 'b, later', key: 'b' };
  clock.advance(60_000);
  end();
  looked = { text: 'c', key: 'c' };
  clock.advance(60_000);
  expect(written.map(([at, text]) => [at - written[0]![0], text])).toEqual([
    [0, 'a'],
    [15_000, 'b'],
    [75_000, 'b, later'],
  ]);
});
