import { describe, expect, it } from 'vitest';
import type { HeardReading } from '../../../src/shared/alarms/events.ts';
import { worstMissed } from '../../../src/shared/alarms/missed.ts';
import {
  DEFAULT_RULES,
  figureFault,
  figureOf,
  ruleFaults,
  suggestedFigures,
  withFigure,
} from '../../../src/shared/alarms/rules.ts';
import { alarmKey, shownAlarms, strongestOf } from '../../../src/shared/alarms/shown-alarm.ts';
import { initialState, phaseOf } from '../../../src/shared/alarms/state.ts';
import { NOON, Story } from './story.ts';

const MINUTE = 60_000;

describe('a figure', () => {
  it.each([
    ['low', 59, 'wholeFigure'],
    ['low', 60, null],
    ['low', 100, null],
    ['low', 101, 'wholeFigure'],
    ['low', 70.5, 'wholeFigure'],
    ['noData', 14, 'wholeFigure'],
    ['noData', 61, 'wholeFigure'],
    ['noData', 20.5, 'wholeFigure'],
  ] as const)('of %s, %d: %s', (kind, figure, fault) => {
    expect(figureFault(kind, figure)?.code ?? null).toBe(fault);
  });

  it.each(['urgentHigh', 'noData'] as const)('of %s switches it on', (kind) => {
    const off = { ...DEFAULT_RULES, [kind]: { ...DEFAULT_RULES[kind], on: false } };
    const rules = withFigure(off, kind, 33);
    expect(rules[kind].on).toBe(true);
    expect(figureOf(rules, kind)).toBe(33);
  });

  it('of the account is suggested where it is allowed and another one', () => {
    expect(suggestedFigures({ low: 70, high: 180 }, DEFAULT_RULES)).toEqual([{ kind: 'high', figure: 180 }]);
    expect(suggestedFigures({ low: 59, high: null }, DEFAULT_RULES)).toEqual([]);
  });
});

describe('rules as a whole', () => {
  it('name each figure that is out of its bounds', () => {
    const rules = { ...DEFAULT_RULES, noData: { ...DEFAULT_RULES.noData, minutes: 5 } };
    expect(ruleFaults(rules)).toEqual([
      { kind: 'noData', figure: 5, expected: { code: 'wholeFigure', least: 15, most: 60, unit: 'min' } },
    ]);
  });

  it('have their limits in order', () => {
    const { low, high, urgentLow } = DEFAULT_RULES;
    const rules = { ...DEFAULT_RULES, low: { ...low, limit: 60 }, urgentLow: { ...urgentLow, limit: 60 } };
    expect(ruleFaults(rules)).toEqual([
      { kind: 'urgentLow', figure: 60, expected: { code: 'underLow', other: 60 } },
    ]);
    // Out of its bounds besides: no low limit may be that high.
    const meeting = { ...DEFAULT_RULES, low: { ...low, limit: 150 }, high: { ...high, limit: 150 } };
    expect(ruleFaults(meeting)).toContainEqual({
      kind: 'low',
      figure: 150,
      expected: { code: 'underHigh', other: 150 },
    });
  });
});

describe('what was missed', () => {
  const readings = (...values: number[]): HeardReading[] =>
    values.map((mgdl, index) => ({ measuredAt: NOON + index * MINUTE, mgdl, trend: null, offScale: null }));
  const worst = (...values: number[]) => {
    const found = worstMissed(readings(...values), DEFAULT_RULES);
    return found && [found.kind, found.reading.mgdl, (found.reading.measuredAt - NOON) / MINUTE];
  };

  it('is the lowest of lows, the highest of highs, the first of equal ones', () => {
    expect(worst(250, 54, 52, 53, 52)).toEqual(['urgentLow', 52, 2]);
    expect(worst(250, 69, 60, 62, 60)).toEqual(['low', 60, 2]);
    expect(worst(241, 260, 290, 260, 290)).toEqual(['high', 290, 2]);
    expect(worst(70, 240)).toBeNull();
  });

  it('is nothing that is switched off', () => {
    const rules = { ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, on: false } };
    expect(worstMissed(readings(65, 250), rules)?.kind).toBe('high');
  });
});

