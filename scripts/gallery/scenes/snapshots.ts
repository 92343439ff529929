import type { ShownAlarm } from '../../../src/shared/alarms/shown-alarm.ts';
import type { AppState, PersonState } from '../../../src/shared/state/app-state.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import type { TrendArrow } from '../../../src/shared/glucose/trend.ts';
import type { Rehearsed } from '../../../src/shared/ipc/alarms.ts';
import { checkOf, checksOfFaults, inOrder, type Check } from '../../../src/shared/doctor/checks.ts';
import type { StatusReport } from '../../../src/shared/ipc/status.ts';
import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import { ok } from '../../../src/shared/result.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings/settings.ts';
import { DAY, HOUR, MINUTE } from '../../../src/shared/time.ts';
import { NOON, person, reading } from '../../../test/support/readings.ts';

export { MINUTE, NOON };

export interface Course {
  patientId?: string;
  /** mg/dL of the newest reading. */
  mgdl?: number;
  trend?: TrendArrow | null;
  /** How old the newest reading is, ms. */
  ageMs?: number;
  /** Minutes before the newest without readings, `[from, to)`. */
  gap?: readonly [number, number];
}

/** Three hours of a reading a minute that end with the one asked for. */
export function course({
  patientId = 'ada',
  mgdl = 133,
  trend = 3,
  ageMs = 2 * MINUTE,
  gap,
}: Course): Reading[] {
  const newestAt = NOON - ageMs;
  const minutes = Array.from({ length: 180 }, (_, i) => 179 - i);
  return minutes
    .filter((back) => !gap || back < gap[0] || back >= gap[1])
    .map((back) =>
      reading({
        patientId,
        measuredAt: newestAt - back * MINUTE,
        mgdl: Math.round(
          mgdl +
            ((3 - (trend ?? 3)) * 45 * back) / (back + 60) +
            30 * Math.sin(back / 31) * (back / (back + 40)),
        ),
        trend: back === 0 ? trend : 3,
      }),
    );
}

export function personState(changes: Partial<PersonState> = {}, given: Course = {}): PersonState {
  const recent = course(given);
  return {
    person: person({ lastName: 'Lindqvist' }),
    unit: 'mmol',
    target: { low: 70, high: 180 },
    reading: recent.at(-1) ?? null,
    recent,
    sensorStartedAt: NOON - 7.3 * DAY,
    sensorEndsAt: NOON + 6.7 * DAY,
    link: { code: 'ok' },
    ...changes,
  };
}

/** Another person, who has mg/dL. */
export function ben(given: Course = {}, changes: Partial<PersonState> = {}): PersonState {
  return personState(
    {
      person: person({ patientId: 'ben', firstName: 'Ben', lastName: 'Marlowe' }),
      unit: 'mgdl',
      sensorEndsAt: null,
      ...changes,
    },
    { patientId: 'ben', mgdl: 212, trend: 4, ageMs: 40_000, ...given },
  );
}

/** Two people, of whom the first is shown large. */
export const bothPeople: Partial<AppState> = { people: [personState(), ben()] };

export function appState(changes: Partial<AppState> = {}): AppState {
  return {
    sequence: 1,
    link: { code: 'ok' },
    since: NOON - 3 * HOUR,
    people: [personState()],
    nextPollAt: NOON + 42_000,
    pollReason: 'readingDue',
    lastAnswerAt: NOON - 18_000,
    storage: null,
    polledBy: null,
    ...changes,
  };
}

export function snapshot(changes: Partial<Snapshot> = {}, state: Partial<AppState> = {}): Snapshot {
  return {
    sequence: 1,
    clockOffset: 0,
    speech: { language: 'en', locale: 'en-GB', clock: null },
    mode: 'account',
    state: appState(state),
    settings: welcomed,
    alarms: [],
    armed: { faults: [], testedAt: NOON - 3 * DAY },
    vault: { kind: 'keytar', cause: null },
    backup: { last: { at: NOON - 6 * HOUR, bytes: 13_631_488 }, problem: null, failures: 0 },
    upload: null,
    feed: null,
    update: null,
    notices: [],
    ...changes,
  };
}

export const welcomed: Settings = {
  ...DEFAULT_SETTINGS,
  desktop: { ...DEFAULT_SETTINGS.desktop, welcomed: true, nightOffered: true },
};

