import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../../src/main/alarms/notifier.ts';
import { notificationText, plainName } from '../../../../src/main/desktop/notify/notification-text.ts';
import type { Decision } from '../../../../src/shared/alarms/decisions.ts';
import { ALARM_KINDS, PRIORITY } from '../../../../src/shared/alarms/kinds.ts';
import fc from '../../../support/seeds.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 33);
const MINUTE = 60_000;

const decision: Decision = {
  kind: 'low',
  decision: 'raised',
  reason: 'belowLimit',
  at: NOW,
  mgdl: 65,
  measuredAt: NOW - MINUTE,
  priority: 'medium',
  sound: true,
  until: null,
  since: null,
  by: null,
};
const alarmOf = (changes: Partial<Decision>, alarm: Partial<Alarm> = {}): Alarm => ({
  patientId: 'ada',
  name: 'Ada',
  unit: 'mmol',
  decision: { ...decision, ...changes },
  trend: 2,
  test: false,
  ...alarm,
});
const options = {
  now: NOW,
  unit: 'mmol',
  demo: false,
  hideValues: false,
  trend: 2,
  localTime: (instant: number) => new Date(instant).toISOString().slice(11, 16),
} as const;

describe('the text of a notification', () => {
  it.each<[string, Alarm, Partial<typeof options> | { hideValues: true } | { trend: null }, string, string]>([
    [
      'low',
      alarmOf({}),
      {},
      '3.6 mmol/L ↘ low · Ada',
      'Measured 1 min ago, at 14:32\nLow 3.6 mmol/L ↘ · Ada',
    ],
    [
      'mg/dL',
      alarmOf({}),
      { unit: 'mgdl' } as never,
      '65 mg/dL ↘ low · Ada',
      'Measured 1 min ago, at 14:32\nLow 65 mg/dL ↘ · Ada',
    ],
    [
      'demo',
      alarmOf({}),
      { demo: true } as never,
      'Demo · 3.6 mmol/L ↘ low · Ada',
      'Measured 1 min ago, at 14:32\nLow 3.6 mmol/L ↘ · Ada',
    ],
    [
      'no trend',
      alarmOf({}),
      { trend: null },
      '3.6 mmol/L low · Ada',
      'Measured 1 min ago, at 14:32\nLow 3.6 mmol/L · Ada',
    ],
    ['private', alarmOf({}), { hideValues: true }, 'Low · Ada', 'Measured 1 min ago, at 14:32\nLow · Ada'],
    [
      'off the scale',
      alarmOf({ kind: 'urgentLow', reason: 'offScaleLow', mgdl: 40 }),
      { trend: null },
      'LO urgent low · Ada',
      'Measured 1 min ago, at 14:32\nUrgent low LO · Ada',
    ],
    [
      'no data',
      alarmOf({ kind: 'noData', reason: 'noNewReading', measuredAt: NOW - 20 * MINUTE }),
      {},
      'No data · Ada',
      'No recent reading\nLast 3.6 mmol/L, 20 min ago, at 14:13 · Ada',
    ],
    [
      'no data, private',
      alarmOf({ kind: 'noData', reason: 'noAnswer', measuredAt: NOW - 20 * MINUTE }),
      { hideValues: true },
      'No data · Ada',
      'LibreLinkUp does not answer\nLast 20 min ago, at 14:13 · Ada',
    ],
    [
      'no longer current: its age is in the title as well, and from ten minutes on no arrow',
      alarmOf({ kind: 'urgentLow', mgdl: 50, measuredAt: NOW - 12 * MINUTE }),
      {},
      '2.8 mmol/L urgent low · 12 min ago · Ada',
      'Measured 12 min ago, at 14:21\nUrgent low 2.8 mmol/L · Ada',
    ],
    [
      'no data, and never any',
      alarmOf({ kind: 'noData', reason: 'neverAReading', mgdl: null, measuredAt: null }),
      {},
      'No data · Ada',
      'There has never been a reading\nAda',
    ],
    [
      'impaired',
      alarmOf({ kind: 'impaired', reason: 'signInNeeded', mgdl: null, measuredAt: null }, { name: null }),
      {},
      'Glucoglance cannot do its job',
      'Sign in to LibreLinkUp again.',
    ],
    [
      'sensor',
      alarmOf({ kind: 'sensor', reason: 'sensorEndsSoon', mgdl: null, measuredAt: null }),
      {},
      'Sensor · Ada',
      'The sensor ends within a day · Ada',
    ],
    [
      'missed',
      alarmOf({
        reason: 'missed',
        since: NOW - 60 * MINUTE,
        until: NOW - 30 * MINUTE,
        measuredAt: NOW - 40 * MINUTE,
      }),
      {},
      'Low while nothing was heard · Ada',
      'Low from 13:33 to 14:03\n3.6 mmol/L at 13:53 · Ada',
    ],
    [
      'missed, private',
      alarmOf({ reason: 'missed', since: NOW - 60 * MINUTE, until: NOW - 30 * MINUTE }),
      { hideValues: true },
      'Low while nothing was heard · Ada',
      'Low from 13:33 to 14:03\nAda',
    ],
    [
      'test',
      alarmOf({ mgdl: null, measuredAt: null }, { test: true, name: null }),
      {},
      'Test of Glucoglance',
      'This is what Low (medium priority) looks like. Nothing is wrong.',
    ],
  ])('%s', (_, alarm, changes, title, body) => {
    expect(notificationText(alarm, { ...options, ...changes })).toEqual({ title, body });
  });

  it.each([
    'Maximilian Hoffmann',
    'Christopher Montgomery-Wellington',
    'مریم محمدی\u200cنژاد اصفهانی',
    '👩‍🚀'.repeat(60),
  ])('D9: value and kind come before the name %s, and all of it is in the body with the age', (name) => {
    const alarm = alarmOf({ kind: 'urgentLow', mgdl: 50, priority: 'high' }, { name });
    const { title, body } = notificationText(alarm, { ...options, trend: 1 });
    expect(title).toBe(`2.8 mmol/L ↓ urgent low · ${plainName(name)}`);
    expect(body).toBe(`Measured 1 min ago, at 14:32\nUrgent low 2.8 mmol/L ↓ · ${plainName(name)}`);
  });

  it('has no value in it where values are hidden', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALARM_KINDS), fc.integer({ min: 41, max: 499 }), (kind, mgdl) => {
        const reason = kind === 'impaired' ? 'clockWrong' : kind === 'sensor' ? 'sensorEnded' : 'belowLimit';
        const alarm = alarmOf({ kind, mgdl, reason, priority: PRIORITY[kind] });
        const { title, body } = notificationText(alarm, {
          ...options,
          hideValues: true,
          localTime: () => 'then',
        });
        expect(`${title} ${body}`.replace('1 min ago', '')).not.toMatch(/\d|mmol|mg\/dL|[↓↘→↗↑]/);
      }),
    );
  });
});

describe('a name', () => {
  it.each([
    ['Ada', 'Ada'],
    ['  Ada \n Lovelace\t', 'Ada Lovelace'],
    ['Ada\u202eevol', 'Adaevol'],
    ['\u2067Ada\u2069', 'Ada'],
    ['\u200bA\u00adda', 'Ada'],
    // A joiner is a letter in Persian.
    ['مهدی\u200cزاده', 'مهدی\u200cزاده'],
    ['\0\u0007Ada', 'Ada'],
    ['👩‍🚀'.repeat(50), `${'👩‍🚀'.repeat(39)}…`],
  ])('%j', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it('never has anything left that turns, hides or breaks the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        const plain = plainName(name);
        expect(plain).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect([...new Intl.Segmenter().segment(plain)].length).toBeLessThanOrEqual(40);
        expect(plain.isWellFormed()).toBe(true);
      }),
    );
  });
});
