import { describe, expect, it } from 'vitest';
import { countEpisodes, rehearse } from '../../../src/shared/alarms/rehearsal.ts';
import { DEFAULT_RULES, withFigure, type QuietHours } from '../../../src/shared/alarms/rules.ts';
import type { HeardReading } from '../../../src/shared/alarms/events.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 12);
const at = (minutes: number): number => START + minutes * MINUTE;

/** `minute: value` */
function readings(values: Record<number, number>): HeardReading[] {
  return Object.entries(values).map(([minute, mgdl]) => ({
    measuredAt: at(Number(minute)),
    mgdl,
    trend: null,
    offScale: null,
  }));
}

/** A reading every five minutes. */
const every5 = (...values: number[]): HeardReading[] =>
  readings(Object.fromEntries(values.map((mgdl, i) => [5 * i, mgdl])));

describe('rehearse', () => {
  it('gives one element per episode, however often it would have rung', () => {
    const low = Array.from({ length: 12 }, () => 66);
    expect(rehearse(every5(90, 69, ...low, 61, 79, 80, 90), DEFAULT_RULES, at(90))).toEqual([
      { kind: 'low', raisedAt: at(5), clearedAt: at(80), worstMgdl: 61, readings: 15 },
    ]);
  });

  it('counts low and urgent low each by itself', () => {
    expect(rehearse(every5(90, 69, 54, 50, 64, 65, 70, 80), DEFAULT_RULES, at(40))).toEqual([
      { kind: 'low', raisedAt: at(5), clearedAt: at(35), worstMgdl: 50, readings: 6 },
      { kind: 'urgentLow', raisedAt: at(10), clearedAt: at(25), worstMgdl: 50, readings: 3 },
    ]);
    expect(rehearse(every5(90, 54, 80), DEFAULT_RULES, at(12)).map(({ kind }) => kind)).toEqual([
      'urgentLow',
      'low',
    ]);
  });

  it('raises a high on its second reading and clears it at 216', () => {
    expect(rehearse(every5(230, 241, 245, 260, 217, 216), DEFAULT_RULES, at(26))).toEqual([
      { kind: 'high', raisedAt: at(10), clearedAt: at(25), worstMgdl: 260, readings: 3 },
    ]);
    expect(rehearse(every5(230, 241, 216, 241, 210), DEFAULT_RULES, at(26))).toEqual([]);
  });

  it('counts 179-181-180-182 once, at any pace', () => {
    const rules = withFigure(DEFAULT_RULES, 'high', 180);
    for (const pace of [1, 5, 15]) {
      const list = [179, 181, 180, 182].map((mgdl, i) => ({
        measuredAt: at(i * pace),
        mgdl,
        trend: null,
        offScale: null,
      }));
      expect(rehearse(list, rules, at(3 * pace))).toHaveLength(1);
    }
  });

  it('tells of missing data between readings and at the end', () => {
    const list = readings({ 0: 100, 20: 100, 60: 100 });
    expect(rehearse(list, DEFAULT_RULES, at(100))).toEqual([
      { kind: 'noData', raisedAt: at(40), clearedAt: at(60), worstMgdl: null, readings: 0 },
      { kind: 'noData', raisedAt: at(80), clearedAt: null, worstMgdl: null, readings: 0 },
    ]);
    expect(rehearse(list, withFigure(DEFAULT_RULES, 'noData', 45), at(100))).toEqual([]);
  });

  it('leaves what lasts to the end open', () => {
    expect(rehearse(every5(90, 60), DEFAULT_RULES, at(6))).toEqual([
      { kind: 'low', raisedAt: at(5), clearedAt: null, worstMgdl: 60, readings: 1 },
    ]);
  });

  it('switches on what is given a figure', () => {
    const list = every5(...Array.from({ length: 8 }, () => 310));
    expect(rehearse(list, DEFAULT_RULES, at(36)).map(({ kind }) => kind)).toEqual(['high']);
    expect(rehearse(list, withFigure(DEFAULT_RULES, 'urgentHigh', 300), at(36))).toMatchObject([
      { kind: 'high', raisedAt: at(5) },
      { kind: 'urgentHigh', raisedAt: at(30) },
    ]);
  });

  it('of nothing is nothing', () => {
    expect(rehearse([], DEFAULT_RULES, at(0))).toEqual([]);
  });
});

describe('countEpisodes', () => {
  it('counts them, those of the night and those that were soon over', () => {
    // Midnight in a zone twelve hours ahead.
    const offset = () => 12 * 3600;
    const list = rehearse(every5(69, 80, 69, 69, 69, 80), DEFAULT_RULES, at(30));
    const count = (offsetAt: () => number, night: QuietHours | null = null) =>
      countEpisodes(list, { night, offsetAt, until: at(30) });
    const both = { kind: 'low', episodes: 2, short: 1, wakingNights: 0 };
    expect(count(offset)).toEqual([{ ...both, atNight: 2 }]);
    expect(count(() => 0)).toEqual([{ ...both, atNight: 0 }]);
    expect(count(offset, { from: 23 * 60, to: 7 * 60 })).toMatchObject([{ wakingNights: 1 }]);
  });

  it.each<[string, QuietHours, number]>([
    ['the night it began in', { from: 22 * 60, to: 7 * 60 }, 3],
    ['only in its hours', { from: 60, to: 120 }, 1],
    ['hours of none', { from: 60, to: 60 }, 0],
    ['by day', { from: 12 * 60, to: 13 * 60 }, 1],
  ])('D17: counts the nights in which a low would have rung like an urgent one: %s', (_, night, nights) => {
    const low = (from: number, to: number | null) => ({
      kind: 'low' as const,
      raisedAt: at(from * 60),
      clearedAt: to === null ? null : at(to * 60),
      worstMgdl: 60,
      readings: 9,
    });
    // Hours after noon: two in one night, one over noon into the second night, one that lasts until the end.
    const list = [low(11, 11.5), low(12.5, 13.5), low(23.5, 35), low(62, null)];
    const counted = countEpisodes(list, { night, offsetAt: () => 0, until: at(63 * 60) });
    expect(counted[0]?.wakingNights).toBe(nights);
    expect(countEpisodes(list, { night: null, offsetAt: () => 0, until: at(0) })[0]?.wakingNights).toBe(0);
  });
});
