import { describe, expect, it } from 'vitest';
import { figureScale } from '../../../src/renderer/components/limit-figures.ts';
import { keptLimits, limitsOfAccount } from '../../../src/renderer/window/first-run/account-limits.ts';
import { BOUNDS, DEFAULT_RULES, figureFault, type BoundedKind } from '../../../src/shared/alarms/rules.ts';
import { personState } from '../../../scripts/gallery/scenes/snapshots.ts';

const kinds = Object.keys(BOUNDS) as BoundedKind[];

describe('the scale of a limit', () => {
  it.each(kinds.flatMap((kind) => (['mmol', 'mgdl'] as const).map((unit) => [kind, unit] as const)))(
    'every step of %s in %s is allowed, and comes back as it was',
    (kind, unit) => {
      const { least, most, step, figure, shown } = figureScale(kind, unit);
      const steps = Math.round((most - least) / step);
      expect(steps).toBeGreaterThan(3);
      for (let i = 0; i <= steps; i++) {
        const value = Math.round((least + i * step) * 10) / 10;
        expect(figureFault(kind, figure(value)), `${value}`).toBeNull();
        expect(shown(figure(value))).toBe(value);
      }
      expect(figureFault(kind, figure(least - step))).not.toBeNull();
      expect(figureFault(kind, figure(most + step))).not.toBeNull();
    },
  );
});

describe('the limits of the first run', () => {
  it('are those of the account, as far as an alarm may have them', () => {
    const of = (low: number, high: number) =>
      limitsOfAccount(personState({ target: { low, high } }), DEFAULT_RULES);
    expect(of(76, 190)).toEqual({ low: 76, high: 190 });
    expect(of(54, 110)).toEqual({ low: 70, high: 240 });
    expect(limitsOfAccount(personState({ target: null }), DEFAULT_RULES)).toEqual({ low: 70, high: 240 });
  });

  it('are everyone’s where they are the same, and each one’s own where not', () => {
    const same = { low: 72, high: 200 };
    expect(
      keptLimits(
        new Map([
          ['a', same],
          ['b', { ...same }],
        ]),
        DEFAULT_RULES,
      ),
    ).toMatchObject({
      alarms: { low: { on: true, limit: 72 }, high: { limit: 200, holdWhileFalling: true } },
      people: { a: { limits: null }, b: { limits: null } },
    });
    const other = { low: 80, high: 200 };
    expect(
      keptLimits(
        new Map([
          ['a', same],
          ['b', other],
        ]),
        DEFAULT_RULES,
      ),
    ).toEqual({ people: { a: { limits: same }, b: { limits: other } } });
    expect(keptLimits(new Map(), DEFAULT_RULES)).toEqual({});
  });
});