describe('a state', () => {
  it('begins with nothing on, nobody silenced and nothing due', () => {
    const { kinds, ...rest } = initialState(NOON);
    expect(rest).toMatchObject({ seenAt: NOON, watchingSince: NOON, newest: null, sound: null });
    expect(rest.facts).toMatchObject({
      answeredAt: null,
      askedByAnother: false,
      expectsReadings: true,
      gone: false,
      impaired: null,
      sensor: null,
    });
    for (const kind of Object.values(kinds)) {
      expect(phaseOf(kind)).toBe('idle');
      expect(kind).toMatchObject({ rearmed: false, soundDue: false, waiting: false, silence: null });
    }
  });

  it('that holds a low back is idle still', () => {
    const held = new Story().hear(260, { trend: 2 }).pass(1).hear(260, { trend: 2 });
    expect(held.state.kinds.high.on).not.toBeNull();
    expect(phaseOf(held.state.kinds.high)).toBe('idle');
  });

  it('has all its instants moved with a clock that is set back, and none where it stands', () => {
    const story = new Story().hear(69).pass(2);
    const { state } = story;
    story.happen({ type: 'tick' });
    expect(story.state).toEqual(state);
    story.at -= 60 * MINUTE;
    story.happen({ type: 'tick' });
    const moved = NOON - 60 * MINUTE;
    expect(story.state).toMatchObject({
      watchingSince: moved,
      newest: { heardAt: moved },
      sound: { at: moved },
      kinds: { low: { on: moved, raised: moved, ringAt: moved } },
    });
  });
});

describe('what a screen shows', () => {
  const ADA = { patientId: 'ada', name: 'Ada', unit: 'mgdl' } as const;

  it('is nothing where nothing is on', () => {
    expect(shownAlarms(new Story().hear(110).state, ADA)).toEqual([]);
  });

  it('is each kind that rings, is silenced, or is silenced ahead, the most urgent first', () => {
    const story = new Story().hear(50);
    story.happen({ type: 'acknowledge', kind: 'urgentLow', by: 'tray' });
    story.happen({ type: 'snooze', kind: 'high', minutes: 60, by: 'tray' });
    story.learn({ sensor: { cause: 'sensorEndsSoon', until: null } });
    const common = { ...ADA, since: NOON, mgdl: 50, measuredAt: NOON };
    expect(shownAlarms(story.state, ADA)).toEqual([
      {
        ...common,
        kind: 'urgentLow',
        phase: 'acknowledged',
        priority: 'high',
        cause: 'belowLimit',
        until: NOON + 15 * MINUTE,
      },
      {
        ...common,
        kind: 'low',
        phase: 'acknowledged',
        priority: 'medium',
        cause: 'belowLimit',
        until: NOON + 30 * MINUTE,
      },
      {
        ...common,
        kind: 'high',
        phase: 'snoozed',
        priority: 'low',
        cause: null,
        since: null,
        until: NOON + 60 * MINUTE,
      },
      {
        ...common,
        kind: 'sensor',
        phase: 'active',
        priority: 'low',
        cause: 'sensorEndsSoon',
        until: null,
        mgdl: null,
        measuredAt: null,
      },
    ]);
  });

  it('is the strongest of what one person has, and nobody else’s', () => {
    const low = new Story().hear(50);
    low.happen({ type: 'snooze', kind: 'high', minutes: 60, by: 'tray' });
    const ada = [
      ...shownAlarms(low.state, ADA),
      { ...shownAlarms(low.state, ADA)[0]!, kind: 'low' as const },
    ];
    const bob = shownAlarms(new Story().hear(69).state, { ...ADA, patientId: 'bob' });
    const program = { ...bob[0]!, patientId: null, kind: 'impaired' as const };
    expect(strongestOf([...ada, ...bob, program]).map(alarmKey)).toEqual([
      'ada/urgentLow',
      'ada/high',
      'bob/low',
      '/impaired',
    ]);
  });
});
