import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../shared/schemas.ts';
import { IMPAIRED_CAUSES, SENSOR_CAUSES } from '../../shared/alarms/events.ts';
import { ALARM_KINDS, PRIORITIES } from '../../shared/alarms/kinds.ts';
import type { AlarmState, KindState } from '../../shared/alarms/state.ts';
import { KeptFile } from '../files/kept-file.ts';

/** Alarm states by patient id; under null that of the program. */
export type AlarmStates = ReadonlyMap<string | null, AlarmState>;

const instant = z.number();
const orNone = instant.nullable();
const kindName = z.enum(ALARM_KINDS);
const priority = z.enum(PRIORITIES);

const reading = z.object({
  measuredAt: instant,
  mgdl: z.number(),
  offScale: z.enum(['HI', 'LO']).nullable(),
  trend: z.literal([1, 2, 3, 4, 5]).nullable(),
  heardAt: instant,
});

const kind = z.object({
  beyondSince: orNone,
  beyondReadings: z.number(),
  on: orNone,
  cause: z.string().nullable(),
  raised: orNone,
  rearmed: z.boolean(),
  ringAt: orNone,
  priority: priority.nullable(),
  repeats: z.number(),
  soundDue: z.boolean(),
  silence: z
    .object({
      type: z.enum(['acknowledged', 'snoozed']),
      until: instant,
      mgdl: z.number().nullable(),
      ahead: z.boolean(),
    })
    .nullable(),
  safeSince: orNone,
  waiting: z.boolean(),
  held: z.string().nullable(),
}) as unknown as z.ZodType<KindState>; // causes and holds are only compared and written on

const state: z.ZodType<AlarmState> = z.object({
  seenAt: instant,
  watchingSince: instant,
  newest: reading.nullable(),
  previous: reading.nullable(),
  judgedAt: orNone,
  facts: z.object({
    answeredAt: orNone,
    askedByAnother: z.boolean(),
    expectsReadings: z.boolean(),
    gone: z.boolean(),
    // Not in files of before.
    unreadable: z.boolean().default(false),
    impaired: z.enum(IMPAIRED_CAUSES).nullable(),
    sensor: z
      .object({ cause: z.enum(SENSOR_CAUSES), until: orNone, startedAt: orNone.default(null) })
      .nullable(),
  }),
  expectedFrom: orNone,
  graceUntil: orNone,
  leap: z.object({ from: instant, to: instant }).nullable().default(null),
  sound: z.object({ at: instant, kind: kindName, priority }).nullable(),
  sensorTold: z
    .object({ cause: z.enum(SENSOR_CAUSES), startedAt: instant })
    .nullable()
    .default(null),
  kinds: z.record(kindName, kind),
});

const file = z.object({
  version: z.literal(1),
  states: z.array(z.object({ patientId: z.string().nullable(), state: z.unknown() })),
});

function pathOf(dataDir: string): string {
  return join(dataDir, 'alarms.json');
}

/**
 * The alarm states of the last run, from `alarms.json`. What cannot be read is as good as never kept: an alarm rings
 * rather twice than never.
 */
export function readKeptStates(dataDir: string): AlarmStates {
  const states = new Map<string | null, AlarmState>();
  try {
    const kept = file.parse(JSON.parse(readFileSync(pathOf(dataDir), 'utf8')));
    for (const { patientId, state: one } of kept.states) {
      const { data } = state.safeParse(one);
      if (data) states.set(patientId, data);
    }
  } catch {
    // None yet, or none any more.
  }
  return states;
}

/** Keeps states for the next run; a disk that does not take them costs only that. */
export interface KeptStates {
  /** As soon as the disk takes them. */
  keep(states: AlarmStates): Promise<void>;
  /** At once: nothing more will be kept. */
  keepNow(states: AlarmStates): void;
}

export function keptStates(dataDir: string): KeptStates {
  const kept = new KeptFile(pathOf(dataDir));
  const textOf = (states: AlarmStates): string => {
    const list = [...states].map(([patientId, one]) => ({ patientId, state: one }));
    return JSON.stringify({ version: 1, states: list });
  };
  return {
    keep: (states) => kept.write(textOf(states)),
    keepNow: (states) => kept.writeNow(textOf(states)),
  };
}

/** Takes people out of what is kept, at once. A file that cannot be written anew is deleted. */
export function forgetPeople(dataDir: string, patientIds: readonly string[]): void {
  const path = pathOf(dataDir);
  if (!existsSync(path)) return;
  const others = [...readKeptStates(dataDir)].filter(
    ([patientId]) => patientId === null || !patientIds.includes(patientId),
  );
  rmSync(path);
  if (others.length > 0) keptStates(dataDir).keepNow(new Map(others));
}

/**
 * Nobody of the account is watched any more: what was silenced or rang about its people is over. Where the file stays,
 * somebody who is no longer watched is missed for a day at most.
 */
export function forgetStates(dataDir: string): Promise<void> {
  return new KeptFile(pathOf(dataDir)).remove();
}
