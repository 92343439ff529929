import { beforeEach, describe, expect, it } from 'vitest';
import { guard } from '../../../../src/main/desktop/watchdog/guard.ts';
import { SharedSigns } from '../../../../src/main/desktop/watchdog/shared-signs.ts';
import { MINUTE, SECOND } from '../../../../src/shared/time.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const NOON = Date.UTC(2026, 10, 30, 12);

let clock: FakeClock;
let signs: SharedSigns;
let happened: unknown[];
/** How long it waited for a sign at most, each time. */
let waits: number[];

beforeEach(() => {
  clock = new FakeClock(NOON);
  signs = new SharedSigns();
  const watched = new SharedSigns(signs.memory);
  [happened, waits] = [[], []];
  guard({
    clock,
    // Of the other thread, over the same memory.
    signs: watched,
    awaitSign(known, mostMs, then) {
      waits.push(mostMs);
      const since = clock.monotonic();
      const look = (): void => {
        const isOver = watched.read().signs !== known || clock.monotonic() - since >= mostMs;
        if (isOver) then();
        else clock.after(SECOND, look);
      };
      look();
    },
    mark: (since) => Promise.resolve(void happened.push({ mark: since })),
    tell: () => Promise.resolve(void happened.push('told')),
    onBack: (since, until) => void happened.push({ since, until }),
  });
});

describe('the watchdog', () => {
  it('says nothing of a program that gives its signs', () => {
    for (let passed = 0; passed < 60; passed += 1) {
      signs.give();
      clock.advance(MINUTE);
    }
    expect(happened).toEqual([]);
  });

  it('waits for the next sign once there was one, and looks every five seconds where that does not come', () => {
    clock.advance(MINUTE);
    expect(waits).toEqual([]);
    signs.give();
    clock.advance(5 * SECOND);
    expect(waits).toEqual([20 * SECOND]);
    signs.give();
    clock.advance(SECOND);
    expect(waits).toHaveLength(2);
    const since = clock.now();
    clock.advance(89 * SECOND);
    expect(happened).toEqual([]);
    clock.advance(SECOND);
    expect(happened).toEqual([{ mark: since }, 'told']);
  });

  it('leaves a mark and tells, again every five minutes, until there is a sign', () => {
    clock.advance(95 * SECOND);
    expect(happened).toEqual([{ mark: NOON }, 'told']);
    clock.advance(10 * MINUTE);
    expect(happened).toEqual([{ mark: NOON }, 'told', 'told', 'told']);
    signs.give();
    clock.advance(5 * SECOND);
    expect(happened.slice(4)).toEqual([{ mark: null }, { since: NOON, until: NOON + 95_000 + 605_000 }]);
    clock.advance(85 * SECOND);
    expect(happened).toHaveLength(6);
  });
});
