import { expect, it } from 'vitest';
import { parseBaseUrl } from '../../../src/main/settings/base-url.ts';
import { glimpsedSettings } from '../../../src/shared/settings/glimpsed-settings.ts';
import { settingsSchema } from '../../../src/shared/settings/schema.ts';
import {
  DEFAULT_SETTINGS,
  isFollowed,
  rulesFor,
  type Settings,
} from '../../../src/shared/settings/settings.ts';
import fc from '../../support/seeds.ts';

const schema = settingsSchema(parseBaseUrl);

/** All that a status line takes from settings, about somebody. */
function shownBy(settings: Settings, patientId: string) {
  const { urgentLow, urgentHigh } = rulesFor(settings, patientId);
  return {
    unit: settings.unit,
    trayPerson: settings.desktop.trayPerson,
    isFollowed: isFollowed(settings, patientId),
    name: settings.people[patientId]?.name ?? null,
    urgentLow: urgentLow.limit,
    urgentHigh: [urgentHigh.on, urgentHigh.limit],
  };
}

const optional = { requiredKeys: [] };
const person = fc.record(
  { followed: fc.boolean(), name: fc.option(fc.string()), extra: fc.string() },
  optional,
);
const stored = fc.record(
  {
    version: fc.constant(1),
    unit: fc.constantFrom('mmol', 'mgdl', null),
    people: fc.dictionary(fc.constantFrom('ada', 'ben'), person),
    erased: fc.record({ salt: fc.string(), marks: fc.array(fc.string()) }, optional),
    desktop: fc.record(
      { trayPerson: fc.option(fc.string()), volume: fc.integer({ min: 10, max: 100 }) },
      optional,
    ),
    alarms: fc.record(
      {
        urgentLow: fc.record({ limit: fc.integer({ min: 50, max: 60 }) }, optional),
        urgentHigh: fc.record({ on: fc.boolean(), limit: fc.integer({ min: 200, max: 400 }) }, optional),
      },
      optional,
    ),
  },
  optional,
);

it('is what the schema makes of settings that are allowed', () => {
  fc.assert(
    fc.property(stored, fc.constantFrom('ada', 'ben', 'cleo'), (settings, patientId) => {
      const read = schema.safeParse({ version: 1, ...settings });
      fc.pre(read.success);
      expect(shownBy(glimpsedSettings(settings), patientId)).toEqual(shownBy(read.data!, patientId));
    }),
  );
});

it('is as usual in each field that is not allowed, and never fails', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
      glimpsedSettings(value);
      const read = glimpsedSettings({
        unit: value,
        people: other,
        desktop: value,
        alarms: other,
        erased: value,
      });
      expect([null, 'mmol', 'mgdl']).toContain(read.unit);
    }),
  );
  expect(glimpsedSettings({ version: 2, unit: 'mmol' })).toEqual(DEFAULT_SETTINGS);
  expect(glimpsedSettings({ alarms: { urgentLow: { limit: 5 } } }).alarms.urgentLow.limit).toBe(55);
});
