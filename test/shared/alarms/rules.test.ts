import { describe, expect, it } from 'vitest';
import {
  BOUNDS,
  DEFAULT_RULES,
  figureOf,
  ruleFaults,
  suggestedFigures,
  withFigure,
  type AlarmRules,
  type BoundedKind,
} from '../../../src/shared/alarms/rules.ts';
import { expectedOf, settingsSchema } from '../../../src/shared/settings/schema.ts';
import type { Expected } from '../../../src/shared/problems.ts';
import { DEFAULT_PERSON, DEFAULT_SETTINGS, rulesFor } from '../../../src/shared/settings/settings.ts';

const schema = settingsSchema((text) => text);
const parse = (alarms: unknown) => schema.safeParse({ version: 1, alarms });
const kinds = Object.keys(BOUNDS) as BoundedKind[];

describe('the rules', () => {
  it('are right as they come', () => {
    expect(ruleFaults(DEFAULT_RULES)).toEqual([]);
    expect(parse({}).data?.alarms).toEqual(DEFAULT_RULES);
    expect(parse({ low: { limit: 80 } }).data?.alarms).toEqual(withFigure(DEFAULT_RULES, 'low', 80));
  });

  it.each(kinds)('%s has a least and a most', (kind) => {
    const { least, most } = BOUNDS[kind];
    const key = kind === 'noData' ? 'minutes' : 'limit';
    const around: AlarmRules = { ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, limit: 100 } };
    const found = [least - 1, least, most, most + 1].map(
      (figure) => parse({ ...around, high: { limit: 150 }, [kind]: { [key]: figure } }).success,
    );
    expect(found).toEqual([false, true, true, false]);
    expect(parse({ [kind]: { [key]: least + 0.5 } }).success).toBe(false);
    expect(figureOf(withFigure(DEFAULT_RULES, kind, least), kind)).toBe(least);
  });

  it.each<[unknown, Expected]>([
    [{ urgentLow: { on: false } }, { code: 'onOrConfirmed' }],
    [
      { urgentLow: { limit: 60 }, low: { limit: 60 } },
      { code: 'underLow', other: 60 },
    ],
    [
      { high: { limit: 300 }, urgentHigh: { on: true, limit: 300 } },
      { code: 'overHigh', other: 300 },
    ],
    [{ low: { quiet: { from: 1440, to: 0 } } }, { code: 'atMost', most: 1439 }],
    [{ low: { quiet: '22-7' } }, { code: 'allowed' }],
  ])('refuse %j', (alarms, expected) => {
    expect(expectedOf(parse(alarms).error?.issues[0])).toEqual(expected);
  });

  it('let the urgent low go only after a second step', () => {
    expect(parse({ urgentLow: { on: false, offConfirmed: true } }).success).toBe(true);
  });

  it('take a person’s own limits, if they fit the rest', () => {
    const own = (limits: { low: number; high: number }) => ({
      ...DEFAULT_SETTINGS,
      people: { ada: { ...DEFAULT_PERSON, limits } },
    });
    const settings = own({ low: 80, high: 200 });
    expect(schema.safeParse(settings).success).toBe(true);
    expect(rulesFor(settings, 'ada').low).toEqual({ ...DEFAULT_RULES.low, limit: 80 });
    expect(rulesFor(settings, 'ada').high.limit).toBe(200);
    expect(rulesFor(settings, 'ben')).toEqual(DEFAULT_RULES);
    const tight = { ...DEFAULT_RULES, urgentLow: { ...DEFAULT_RULES.urgentLow, limit: 60 } };
    expect(schema.safeParse({ ...own({ low: 60, high: 200 }), alarms: tight }).success).toBe(false);
  });

  it('suggest what the account has, where it is allowed and another', () => {
    expect(suggestedFigures({ low: 75, high: 240 }, DEFAULT_RULES)).toEqual([{ kind: 'low', figure: 75 }]);
    expect(suggestedFigures({ low: 40, high: null }, DEFAULT_RULES)).toEqual([]);
  });
});