export const signedOut = (changes: Partial<Snapshot> = {}): Snapshot =>
  snapshot({
    mode: 'signedOut',
    state: null,
    settings: DEFAULT_SETTINGS,
    armed: { faults: ['notWatching'], testedAt: null },
    backup: null,
    ...changes,
  });

export function ringing(changes: Partial<ShownAlarm> = {}): ShownAlarm {
  return {
    patientId: 'ada',
    name: 'Ada Lindqvist',
    unit: 'mmol',
    kind: 'low',
    phase: 'active',
    priority: 'medium',
    cause: 'belowLimit',
    since: NOON - 4 * MINUTE,
    until: null,
    mgdl: 63,
    measuredAt: NOON - MINUTE,
    ...changes,
  };
}

export const report: StatusReport = {
  version: '0.1.0',
  electron: '45.4.1',
  sqlite: '3.51.0',
  platform: 'linux x64, en-GB',
  dataDir: '/home/ada/.config/glucoglance',
  logDir: '/home/ada/.config/glucoglance/logs',
  startedAt: NOON - 26 * HOUR,
  memory: { megabytes: 212.4, hold: null },
  historyBytes: 9_437_184,
  historyCheckedAt: NOON - 26 * HOUR,
  recorded: 128_412,
  readingsToday: { recorded: 702, expected: 719 },
  serverHost: 'api-eu.libreview.io',
  tokenExpiresAt: NOON + 170 * DAY,
  notifications: 'notification daemon (GNOME Shell)',
};

export const rehearsed: Rehearsed = {
  days: 14,
  readings: 19_873,
  kinds: [
    { kind: 'urgentLow', episodes: 2, atNight: 1, short: 0, wakingNights: 0 },
    { kind: 'low', episodes: 9, atNight: 3, short: 2, wakingNights: 0 },
    { kind: 'high', episodes: 6, atNight: 1, short: 1, wakingNights: 0 },
    { kind: 'noData', episodes: 3, atNight: 2, short: 0, wakingNights: 0 },
  ],
};

export const DIAGNOSTICS = [
  'Glucoglance 0.1.0, Electron 45.4.1, SQLite 3.51.0, linux x64, en-GB',
  'state: ok since 2026-11-20T09:00:00Z; last answer 2026-11-20T11:59:42Z',
  'readings today: 702 of 719; database 9.0 MB',
  '2026-11-20T11:59:42.118Z POLL_OK people=2 new=2',
].join('\n');

/** What a check-up finds, in order; where nothing else is said, all is well. */
export const checksWith = (...found: readonly Check[]): Check[] =>
  inOrder([...found, ...WELL.filter(({ check }) => !found.some((one) => one.check === check))]);

const WELL: readonly Check[] = [
  checkOf('folder', { code: 'folderFine', path: report.dataDir }),
  checkOf('rights', { code: 'fine' }),
  checkOf('space', { code: 'spaceLeft', megabytes: 48_210 }),
  checkOf('settings', { code: 'fine' }),
  checkOf('history', { code: 'historyFine', readings: 128_412 }),
  checkOf('backup', { code: 'backupAt', at: NOON - 6 * HOUR }),
  checkOf('keychain', { code: 'fine' }),
  checkOf('clock', { code: 'fine' }),
  checkOf('poller', { code: 'polledBy', by: 'desktop', answeredAt: NOON - 18_000 }),
  checkOf('server', { code: 'fine' }),
  ...checksOfFaults([]),
  checkOf('sleep', { code: 'fine' }),
  checkOf('lid', { code: 'lidSleeps' }),
  checkOf('power', { code: 'fine' }),
  checkOf('network', { code: 'notTold' }),
  checkOf('evening', { code: 'eveningFine', at: NOON - 15 * HOUR }),
];

/** What main says to a window that looks at everything. */
export const answers = {
  'status:read': ok(report),
  'status:check': ok(checksWith()),
  'alarms:rehearse': ok(rehearsed),
  'licences:read': ok('preact 11.2.0 (MIT)\n\nPermission is hereby granted, free of charge, to any person …'),
  'diagnostics:copy': ok(DIAGNOSTICS),
  'alarms:test': ok([
    { kind: 'urgentLow', outcome: 'shown' },
    { kind: 'low', outcome: 'shown' },
    { kind: 'sensor', outcome: 'unknown' },
  ]),
};
