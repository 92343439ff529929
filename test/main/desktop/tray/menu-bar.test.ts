import { describe, expect, it } from 'vitest';
import { menuBarAnswer } from '../../../../src/main/desktop/tray/menu-bar.ts';

const laptop = { bounds: { x: 0, y: 0, width: 1512, height: 982 } };
const above = { bounds: { x: -200, y: -1080, width: 1920, height: 1080 } };
const at = (x: number, y: number, width = 38, height = 24) =>
  menuBarAnswer({ x, y, width, height }, [laptop, above]);

describe('D7: an icon of macOS', () => {
  it('stands in the menu bar of one of the displays', () => {
    expect(at(1200, 0)).toBe('shown');
    expect(at(1200, 6, 60, 33)).toBe('shown');
    expect(at(1500, -1080)).toBe('shown');
  });

  it.each([
    ['beyond every display', -5000, 0],
    ['below the lowest', 100, 2000],
    ['to the right', 3000, 5],
    ['in the lower left corner, where macOS 26 leaves what is switched off', -1, 958],
    ['a few pixels into that corner', 0, 977],
  ])('is hidden %s', (_, x, y) => {
    expect(at(x, y)).toBe('hidden');
  });

  it('is not judged before it is placed, nor without a display', () => {
    expect(at(0, 0, 0, 0)).toBeNull();
    expect(menuBarAnswer({ x: 900, y: 0, width: 30, height: 24 }, [])).toBeNull();
  });
});
