import { beforeEach, describe, expect, it } from 'vitest';
import {
  LOOK_EVERY_MS,
  LOOK_SOON_MS,
  TrayKeeper,
  type TrayAnswer,
} from '../../../../src/main/desktop/tray/tray-keeper.ts';
import { BEAT_MS, Pulse } from '../../../../src/main/time/pulse.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let answer: TrayAnswer;
let made: number;
let asks: number;
let told: unknown[];
let keeper: TrayKeeper;

beforeEach(() => {
  clock = new FakeClock();
  answer = 'shown';
  made = asks = 0;
  told = [];
  keeper = new TrayKeeper({
    clock,
    ask() {
      asks++;
      return Promise.resolve(answer);
    },
    make: () => made++,
    onChange: () => told.push(keeper.state),
  });
});

const settle = () => new Promise((resolve) => setImmediate(resolve));
async function start(first: TrayAnswer): Promise<void> {
  answer = first;
  keeper.start();
  await settle();
}
/** Lets time pass, and every answer come on the way. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 1000) {
    clock.advance(1000);
    await settle();
  }
}
/** Until it has looked once more, however long that is. */
async function nextLook(): Promise<void> {
  clock.advance(clock.nextIn ?? 0);
  await settle();
}

describe('the first icon', () => {
  it.each<TrayAnswer>(['host', 'lost', null])('is made at once where the answer is %s', async (first) => {
    await start(first);
    expect(made).toBe(1);
  });

  it('waits for somebody who shows it, asked every two seconds', async () => {
    await start('none');
    await pass(12_000);
    expect([made, asks, keeper.state]).toEqual([0, 7, 'none']);
    answer = 'lost';
    await pass(2000);
    expect(made).toBe(1);
    answer = 'shown';
    await pass(60_000);
    expect([made, keeper.state]).toEqual([1, 'shown']);
  });

  it('is made after a minute all the same', async () => {
    await start('none');
    await pass(58_000);
    expect(made).toBe(0);
    await pass(2000);
    expect([made, keeper.state]).toEqual([1, 'none']);
  });

  it('is not made once the program ends', async () => {
    await start('none');
    keeper.stop();
    answer = 'host';
    await pass(120_000);
    expect([made, clock.pending]).toEqual([0, 0]);
  });
});

describe('D4: the icon', () => {
  it('is made anew when a panel comes late, whether it lists its icons or not', async () => {
    for (const late of ['lost', 'host'] as const) {
      made = 0;
      keeper = new TrayKeeper({
        clock,
        ask: () => Promise.resolve(answer),
        make: () => made++,
        onChange: () => {},
      });
      await start('none');
      await pass(90_000);
      expect(made).toBe(1);
      answer = late;
      await pass(LOOK_EVERY_MS + LOOK_SOON_MS);
      expect(made).toBe(2);
      answer = late === 'host' ? 'host' : 'shown';
      await pass(120_000);
      expect(made).toBe(2);
      keeper.stop();
    }
  });

  it('is made anew when the panel was started anew, and its absence is told meanwhile', async () => {
    await start('host');
    answer = 'shown';
    await pass(60_000);
    answer = 'none';
    await pass(LOOK_EVERY_MS);
    answer = 'lost';
    await pass(LOOK_EVERY_MS + LOOK_SOON_MS);
    expect(made).toBe(2);
    answer = 'shown';
    await pass(LOOK_EVERY_MS);
    expect(told).toEqual(['shown', 'none', 'lost', 'shown']);
  });

  it('has a moment to come: what is missed once is neither told nor made anew', async () => {
    await start('host');
    answer = 'shown';
    await pass(60_000);
    answer = 'lost';
    await nextLook();
    answer = 'shown';
    await pass(60_000);
    expect([made, told]).toEqual([1, ['shown']]);
  });

  it('is made anew ever more rarely where none is ever shown', async () => {
    await start('lost');
    await pass(60_000);
    const inFirstMinute = made;
    await pass(60 * 60_000);
    expect(inFirstMinute).toBeLessThanOrEqual(4);
    expect(made).toBeLessThan(15);
    expect(keeper.state).toBe('lost');
  });

  it('is left alone where nobody says anything', async () => {
    await start(null);
    await pass(60 * 60_000);
    expect([made, told]).toEqual([1, []]);
  });

  it('outlives a question that fails', async () => {
    const asking = new TrayKeeper({
      clock,
      ask: () => Promise.reject(new Error('gone')),
      make: () => made++,
      onChange: () => {},
    });
    asking.start();
    await settle();
    expect([made, asking.state]).toEqual([1, null]);
  });
});

it('D7: an icon that macOS hides is told and not made anew, which would not help', async () => {
  await start(null);
  answer = 'hidden';
  await pass(5 * 60_000);
  expect([made, told]).toEqual([1, ['hidden']]);
  answer = 'shown';
  await pass(LOOK_EVERY_MS);
  expect(told).toEqual(['hidden', 'shown']);
});

it('looks again with what wakes the program anyhow, but soon where something is new', async () => {
  const pulse = new Pulse(clock);
  const end = pulse.beat(BEAT_MS, () => {});
  keeper = new TrayKeeper({
    clock,
    later: (callback) => pulse.once(LOOK_EVERY_MS, callback),
    ask() {
      asks++;
      return Promise.resolve(answer);
    },
    make: () => made++,
    onChange: () => {},
  });
  await start('shown');
  await pass(2000);
  asks = 0;
  await pass(10 * 60_000);
  expect(asks).toBeGreaterThanOrEqual((10 * 60_000) / LOOK_EVERY_MS - 1);
  expect(clock.pending).toBe(1);
  answer = 'lost';
  await pass(LOOK_EVERY_MS + BEAT_MS / 2 + LOOK_SOON_MS);
  expect(made).toBe(2);
  keeper.stop();
  end();
  expect(clock.pending).toBe(0);
});
