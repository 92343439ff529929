import { z } from 'zod';
import type { REPORTS } from '../../../shared/ipc/reports.ts';
import { periodSchema } from '../../../shared/settings/schema.ts';
import type { Profile } from '../../profile/profile.ts';
import { targetsOf } from '../../reports/clinic.ts';
import { windowOf } from '../../reports/period.ts';
import { patientId, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

const ofPeriod = z.strictObject({ patientId, period: periodSchema() });

/** The person and the period as instants, by the profile's clock. */
const windowAsked = ({ time }: Profile, { patientId, period }: z.infer<typeof ofPeriod>) => ({
  patientId,
  window: windowOf(period, time.now()),
});

export const reports: Answers<keyof typeof REPORTS> = {
  'report:patterns': {
    request: ofPeriod,
    answer: ({ session }, of, { signal }) =>
      withProfile(session, (profile) => profile.history.ask('patterns', windowAsked(profile, of), signal)),
  },
  'report:days': {
    request: ofPeriod,
    answer: ({ session }, of, { signal }) =>
      withProfile(session, (profile) => profile.history.ask('days', windowAsked(profile, of), signal)),
  },
  'report:statistics': {
    request: ofPeriod,
    answer: ({ session }, of, { signal }) =>
      withProfile(session, (profile) => {
        const targets = targetsOf(profile, of.patientId);
        return profile.history.ask('compared', { ...windowAsked(profile, of), targets }, signal);
      }),
  },
};
