import { expect, it } from 'vitest';
import { NotAnswered, withinLimit } from '../../../../src/main/desktop/report/within-limit.ts';
import { unlessAborted } from '../../../../src/main/desktop/windows/unless-aborted.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const never = () => new Promise<never>(() => {});

it('waits twenty seconds and no longer, and tells the work', async () => {
  const clock = new FakeClock();
  let told: AbortSignal | null = null;
  const made = withinLimit(clock, new AbortController().signal, (signal) => {
    told = signal;
    return never();
  });
  const failed = expect(made).rejects.toBeInstanceOf(NotAnswered);
  clock.advance(19_999);
  expect(told!.aborted).toBe(false);
  clock.advance(1);
  await failed;
  expect(told!.aborted).toBe(true);
});

it('gives what came of it, and forgets the limit', async () => {
  const clock = new FakeClock();
  let told: AbortSignal | null = null;
  const made = withinLimit(clock, new AbortController().signal, async (signal) => {
    told = signal;
    return 'made';
  });
  expect(await made).toBe('made');
  clock.advance(60_000);
  expect(told!.aborted).toBe(false);
});

it('ends at once where nobody wants it any more', async () => {
  const left = new AbortController();
  const made = withinLimit(new FakeClock(), left.signal, never);
  const failed = expect(made).rejects.toBe('left');
  left.abort('left');
  await failed;
  await expect(unlessAborted(left.signal, never())).rejects.toBe('left');
});

it('lets nobody miss a failure that comes too late', async () => {
  const left = new AbortController();
  const work = Promise.withResolvers<never>();
  const made = unlessAborted(left.signal, work.promise);
  const failed = expect(made).rejects.toBe('left');
  left.abort('left');
  await failed;
  // Unhandled, this would fail the run.
  work.reject(new Error('late'));
  await new Promise((settle) => setImmediate(settle));
});
