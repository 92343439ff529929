import { expect, it } from 'vitest';
import { DEFAULT_SIZE, validBounds } from '../../../../src/main/desktop/windows/window-bounds.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };

it.each([
  ['on the screen', { x: 100, y: 100, width: 900, height: 700 }, { x: 100, y: 100, width: 900, height: 700 }],
  ['on a screen that is gone', { x: -1200, y: 50, width: 900, height: 700 }, { width: 900, height: 700 }],
  ['below the screen', { x: 10, y: 2000, width: 900, height: 700 }, { width: 900, height: 700 }],
  [
    'D5: larger than the screen that is left',
    { x: 2000, y: 50, width: 2400, height: 1300 },
    { width: 1920, height: 1040 },
  ],
  [
    'above it, where no title bar can be caught',
    { x: 10, y: -300, width: 900, height: 700 },
    { width: 900, height: 700 },
  ],
  [
    'partly outside, still to be caught',
    { x: 1800, y: 10, width: 900, height: 700 },
    { x: 1800, y: 10, width: 900, height: 700 },
  ],
  ['too small', { x: 0, y: 0, width: 10, height: 10 }, { x: 0, y: 0, width: 320, height: 420 }],
  ['of another shape', { x: 'a' }, DEFAULT_SIZE],
  ['with halves of pixels', { x: 0.5, y: 0, width: 900, height: 700 }, DEFAULT_SIZE],
  ['nothing', null, DEFAULT_SIZE],
])('a window that was %s', (_, stored, expected) => {
  expect(validBounds(stored, [SCREEN])).toEqual(expected);
});

it('may be on any screen', () => {
  const stored = { x: -1200, y: 50, width: 900, height: 700 };
  expect(validBounds(stored, [SCREEN, LEFT])).toEqual(stored);
});
