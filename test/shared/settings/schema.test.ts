import { describe, expect, it } from 'vitest';
import { expectedOf, settingsSchema } from '../../../src/shared/settings/schema.ts';
import type { Expected } from '../../../src/shared/problems.ts';
import {
  DEFAULT_PERSON,
  DEFAULT_SETTINGS,
  personSettings,
  type Settings,
} from '../../../src/shared/settings/settings.ts';

const schema = settingsSchema((text) => (text.startsWith('https://') ? text.replace(/\/$/, '') : null));
const faultOf = (value: unknown) => schema.safeParse(value).error?.issues[0];
const person = (value: unknown) => ({ version: 1, people: { 'patient-1': value } });

describe('settingsSchema', () => {
  it('fills in the defaults', () => {
    expect(schema.parse({ version: 1 })).toEqual(DEFAULT_SETTINGS);
    expect(schema.parse(person({}))).toEqual({
      ...DEFAULT_SETTINGS,
      people: { 'patient-1': DEFAULT_PERSON },
    });
  });

  it('finds the defaults right', () => {
    expect(schema.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  });

  it('normalises the base URL', () => {
    expect(schema.parse({ version: 1, baseUrl: 'https://api-eu.libreview.io/' }).baseUrl).toBe(
      'https://api-eu.libreview.io',
    );
  });

  it('keeps unknown keys at every level', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      later: { deep: [1, null] },
      people: {
        'patient-1': { ...DEFAULT_PERSON, colour: 'red', limits: { low: 70, high: 180, urgent: 55 } },
      },
    };
    expect(schema.parse(settings)).toEqual(settings);
  });

  it.each<[unknown, Expected]>([
    [{ version: 1, baseUrl: 'http://x' }, { code: 'httpsAddress' }],
    [{ version: 1, baseUrl: 7 }, { code: 'allowed' }],
    [{ version: 1, apiVersion: '4.17' }, { code: 'version' }],
    [{ version: 1, apiVersion: '4.17.0\n' }, { code: 'version' }],
    [{ version: 1, apiVersion: '٤.17.0' }, { code: 'version' }],
    [{ version: 1, apiVersion: '4.17.0000' }, { code: 'version' }],
    [
      { version: 1, minimumRecordIntervalSeconds: -1 },
      { code: 'atLeast', least: 0 },
    ],
    [
      { version: 1, minimumRecordIntervalSeconds: 3601 },
      { code: 'atMost', most: 3600 },
    ],
    [{ version: 1, minimumRecordIntervalSeconds: 1.5 }, { code: 'allowed' }],
    [{ version: 1, minimumRecordIntervalSeconds: '60' }, { code: 'allowed' }],
    [
      { version: 1, unit: 'mg/dL' },
      { code: 'oneOf', known: 'mmol, mgdl' },
    ],
    [{ version: 1, people: [] }, { code: 'allowed' }],
    [person(null), { code: 'allowed' }],
    [person({ followed: 1 }), { code: 'allowed' }],
    [person({ name: 1 }), { code: 'allowed' }],
    [person({ sensorLifeDays: 10 }), { code: 'oneOf', known: '14, 15' }],
    [person({ targets: 'child' }), { code: 'oneOf', known: 'adult, older, pregnancy' }],
    [person({ limits: { low: 180, high: 180 } }), { code: 'atMost', most: 100 }],
    [person({ limits: { low: 59, high: 180 } }), { code: 'atLeast', least: 60 }],
    [person({ limits: { low: 70, high: 401 } }), { code: 'atMost', most: 400 }],
    [person({ limits: { low: 3.9, high: 10 } }), { code: 'allowed' }],
    [person({ limits: { low: 70 } }), { code: 'allowed' }],
  ])('refuses %j', (value, expected) => expect(expectedOf(faultOf(value))).toEqual(expected));

  it.each([
    [person({ limits: { low: 60, high: 400 } })],
    [person({ sensorLifeDays: 15 })],
    [person({ targets: 'pregnancy' })],
    [{ version: 1, minimumRecordIntervalSeconds: 0 }],
    [{ version: 1, minimumRecordIntervalSeconds: 3600, unit: 'mmol', apiVersion: '5.0.0' }],
  ])('takes %j', (value) => expect(faultOf(value)).toBeUndefined());
});

describe('personSettings', () => {
  const known = { ...DEFAULT_PERSON, followed: false };
  const settings: Settings = { ...DEFAULT_SETTINGS, people: { 'patient-1': known } };

  it('gives what is set, and the defaults for anyone else', () => {
    expect(personSettings(settings, 'patient-1')).toBe(known);
    expect(personSettings(settings, 'patient-2')).toBe(DEFAULT_PERSON);
    expect(personSettings(settings, 'constructor')).toBe(DEFAULT_PERSON);
  });
});
