import { describe, expect, it } from 'vitest';
import { kindPicture } from '../../../../src/main/desktop/notify/kind-picture.ts';
import { ALARM_KINDS, type AlarmKind } from '../../../../src/shared/alarms/kinds.ts';

const PX = 64;
const draw = (kind: AlarmKind, urgent = false) => kindPicture(kind, { px: PX, urgent, palette: 'standard' });

/** The brightness of a pixel, 0 to 255. */
function brightness(kind: AlarmKind, urgent: boolean, x: number, y: number): number {
  const { pixels } = draw(kind, urgent);
  const at = 4 * (y * PX + x);
  return 0.3 * pixels[at]! + 0.59 * pixels[at + 1]! + 0.11 * pixels[at + 2]!;
}

describe('D14: the picture of a kind', () => {
  it('is another one for each, and for urgent ones', () => {
    const all = ALARM_KINDS.flatMap((kind) => [draw(kind), draw(kind, true)]);
    expect(new Set(all.map(({ pixels }) => pixels.join())).size).toBe(all.length);
  });

  it('has two triangles where the kind is urgent, one else: without any colour too', () => {
    // A column through the middle of both points; light and dark change places.
    const edges = (kind: AlarmKind, urgent: boolean) => {
      const bright = Array.from({ length: PX }, (_, y) => brightness(kind, urgent, PX / 2 + 8, y) > 100);
      return bright.slice(1).filter((one, y) => one !== bright[y]).length;
    };
    expect([edges('low', false), edges('urgentLow', true)]).toEqual([2, 4]);
    expect([edges('high', false), edges('urgentHigh', false)]).toEqual([2, 4]);
  });

  it('is dark with a light shape, and light on a ground of colour where it is urgent', () => {
    for (const kind of ALARM_KINDS) {
      expect(brightness(kind, false, PX / 2, 3)).toBeLessThan(50);
      expect(brightness(kind, true, PX / 2, 3)).toBeGreaterThan(50);
    }
  });

  it('has its sign cut out: the hole of a ring, the mark in the triangle', () => {
    expect(brightness('sensor', false, PX / 2, PX / 2)).toBeLessThan(50);
    expect(brightness('sensor', false, PX / 2, 18)).toBeGreaterThan(200);
    expect(brightness('impaired', false, PX / 2, 32)).toBeLessThan(50);
    expect(brightness('noData', false, PX / 2, PX / 2)).toBeGreaterThan(200);
  });

  it('has a ground that nothing shines through, save at its corners', () => {
    for (const kind of ALARM_KINDS) {
      const { pixels } = draw(kind);
      const alphaAt = (x: number, y: number) => pixels[4 * (y * PX + x) + 3];
      expect([alphaAt(0, 0), alphaAt(PX / 2, 1), alphaAt(PX / 2, PX / 2)]).toEqual([0, 255, 255]);
    }
  });
});
