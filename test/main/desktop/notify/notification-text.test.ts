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
    ['low', alarmOf({}), {}, 'Ada · low 3.6 mmol/L ↘ · 1 min ago', 'Measured at 14:32.'],
    [
      'mg/dL',
      alarmOf({}),
      { unit: 'mgdl' } as never,
      'Ada · low 65 mg/dL ↘ · 1 min ago',
      'Measured at 14:32.',
    ],
    [
      'demo',
      alarmOf({}),
      { demo: true } as never,
      'Demo · Ada · low 3.6 mmol/L ↘ · 1 min ago',
      'Measured at 14:32.',
    ],
    ['no trend', alarmOf({}), { trend: null }, 'Ada · low 3.6 mmol/L · 1 min ago', 'Measured at 14:32.'],
    ['private', alarmOf({}), { hideValues: true }, 'Ada · low · 1 min ago', 'Measured at 14:32.'],
    [
      'off the scale',
      alarmOf({ kind: 'urgentLow', reason: 'offScaleLow', mgdl: 40 }),
      { trend: null },
      'Ada · urgent low LO · 1 min ago',
      'Measured at 14:32.',
    ],
    [
      'no data',
      alarmOf({ kind: 'noData', reason: 'noNewReading', measuredAt: NOW - 20 * MINUTE }),
      {},
      'Ada · no data · no recent reading',
      'The last reading is 3.6 mmol/L at 14:13.',
    ],
    [
      'no data, private',
      alarmOf({ kind: 'noData', reason: 'noAnswer', measuredAt: NOW - 20 * MINUTE }),
      { hideValues: true },
      'Ada · no data · LibreLinkUp does not answer',
      'The last reading is of 14:13.',
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
      'Ada · sensor',
      'The sensor ends within a day.',
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
      'Ada · low while nothing was heard',
      'From 13:33 to 14:03; 3.6 mmol/L at 13:53.',
    ],
    [
      'missed, private',
      alarmOf({ reason: 'missed', since: NOW - 60 * MINUTE, until: NOW - 30 * MINUTE }),
      { hideValues: true },
      'Ada · low while nothing was heard',
      'From 13:33 to 14:03.',
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
