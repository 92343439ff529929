import { beforeEach, describe, expect, it } from 'vitest';
import { STILL_MS, TypingGuard } from '../../../src/renderer/alarm/typing-guard.ts';
import { FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let guard: TypingGuard;
/** The page, as far as the guard listens to it. */
let page: EventTarget;
/** What the page's own buttons would have heard. */
let heard: string[];

beforeEach(() => {
  clock = new FakeClock();
  guard = new TypingGuard(() => clock.monotonic());
  page = new EventTarget();
  heard = [];
  guard.watch(page as Window);
  for (const kind of ['keydown', 'keypress', 'keyup'])
    page.addEventListener(kind, (event) => void heard.push(`${kind} ${(event as KeyEvent).key}`));
});

class KeyEvent extends Event {
  readonly key: string;
  constructor(kind: string, key: string) {
    super(kind, { cancelable: true });
    this.key = key;
  }
}

/** @returns whether anything of it would have been done */
function press(key: string): boolean {
  const events = ['keydown', 'keypress', 'keyup'].map((kind) => new KeyEvent(kind, key));
  for (const event of events) page.dispatchEvent(event);
  return events.some(({ defaultPrevented }) => !defaultPrevented);
}

describe('D2: a window that came by itself', () => {
  it('takes none of the keys of somebody who types on elsewhere', () => {
    for (const key of 'cd project\t\n') {
      expect(press(key)).toBe(false);
      clock.advance(STILL_MS - 1);
    }
    expect(heard).toEqual([]);
  });

  it('takes keys once nobody has typed for a second and a half', () => {
    press('c');
    clock.advance(STILL_MS);
    expect([press('Tab'), press('Enter')]).toEqual([true, true]);
    expect(heard).toEqual(
      ['Tab', 'Enter'].flatMap((key) => ['keydown', 'keypress', 'keyup'].map((kind) => `${kind} ${key}`)),
    );
  });

  it('takes them at once after the mouse', () => {
    page.dispatchEvent(new Event('pointerdown'));
    expect(press('Tab')).toBe(true);
  });

  it('takes none again when it comes again, or is given the keyboard', () => {
    page.dispatchEvent(new Event('pointerdown'));
    guard.came();
    expect(press('Enter')).toBe(false);
    page.dispatchEvent(new Event('pointerdown'));
    page.dispatchEvent(new Event('focus'));
    expect(press('Enter')).toBe(false);
  });

  it('does not take the end of a key that it did not take', () => {
    const down = new KeyEvent('keydown', ' ');
    page.dispatchEvent(down);
    clock.advance(STILL_MS);
    const up = new KeyEvent('keyup', ' ');
    page.dispatchEvent(up);
    expect([down.defaultPrevented, up.defaultPrevented]).toEqual([true, true]);
  });
});
