import { describe, expect, it } from 'vitest';
import type { Link } from '../../../src/shared/state/app-state.ts';
import { problem } from '../../../src/shared/problems.ts';
import type { Doubt, Sensor } from '../../../src/main/libre/source.ts';
import { assumedSensorDays, personLink, worstLink } from '../../../src/main/monitor/link.ts';
import { NOON, person, reading } from '../../support/readings.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const name = 'Ada Lovelace';

function sensor(changes: Partial<Sensor> = {}): Sensor {
  return { serial: 'MH00ABCDEF', activatedAt: NOON - 5 * DAY, warmUpMinutes: 60, productType: 3, ...changes };
}

interface Known {
  /** Minutes since the newest reading. */
  age: number | null;
  sensor?: Sensor | null;
  sensorDays?: 14 | 15 | null;
  doubt?: Doubt | null;
  inFuture?: boolean;
  heardAt?: number;
}

function link(known: Known): Link {
  const { age, sensor: worn = sensor(), sensorDays = null, doubt = null, inFuture = false, heardAt } = known;
  return personLink(
    {
      person: person(),
      reading: age === null ? null : reading({ measuredAt: NOON - age * MINUTE }),
      sensor: worn,
      sensorDays,
      doubt,
      inFuture,
      ...(heardAt !== undefined && { heardAt }),
    },
    NOON,
  );
}

const lastAt = (age: number) => NOON - age * MINUTE;

describe('what stands between a sensor and its reading', () => {
  it.each([
    ['nothing', 4.99, { code: 'ok' }],
    ['nothing, for a reading a little ahead', -4.99, { code: 'ok' }],
    ['a late phone', 5, { code: 'delayed', name, lastAt: lastAt(5) }],
    ['a late phone, still', 14.99, { code: 'delayed', name, lastAt: lastAt(14.99) }],
    ['a silent phone', 15, { code: 'phoneSilent', name, lastAt: lastAt(15) }],
    ['a silent phone, for a day', 1440, { code: 'phoneSilent', name, lastAt: lastAt(1440) }],
    ['that there was none yet', null, { code: 'noReadingYet', name }],
  ])('%s', (_, age, expected) => {
    expect(link({ age })).toEqual(expected);
    expect(link({ age, sensor: null })).toEqual(expected);
    expect(link({ age, sensor: sensor({ activatedAt: null }) })).toEqual(expected);
  });

  it('W5: a reading that cannot be read, before all that would be the phone’s or the sensor’s fault', () => {
    const ended = sensor({ activatedAt: NOON - 20 * DAY });
    for (const age of [5, 16, 1440, null]) {
      expect(link({ age, doubt: 'unreadable', sensor: ended })).toEqual({ code: 'readingUnreadable', name });
    }
    expect(link({ age: 1, doubt: 'unreadable' })).toEqual({ code: 'ok' });
  });

  it('R13: a current reading that another contradicts', () => {
    expect(link({ age: 1, doubt: 'contradicting' })).toEqual({ code: 'readingsContradict', name });
    expect(link({ age: 20, doubt: 'contradicting' })).toMatchObject({ code: 'phoneSilent' });
  });

  it('a clock ahead, unless there is a current reading', () => {
    expect(link({ age: 7, inFuture: true })).toEqual({ code: 'readingInFuture', name });
    expect(link({ age: null, inFuture: true })).toEqual({ code: 'readingInFuture', name });
    expect(link({ age: 1, inFuture: true })).toEqual({ code: 'ok' });
  });
});

describe('a sensor that warms up', () => {
  const activated = (minutesAgo: number, warmUpMinutes: number | null = 60) =>
    sensor({ activatedAt: NOON - minutesAgo * MINUTE, warmUpMinutes });

  it.each([
    ['just put on', 20, activated(0), 60],
    ['almost ready', 70, activated(59), 1],
    ['that says nothing of it takes an hour', 45, activated(30, null), 30],
    ['that takes two hours', 100, activated(90, 120), 30],
    ['the first one ever', null, activated(10), 50],
  ])('%s', (_, age, worn, minutes) => {
    expect(link({ age, sensor: worn })).toEqual({
      code: 'sensorWarmingUp',
      name,
      until: NOON + minutes * MINUTE,
    });
  });

  it('is ready when its time is over, and when readings come', () => {
    expect(link({ age: 70, sensor: activated(65) }).code).toBe('phoneSilent');
    expect(link({ age: 3, sensor: activated(30) }).code).toBe('ok');
    expect(link({ age: null, sensor: activated(66) }).code).toBe('noReadingYet');
  });

  it('W7: has five minutes more for its first reading, so that no phone is blamed for the second it is ready', () => {
    expect(link({ age: 70, sensor: activated(60) }).code).toBe('sensorWarmingUp');
    expect(link({ age: null, sensor: activated(64.9) }).code).toBe('sensorWarmingUp');
    expect(link({ age: 1, sensor: activated(62) }).code).toBe('ok');
  });

  it('in the future is not believed', () => {
    expect(link({ age: 7, sensor: activated(-10) }).code).toBe('delayed');
  });
});

