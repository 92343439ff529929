import { z } from '../../../shared/schemas.ts';
import { ALARM_KINDS } from '../../../shared/alarms/kinds.ts';
import type { ALARMS } from '../../../shared/ipc/alarms.ts';
import { ok } from '../../../shared/result.ts';
import { happenedAt, journalDays } from '../../reports/journal.ts';
import { rehearsed } from '../../reports/rehearsal.ts';
import { civilDate, instant, nothing, patientId, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';
import { wholeRules } from './whole-settings.ts';

const alarm = { patientId: patientId.nullable(), kind: z.enum(ALARM_KINDS) };
const minutes = z.int().min(1).max(1440);

export const alarms: Answers<keyof typeof ALARMS> = {
  'alarm:acknowledge': {
    request: z.strictObject(alarm),
    answer: ({ session }, given) => session.alarms.acknowledge(given, 'window'),
  },
  'alarm:snooze': {
    request: z.strictObject({ ...alarm, minutes }),
    answer: ({ session }, { minutes: long, ...given }) => session.alarms.snooze(given, long, 'window'),
  },
  'alarm:undo': {
    request: z.strictObject(alarm),
    answer: ({ session }, given) => session.alarms.undoSilence(given, 'window'),
  },
  'alarm:rung': {
    request: z.strictObject({ id: z.int().min(1), heard: z.boolean() }),
    answer({ alarms: desktop }, given) {
      desktop.rung(given);
      return ok(null);
    },
  },
  'alarms:snooze': {
    request: z.strictObject({ scope: z.enum(['all', 'highs']), minutes }),
    answer: ({ session }, { scope, minutes: long }) => session.alarms.snoozeAll(scope, long, 'window'),
  },
  'alarms:endSnooze': { request: nothing, answer: ({ session }) => session.alarms.endSnooze('window') },
  'alarms:test': { request: nothing, answer: async ({ alarms: desktop }) => ok(await desktop.test()) },
  'alarms:journal': {
    request: z.strictObject({ date: civilDate, days: z.union([z.literal(1), z.literal(7)]) }),
    answer: ({ session }, given, { signal }) =>
      withProfile(session, (profile) => journalDays(profile, given, signal)),
  },
  'alarms:why': {
    request: z.union([z.strictObject({ instant }), z.strictObject({ local: instant })]),
    answer: ({ session }, given, { signal }) =>
      withProfile(session, (profile) => happenedAt(profile, given, signal)),
  },
  'alarms:rehearse': {
    request: z.strictObject({ patientId, rules: wholeRules }),
    answer: ({ session }, given, { signal }) =>
      withProfile(session, (profile) => rehearsed(profile, given, signal)),
  },
};
