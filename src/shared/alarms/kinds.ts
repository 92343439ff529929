import { DAY, HOUR, MINUTE } from '../time.ts';

/** Every kind of alarm, the one that matters most first: of several at once the first makes the sound. */
export const ALARM_KINDS = [
  'urgentLow',
  'low',
  'urgentHigh',
  'noData',
  'fastFall',
  'impaired',
  'high',
  'sensor',
] as const;

export type AlarmKind = (typeof ALARM_KINDS)[number];

/** The kinds that are judged by a reading's value or trend. */
export const GLUCOSE_KINDS = ['urgentLow', 'low', 'urgentHigh', 'fastFall', 'high'] as const;

export type GlucoseKind = (typeof GLUCOSE_KINDS)[number];

export function isGlucoseKind(kind: AlarmKind): kind is GlucoseKind {
  return (GLUCOSE_KINDS as readonly AlarmKind[]).includes(kind);
}

/** The three of IEC 60601-1-8, least first. */
export const PRIORITIES = ['low', 'medium', 'high'] as const;

export type Priority = (typeof PRIORITIES)[number];

/** Source: reference defaults of the project (clinical.md 4.3). `noData` rises to high after an hour. */
export const PRIORITY: Readonly<Record<AlarmKind, Priority>> = {
  urgentLow: 'high',
  low: 'medium',
  urgentHigh: 'medium',
  noData: 'medium',
  fastFall: 'medium',
  impaired: 'medium',
  high: 'low',
  sensor: 'low',
};

export function isHigherPriority(one: Priority, than: Priority): boolean {
  return PRIORITIES.indexOf(one) > PRIORITIES.indexOf(than);
}

/** A stronger kind that says the same and more: while it is on and told of, the weaker one keeps still. */
export const STRONGER: Readonly<Partial<Record<AlarmKind, readonly AlarmKind[]>>> = {
  low: ['urgentLow'],
  fastFall: ['urgentLow', 'low'],
  high: ['urgentHigh'],
};

/** How a kind repeats and how long silence lasts; ms. */
export interface Timing {
  /** Between two rings nobody has acknowledged; null: rings once. */
  repeatMs: number | null;
  /** How many repeats at most. */
  repeats: number;
  /** How long an acknowledgement keeps it still. */
  acknowledgedMs: number;
  /** What a snooze may be, minutes; the last is the most. */
  snoozeMinutes: readonly number[];
}

export const TIMING: Readonly<Record<AlarmKind, Timing>> = {
  urgentLow: {
    repeatMs: 5 * MINUTE,
    repeats: Infinity,
    acknowledgedMs: 15 * MINUTE,
    snoozeMinutes: [15, 30],
  },
  low: { repeatMs: 15 * MINUTE, repeats: 6, acknowledgedMs: 30 * MINUTE, snoozeMinutes: [15, 30, 45, 60] },
  urgentHigh: {
    repeatMs: 30 * MINUTE,
    repeats: Infinity,
    acknowledgedMs: 60 * MINUTE,
    snoozeMinutes: [30, 60, 90, 120],
  },
  high: {
    repeatMs: 30 * MINUTE,
    repeats: Infinity,
    acknowledgedMs: 90 * MINUTE,
    snoozeMinutes: [30, 60, 90, 120],
  },
  fastFall: { repeatMs: null, repeats: 0, acknowledgedMs: 30 * MINUTE, snoozeMinutes: [15, 30] },
  noData: { repeatMs: 30 * MINUTE, repeats: Infinity, acknowledgedMs: 30 * MINUTE, snoozeMinutes: [30, 60] },
  impaired: {
    repeatMs: 60 * MINUTE,
    repeats: Infinity,
    acknowledgedMs: 2 * HOUR,
    snoozeMinutes: [60, 120, 240],
  },
  sensor: { repeatMs: null, repeats: 0, acknowledgedMs: DAY, snoozeMinutes: [60, 480, 1440] },
};

/** Between any two sounds about one person, unless the priority steps up. */
export const SOUND_GAP_MS = 5 * MINUTE;

/** "Silence everything" ends by itself after at most this; it never covers `urgentLow`. */
export const SNOOZE_ALL_MINUTES = 120;

/** "I am eating", "I am exercising": what may be snoozed before it is there, and for how long at most. */
export const SNOOZE_AHEAD: readonly AlarmKind[] = ['low', 'high'];
export const SNOOZE_AHEAD_MINUTES = 60;
