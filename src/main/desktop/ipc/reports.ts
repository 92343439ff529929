import { z } from 'zod';
import type { REPORTS } from '../../../shared/ipc/reports.ts';
import { periodSchema } from '../../../shared/settings/schema.ts';
import { windowOf } from '../../reports/period.ts';
import { patientId, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

const ofPeriod = z.strictObject({ patientId, period: periodSchema() });

export const reports: Answers<keyof typeof REPORTS> = {
  'report:patterns': {
    request: ofPeriod,
    answer: ({ session }, { patientId: of, period }, { signal }) =>
      withProfile(session, (profile) => {
        const window = windowOf(period, profile.time.now());
        return profile.history.ask('patterns', { patientId: of, window }, signal);
      }),
  },
  'report:days': {
    request: ofPeriod,
    answer: ({ session }, { patientId: of, period }, { signal }) =>
      withProfile(session, (profile) => {
        const window = windowOf(period, profile.time.now());
        return profile.history.ask('days', { patientId: of, window }, signal);
      }),
  },
  'report:statistics': {
    request: ofPeriod,
    answer: ({ session }, { patientId: of, period }, { signal }) =>
      withProfile(session, (profile) => {
        const window = windowOf(period, profile.time.now());
        return profile.history.ask('compared', { patientId: of, window }, signal);
      }),
  },
};
