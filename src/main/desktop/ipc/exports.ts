import { z } from '../../../shared/schemas.ts';
import { EXPORT_FORMATS } from '../../../shared/exchange/export-formats.ts';
import { personName } from '../../../shared/glucose/reading.ts';
import type { EXPORTS } from '../../../shared/ipc/exports.ts';
import { printable } from '../../../shared/printable.ts';
import { ok } from '../../../shared/result.ts';
import { periodSchema } from '../../../shared/settings/schema.ts';
import { peopleOf } from '../../reports/people.ts';
import { oneByOne } from '../exchange/one-by-one.ts';
import { saveExport, showSaved } from '../exchange/save-export.ts';
import { nothing, patientId, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

const wanted = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  patientId: patientId.nullable(),
  period: periodSchema().nullable(),
  named: z.boolean(),
  decimalComma: z.boolean(),
  unit: z.enum(['mmol', 'mgdl']),
});

export const exports: Answers<keyof typeof EXPORTS> = {
  'exports:people': {
    request: nothing,
    answer: ({ session }) =>
      withProfile(session, async (profile) => {
        const people = await peopleOf(profile);
        if (!people.ok) return people;
        return ok(
          people.value.map((person) => {
            const { patientId: id, unit } = person;
            return { patientId: id, name: printable(personName(person)), unit };
          }),
        );
      }),
  },
  'exports:save': {
    request: wanted,
    answer: ({ session }, given, { window: asker, signal, progress }) =>
      oneByOne(() =>
        withProfile(session, async (profile, { isDemo: demo }) => {
          try {
            return await saveExport(given, { profile, demo, asker, signal, progress });
          } finally {
            // Where somebody else is followed by now, nobody closes it but who has asked it last.
            if (session.recorded?.profile !== profile) await profile.close();
          }
        }),
      ),
  },
  'exports:show': {
    request: nothing,
    answer(_, __, { window: asker }) {
      showSaved(asker);
      return ok(null);
    },
  },
};
