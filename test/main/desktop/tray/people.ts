import { PRIORITY, type AlarmKind } from '../../../../src/shared/alarms/kinds.ts';
import { DEFAULT_RULES } from '../../../../src/shared/alarms/rules.ts';
import type { ShownAlarm } from '../../../../src/shared/alarms/shown-alarm.ts';
import type { AppState, PersonState } from '../../../../src/shared/state/app-state.ts';
import type { Reading } from '../../../../src/shared/glucose/reading.ts';
import type { TrayInput } from '../../../../src/main/desktop/tray/input.ts';

export const MINUTE = 60_000;
/** 14:32 of the reader's clock. */
export const NOW = Date.UTC(2026, 10, 21, 14, 32);

/** A reading so many minutes old. */
export function reading(minutes: number, part: Partial<Reading> = {}): Reading {
  return {
    patientId: 'ada',
    measuredAt: NOW - minutes * MINUTE,
    mgdl: 133,
    offScale: null,
    trend: 3,
    color: null,
    utcOffsetSeconds: 0,
    sensorSerial: null,
    target: { low: 70, high: 180 },
    source: 'live',
    ...part,
  };
}

export function person(
  firstName: string,
  latest: Reading | null,
  part: Partial<PersonState> = {},
): PersonState {
  const patientId = firstName.toLowerCase();
  return {
    person: { patientId, firstName, lastName: 'Lovelace' },
    unit: 'mmol',
    target: { low: 70, high: 180 },
    reading: latest,
    recent: latest
      ? [{ ...latest, measuredAt: latest.measuredAt - 5 * MINUTE, mgdl: latest.mgdl - 4 }, latest]
      : [],
    link: { code: 'ok' },
    ...part,
  };
}

export function appState(people: readonly PersonState[], part: Partial<AppState> = {}): AppState {
  return {
    sequence: 1,
    link: { code: 'ok' },
    since: NOW,
    people,
    nextPollAt: null,
    pollReason: 'readingDue',
    lastAnswerAt: NOW,
    storage: null,
    polledBy: null,
    ...part,
  };
}

export function alarm(patientId: string | null, kind: AlarmKind, part: Partial<ShownAlarm> = {}): ShownAlarm {
  return {
    patientId,
    name: null,
    unit: null,
    kind,
    phase: 'active',
    priority: PRIORITY[kind],
    cause: null,
    since: NOW,
    until: null,
    mgdl: null,
    measuredAt: null,
    ...part,
  };
}

export function input(people: readonly PersonState[], part: Partial<TrayInput> = {}): TrayInput {
  return {
    mode: 'account',
    state: appState(people),
    unit: null,
    chosen: null,
    hidden: false,
    rulesOf: () => DEFAULT_RULES,
    alarms: [],
    armed: { armed: true, why: null },
    wholeMinutes: false,
    now: NOW,
    localTime: (instant) => new Date(instant).toISOString().slice(11, 16),
    ...part,
  };
}