describe('a sensor that has ended', () => {
  const worn = (days: number, serial?: string) =>
    sensor({ activatedAt: NOON - days * DAY, ...(serial !== undefined && { serial }) });

  it('D1: a sensor that ran on at the last answer has not ended because no answer comes', () => {
    const heard = (minutesAgo: number) =>
      link({ age: 125, sensor: worn(14.1), heardAt: NOON - minutesAgo * MINUTE }).code;
    expect(heard(124)).toBe('phoneSilent');
    expect(heard(100)).toBe('sensorEnded');
    expect(heard(4)).toBe('sensorEnded');
  });

  it.each([
    ['after 14 days', 30, worn(14), null, NOON],
    ['after 14 days that were two hours ago', 120, worn(14 + 1 / 12), null, NOON - 120 * MINUTE],
    ['after running on a little', 30, worn(14.1), null, NOON - 30 * MINUTE],
    ['after 15 days of a Plus', 20, worn(15, '01ABCDEFG'), null, NOON],
    ['after 15 days by the settings', 20, worn(15), 15 as const, NOON],
    ['after 14 days by the settings', 20, worn(14, '01ABCDEFG'), 14 as const, NOON],
    ['before we ever saw a reading', null, worn(20), null, NOON - 6 * DAY],
  ])('%s', (_, age, of, sensorDays, endedAt) => {
    expect(link({ age, sensor: of, sensorDays })).toEqual({ code: 'sensorEnded', name, endedAt });
  });

  it('has not while readings come, or a late phone may explain it', () => {
    expect(link({ age: 1, sensor: worn(14.2) }).code).toBe('ok');
    expect(link({ age: 10, sensor: worn(14.2) }).code).toBe('delayed');
    expect(link({ age: 30, sensor: worn(13.99) }).code).toBe('phoneSilent');
    expect(link({ age: 30, sensor: worn(14.5), sensorDays: 15 }).code).toBe('phoneSilent');
    expect(link({ age: 30, sensor: worn(14.5, '01ABCDEFG') }).code).toBe('phoneSilent');
  });
});

it.each([
  ['MH00ABCDEF', 14],
  ['01ABCDEFG', 15],
  ['02ABCDEFG', 14],
  ['0A1234567', 14],
  ['0E1234567', 14],
  ['0G000', 14],
  ['0GA123456', 15],
  ['0HPD2YWLC0', 15],
  ['0M1234567', 15],
  ['', 14],
])('a sensor with the serial %j lasts %d days', (serial, days) => {
  expect(assumedSensorDays(serial)).toBe(days);
});

describe('the worst link', () => {
  /** From the one spoken of first to the last. */
  const order: Link[] = [
    { code: 'problem', problem: problem('timedOut', { host: 'h' }) },
    { code: 'starting' },
    { code: 'clockWrong', byMs: 180_000 },
    { code: 'phoneSilent', name, lastAt: NOON },
    { code: 'sensorEnded', name, endedAt: NOON },
    { code: 'noReadingYet', name },
    { code: 'readingInFuture', name },
    { code: 'sensorWarmingUp', name, until: NOON },
    { code: 'delayed', name, lastAt: NOON },
    { code: 'ok' },
  ];

  it('of any two is the one higher up, whoever has it', () => {
    for (const [index, worse] of order.entries()) {
      for (const better of order.slice(index)) {
        expect(worstLink(worse, [{ link: better }])).toEqual(worse);
        expect(worstLink(better, [{ link: worse }])).toEqual(worse);
        expect(worstLink({ code: 'ok' }, [{ link: better }, { link: worse }])).toEqual(worse);
      }
    }
  });

  it('of two alike is the first, the way to the server before the people', () => {
    const theirs: Link = { code: 'problem', problem: problem('noLongerShared', { name: 'Ada' }) };
    expect(worstLink(order[0]!, [{ link: theirs }])).toBe(order[0]);
    expect(worstLink(theirs, [])).toBe(theirs);
  });
});
