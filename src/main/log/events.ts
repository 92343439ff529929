import type { Mode } from '../../shared/state/snapshot.ts';
import { DECISIONS, REASONS } from '../../shared/alarms/decisions.ts';
import type { Delivery } from '../../shared/alarms/journal-entry.ts';
import { ALARM_KINDS, PRIORITIES } from '../../shared/alarms/kinds.ts';
import type { Link } from '../../shared/state/app-state.ts';
import { RELAUNCH_HOLDS } from '../../shared/state/planned-relaunch.ts';

import { PROBLEMS, type ProblemCode } from '../../shared/problems.ts';
import {
  count,
  errorCode,
  errorName,
  flag,
  frames,
  instant,
  oneOf,
  server,
  version,
  type Field,
} from './fields.ts';

const problemCode = oneOf(keysOf(PROBLEMS));
const alarmReason = oneOf(REASONS);
const linkCode = oneOf(
  keysOf({
    starting: true,
    ok: true,
    problem: true,
    clockWrong: true,
    noReadingYet: true,
    readingUnreadable: true,
    readingsContradict: true,
    delayed: true,
    phoneSilent: true,
    sensorWarmingUp: true,
    sensorEnded: true,
    readingInFuture: true,
  } satisfies Record<Link['code'], true>),
);
const alarmKind = oneOf(ALARM_KINDS);
const mode = oneOf<Mode>(['starting', 'signedOut', 'account', 'demo', 'paused']);
const outcome = oneOf<Delivery>(['shown', 'failed', 'unknown']);
const goneReason = oneOf([
  'clean-exit',
  'abnormal-exit',
  'killed',
  'crashed',
  'oom',
  'launch-failed',
  'integrity-failure',
  'memory-eviction',
]);
/** People are numbered as they come; see `numbering`. */
const person = count;

/** Of a problem: its code and those of its parameters that say nothing about anybody. */
const problem = { problem: problemCode, server, status: count, error: errorCode, retryAt: instant };
const failure = { error: errorName, errorCode, frames };

/**
 * Every event of the log, with all the fields it may have. What is not here cannot be written: no name, no id, no
 * glucose value, no text of a server. docs/log.md explains them.
 */
export const EVENTS = {
  APP_STARTED: {
    version,
    electron: version,
    platform: oneOf(['linux', 'darwin', 'win32']),
    arch: oneOf(['x64', 'arm64', 'arm', 'ia32']),
    packaged: flag,
  },
  ALREADY_RUNNING: { answered: flag },
  APP_STOPPED: { uptimeSeconds: count },
  RUN_INTERRUPTED: { stoppedAt: instant, restartedAt: instant, how: oneOf(['crashed', 'ended', 'hung']) },
  SILENT: { since: instant, until: instant },
  CRASHED: { ...failure, relaunch: flag, crashes: count },
  TASK_FAILED: {
    task: oneOf([
      'start',
      'stop',
      'window',
      'tray',
      'notification',
      'backup',
      'export',
      'feed',
      'watchdog',
      'evening',
      'updates',
    ]),
    ...failure,
  },
  MODE: { mode },
  SIGN_IN: { ok: flag, ...problem },
  STATE: { link: linkCode, byMs: count, people: count, ...problem },
  PERSON_STATE: { person, link: linkCode, readingAgeSeconds: count },
  RECORDING: { ok: flag, ...problem },
  POLLER: { another: flag },
  UPLOAD: { ok: flag, readings: count, until: instant, ...problem },
  HOUR: {
    minutes: count,
    polls: count,
    answers: count,
    readings: count,
    decisions: count,
    memoryMb: count,
  },
  MEMORY: { memoryMb: count, relaunch: flag, hold: oneOf(RELAUNCH_HOLDS) },
  ALARM: {
    person,
    kind: alarmKind,
    decision: oneOf(DECISIONS),
    reason: alarmReason,
    priority: oneOf(PRIORITIES),
    sound: flag,
    readingAgeSeconds: count,
    until: instant,
    since: instant,
  },
  ALARM_DELIVERY: { person, kind: alarmKind, outcome, test: flag },
  SETTINGS_CHANGED: {},
  SUSPENDED: {},
  RESUMED: {},
  WINDOW_GONE: { reason: goneReason, exitCode: count },
  PROCESS_GONE: {
    type: oneOf(['Utility', 'Zygote', 'Sandbox helper', 'GPU', 'Unknown']),
    reason: goneReason,
    exitCode: count,
  },
  LOG_LOST: { lines: count },
} as const satisfies Record<string, Record<string, Field<never>>>;

export type EventCode = keyof typeof EVENTS;

type ValueOf<F> = F extends Field<infer T> ? T : never;

/** Values for any of these fields; null and undefined are left out. */
export type FieldValues<Fields> = {
  readonly [F in keyof Fields]?: ValueOf<Fields[F]> | null | undefined;
};

/** One event: its code and any of its fields. */
export type LogEvent = { [C in EventCode]: { event: C } & FieldValues<(typeof EVENTS)[C]> }[EventCode];

/** What has been counted since the start, or since the last hourly line. */
export interface Counters {
  polls: number;
  /** Polls the server answered well. */
  answers: number;
  readings: number;
  /** Of the alarms. */
  decisions: number;
}

/** Code and harmless parameters of a problem, as fields of an event. */
export function problemFields({
  code,
  params,
  retryAt,
}: {
  code: ProblemCode;
  params: object;
  retryAt?: number;
}): { problem: ProblemCode; server?: string; status?: number; error?: string; retryAt?: number } {
  const { host, status, cause } = params as { host?: string; status?: number; cause?: string };
  return {
    problem: code,
    ...(host === undefined ? {} : { server: host }),
    ...(status === undefined ? {} : { status }),
    // Some causes are words; the field takes only codes.
    ...(cause === undefined ? {} : { error: cause }),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}

function keysOf<T extends object>(all: T): readonly (keyof T & string)[] {
  return Object.keys(all) as (keyof T & string)[];
}
