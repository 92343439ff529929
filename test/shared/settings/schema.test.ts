import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src/shared/settings/schema.ts';
import {
  DEFAULT_PERSON,
  DEFAULT_SETTINGS,
  personSettings,
  type Settings,
} from '../../../src/shared/settings/settings.ts';

const schema = settingsSchema((text) => (text.startsWith('https://') ? text.replace(/\/$/, '') : null));
const problemOf = (value: unknown) => schema.safeParse(value).error?.issues[0]?.message;
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

  it.each<[unknown, string]>([
    [{ version: 1, baseUrl: 'http://x' }, 'an https address without a path'],
    [{ version: 1, baseUrl: 7 }, 'a web address'],
    [{ version: 1, apiVersion: '4.17' }, 'a version such as 4.17.0'],
    [{ version: 1, apiVersion: '4.17.0\n' }, 'a version such as 4.17.0'],
    [{ version: 1, apiVersion: '٤.17.0' }, 'a version such as 4.17.0'],
    [{ version: 1, apiVersion: '4.17.0000' }, 'a version such as 4.17.0'],
    [{ version: 1, minimumRecordIntervalSeconds: -1 }, 'at least 0 seconds'],
    [{ version: 1, minimumRecordIntervalSeconds: 3601 }, 'at most 3600 seconds'],
    [{ version: 1, minimumRecordIntervalSeconds: 1.5 }, 'whole seconds'],
    [{ version: 1, minimumRecordIntervalSeconds: '60' }, 'whole seconds'],
    [{ version: 1, unit: 'mg/dL' }, 'mmol, mgdl or null'],
    [{ version: 1, people: [] }, 'people by patient id'],
    [person(null), ''],
    [person({ followed: 1 }), 'true or false'],
    [person({ name: 1 }), 'a name or null'],
    [person({ sensorLifeDays: 10 }), '14, 15 or null'],
    [person({ limits: { low: 180, high: 180 } }), 'at most 100 mg/dL'],
    [person({ limits: { low: 59, high: 180 } }), 'at least 60 mg/dL'],
    [person({ limits: { low: 70, high: 401 } }), 'at most 400 mg/dL'],
    [person({ limits: { low: 3.9, high: 10 } }), 'whole mg/dL'],
    [person({ limits: { low: 70 } }), 'whole mg/dL'],
  ])('refuses %j', (value, message) => expect(problemOf(value)).toContain(message));

  it.each([
    [person({ limits: { low: 60, high: 400 } })],
    [person({ sensorLifeDays: 15 })],
    [{ version: 1, minimumRecordIntervalSeconds: 0 }],
    [{ version: 1, minimumRecordIntervalSeconds: 3600, unit: 'mmol', apiVersion: '5.0.0' }],
  ])('takes %j', (value) => expect(problemOf(value)).toBeUndefined());
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
