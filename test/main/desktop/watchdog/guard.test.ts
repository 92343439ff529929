import { beforeEach, describe, expect, it } from 'vitest';
import { guard } from '../../../../src/main/desktop/watchdog/guard.ts';
import { SharedSigns } from '../../../../src/main/desktop/watchdog/shared-signs.ts';
import { MINUTE, SECOND } from '../../../../src/shared/time.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const NOON = Date.UTC(2026, 10, 30, 12);

let clock: FakeClock;
let signs: SharedSigns;
let happened: unknown[];

beforeEach(() => {
  clock = new FakeClock(NOON);
  signs = new SharedSigns();
  happened = [];
  guard({
    clock,
    // Of the other thread, over the same memory.
    signs: new SharedSigns(signs.memory),
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
