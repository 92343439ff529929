import { DEFAULT_SETTINGS } from '../../../src/shared/settings/settings.ts';
import type { PersonState } from '../../../src/shared/state/app-state.ts';
import type { Known } from '../../../src/shared/status/status.ts';
import type { Person, Reading } from '../../../src/shared/glucose/reading.ts';
import { reading } from '../../support/readings.ts';

export const MINUTE = 60_000;
/** When it is looked: 14:32 in London. */
export const NOW = Date.UTC(2026, 10, 21, 14, 32);

/** A reading so many minutes old. */
export function readingOf(minutes: number, changes: Partial<Reading> = {}): Reading {
  return reading({ measuredAt: NOW - minutes * MINUTE, ...changes });
}

/** Somebody whose value rose by 3 mg/dL in five minutes. */
export function personState(
  newest: Reading | null,
  person: Partial<Person> = {},
  changes: Partial<PersonState> = {},
): PersonState {
  const before = newest && { ...newest, measuredAt: newest.measuredAt - 5 * MINUTE, mgdl: newest.mgdl - 3 };
  return {
    person: { patientId: 'ada', firstName: 'Ada', lastName: 'Lovelace', ...person },
    unit: 'mgdl',
    target: { low: 70, high: 180 },
    reading: newest,
    recent: before && newest ? [before, newest] : [],
    link: { code: 'ok' },
    ...changes,
  };
}

export function known(people: readonly PersonState[], changes: Partial<Known> = {}): Known {
  return {
    people,
    order: people.map(({ person }) => person.patientId),
    way: { code: 'ok' },
    polledBy: 'desktop',
    alarms: [],
    settings: DEFAULT_SETTINGS,
    demo: false,
    now: NOW,
    ...changes,
  };
}
