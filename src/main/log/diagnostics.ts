import { SECOND } from '../../shared/time.ts';
import { ARMED_FAULTS, type Armed } from '../../shared/alarms/armed.ts';
import type { Delivery } from '../../shared/alarms/journal-entry.ts';
import { ALARM_KINDS, type AlarmKind } from '../../shared/alarms/kinds.ts';
import type { AppState } from '../../shared/state/app-state.ts';
import type { VaultState } from '../../shared/state/snapshot.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, personSettings, type Settings } from '../../shared/settings/settings.ts';
import { EVENTS, problemFields, type Counters, type FieldValues } from './events.ts';
import { count, flag, instant, oneOf, server, shaped, version, type Field, type Written } from './fields.ts';
import { writtenFields } from './log.ts';
import type { Redactor } from './redact.ts';

/** Short words of a system: `linux 6.12 x64`, `notify-send`. */
const words = shaped(/^[a-z0-9][\w .()+-]{0,60}$/i);

const PROGRAM = {
  version,
  electron: version,
  sqlite: version,
  platform: words,
  packaged: flag,
  uptimeSeconds: count,
  mode: EVENTS.MODE.mode,
  credentialsIn: oneOf(['keytar', 'file', 'memory']),
  server,
  sessionUntil: instant,
  lastStopped: instant,
  lastStopCrashed: flag,
} as const;

const HISTORY = { bytes: count, readings: count, checkedAt: instant } as const;

const STATE = {
  ...EVENTS.STATE,
  since: instant,
  lastAnswerAt: instant,
  nextPollAt: instant,
  pollReason: oneOf<AppState['pollReason']>([
    'readingDue',
    'noNewReadingLately',
    'afterProblem',
    'serverSaid',
    'waitingForUser',
    'anotherPolls',
  ]),
  anotherPolls: flag,
  clockAheadMs: count,
} as const;

const PERSON = {
  ...EVENTS.PERSON_STATE,
  followed: flag,
  ownName: flag,
  ownLimits: flag,
  recentReadings: count,
  sensorDays: count,
} as const;

const ALARMS = { shownBy: words, testedAt: instant } as const;
const TEST = {
  kind: oneOf(ALARM_KINDS),
  outcome: EVENTS.ALARM_DELIVERY.outcome,
  at: instant,
} as const;

/** All that the diagnostics may tell; instants in ms UTC. Nothing else is taken from the settings and the state. */
export interface DiagnosticsFacts {
  at: number;
  program: FieldValues<typeof PROGRAM>;
  history: FieldValues<typeof HISTORY>;
  state: AppState | null;
  settings: Settings;
  vault: VaultState | null;
  armed: Armed;
  /** What notifications go through. */
  shownBy: string | null;
  tests: readonly { kind: AlarmKind; outcome: Delivery; at: number }[];
  notices: readonly Problem[];
  counters: Readonly<Counters>;
  /** Newest last. */
  logLines: readonly string[];
  personNumber: (patientId: string) => number;
}

/**
 * What a person who is asked for help can send: codes, counts and instants, people as numbers, the end of the log.
 *
 * @returns the problem `unexpected` where anything private is found in the finished text, which then is not given out
 */
export function diagnostics(facts: DiagnosticsFacts, redactor: Redactor): Result<string> {
  const { at, program, history, state, settings, vault, armed, shownBy, tests, notices, counters } = facts;
  const text = [
    `Glucoglance, ${new Date(at).toISOString()}`,
    section('program', [listed(PROGRAM, { ...program, credentialsIn: vault?.kind })]),
    section('history', [listed(HISTORY, history)]),
    section('state', state ? stateLines(state) : ['none']),
    section('people', peopleLines(facts)),
    section('alarms', [
      listed(ALARMS, { shownBy, testedAt: armed.testedAt }),
      ...ARMED_FAULTS.filter((fault) => armed.faults.includes(fault)),
      ...tests.map((test) => listed(TEST, test)),
    ]),
    section('settings', settingLines(settings)),
    section(
      'notices',
      notices.map((notice) => listed(STATE, problemFields(notice))),
    ),
    section('counters', [listed(EVENTS.HOUR, counters)]),
    // Lines of an earlier run did not know the secrets of this one.
    section(
      'log',
      facts.logLines.map((line) => redactor.redact(line)),
    ),
  ].join('\n\n');
  if (redactor.finds(text)) return fail(problem('unexpected', { detail: 'diagnosticsPrivate' }));
  return ok(`${text}\n`);
}

function section(title: string, lines: readonly string[]): string {
  return [`[${title}]`, ...lines.filter((line) => line !== '')].join('\n');
}

/** `link=ok people=2` */
function listed(fields: Readonly<Record<string, Field<never>>>, given: object): string {
  return inLine(Object.entries(writtenFields(fields, given)));
}

function inLine(entries: readonly (readonly [string, Written])[]): string {
  return entries.map(([name, value]) => `${name}=${String(value)}`).join(' ');
}

function stateLines(state: AppState): string[] {
  const { link, people, storage } = state;
  const failed = link.code === 'problem' ? problemFields(link.problem) : {};
  const clockAheadMs = link.code === 'clockWrong' ? link.byMs : null;
  const anotherPolls = state.polledBy !== null;
  const now = { ...state, link: link.code, people: people.length, anotherPolls, clockAheadMs, ...failed };
  return [listed(STATE, now), ...(storage ? [`recording: ${listed(STATE, problemFields(storage))}`] : [])];
}

/** A line for everybody there is or was, by number. */
function peopleLines({ at, state, settings, personNumber }: DiagnosticsFacts): string[] {
  const known = new Map(state?.people.map((one) => [one.person.patientId, one]));
  const ids = new Set([...known.keys(), ...Object.keys(settings.people)]);
  const lines = [...ids].map((id) => {
    const one = known.get(id);
    const own = personSettings(settings, id);
    return {
      person: personNumber(id),
      link: one?.link.code,
      readingAgeSeconds: one?.reading && (at - one.reading.measuredAt) / SECOND,
      recentReadings: one?.recent.length,
      followed: own.followed,
      ownName: own.name !== null,
      ownLimits: own.limits !== null,
      sensorDays: own.sensorLifeDays,
    };
  });
  return lines.sort((a, b) => a.person - b.person).map((line) => listed(PERSON, line));
}

/** The settings there are by default but server and people, where a value is a number, a switch or one plain word. */
function settingLines(settings: Settings): string[] {
  const lines: [string, Written][] = [];
  const walk = (path: string, known: object, given: object): void => {
    for (const [name, standard] of Object.entries(known)) {
      const value: unknown = Object.hasOwn(given, name) ? given[name as keyof typeof given] : standard;
      if (value === null) continue;
      if (typeof value === 'object') walk(`${path}${name}.`, standard ?? value, value);
      else if (typeof value !== 'string') lines.push([path + name, value as Written]);
      else if (/^[\w.-]{1,20}$/.test(value)) lines.push([path + name, value]);
    }
  };
  const { nightscout } = settings;
  const hidden = {
    baseUrl: null,
    people: null,
    erased: null,

    nightscout: { ...nightscout, url: null, patientId: null },
  };
  walk('', { ...DEFAULT_SETTINGS, ...hidden }, { ...settings, ...hidden });
  return lines.map((line) => inLine([line]));
}
