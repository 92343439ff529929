import { describe, expect, it } from 'vitest';
import { alarmWindowBounds } from '../../../../src/main/desktop/alarms/alarm-window-bounds.ts';
import fc from '../../../support/seeds.ts';

const screen = { x: 1920, y: 25, width: 1920, height: 1015 };

describe('the place of the alarm window', () => {
  it('is the corner without the notifications of the system', () => {
    expect(alarmWindowBounds(screen, 1, 'win32')).toMatchObject({ x: 1920 + 1920 - 528, y: 41 });
    const { y, height } = alarmWindowBounds(screen, 1, 'darwin');
    expect(y + height).toBe(25 + 1015 - 16);
  });

  it('grows with what there is to show, up to four', () => {
    const heights = [0, 1, 2, 4, 9].map((alarms) => alarmWindowBounds(screen, alarms, 'linux').height);
    expect(heights).toEqual([268, 268, 492, 940, 940]);
  });

  it('is inside the work area, however small', () => {
    const side = fc.integer({ min: 100, max: 5000 });
    const at = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(
        fc.record({ x: at, y: at, width: side, height: side }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom('win32', 'linux'),
        (area, alarms, platform) => {
          const { x, y, width, height } = alarmWindowBounds(area, alarms, platform);
          expect(x).toBeGreaterThanOrEqual(area.x);
          expect(y).toBeGreaterThanOrEqual(area.y);
          expect(x + width).toBeLessThanOrEqual(area.x + area.width);
          expect(y + height).toBeLessThanOrEqual(area.y + area.height);
        },
      ),
    );
  });
});
