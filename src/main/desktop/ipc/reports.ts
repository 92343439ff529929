import { z } from '../../../shared/schemas.ts';
import type { REPORTS } from '../../../shared/ipc/reports.ts';
import { PAPERS } from '../../../shared/report/paper.ts';
import { periodSchema } from '../../../shared/settings/schema.ts';
import type { Profile } from '../../profile/profile.ts';
import { clinicReport, targetsOf } from '../../reports/clinic.ts';
import { windowOf } from '../../reports/period.ts';
import { printReport, saveReport } from '../report/take-along.ts';
import { instant, patientId, type Answers, type Asking, type Served } from './answering.ts';
import { withProfile } from './with-profile.ts';

const ofPeriod = z.strictObject({ patientId, period: periodSchema() });

const wanted = ofPeriod.extend({ until: instant, paper: z.enum(PAPERS), named: z.boolean() });

const around = (profile: Profile, { clock, program }: Served, { window, signal }: Asking) => ({
  profile,
  clock,
  asker: window,
  signal,
  onFault: program.fault('window'),
});

/** The person and the period as instants, by the profile's clock. */
const windowAsked = ({ time }: Profile, { patientId, period }: z.infer<typeof ofPeriod>) => ({
  patientId,
  window: windowOf(period, time.now()),
});

export const reports: Answers<keyof typeof REPORTS> = {
  'report:clinic': {
    request: ofPeriod,
    answer: ({ session }, of, { signal }) =>
      withProfile(session, (profile) => {
        const { patientId: patient, window } = windowAsked(profile, of);
        return clinicReport(profile, { patient, window, targets: null }, signal);
      }),
  },
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
  'report:today': {
    request: z.strictObject({ patientId }),
    answer: ({ session }, of, { signal }) =>
      withProfile(session, (profile) => profile.history.ask('today', of, signal)),
  },
  'report:statistics': {
    request: ofPeriod,
    answer: ({ session }, of, { signal }) =>
      withProfile(session, (profile) => {
        const targets = targetsOf(profile, of.patientId);
        return profile.history.ask('compared', { ...windowAsked(profile, of), targets }, signal);
      }),
  },
  'report:save': {
    request: wanted,
    answer: (served, given, asking) =>
      withProfile(served.session, (profile) => saveReport(given, around(profile, served, asking))),
  },
  'report:print': {
    request: wanted,
    answer: (served, given, asking) =>
      withProfile(served.session, (profile) => printReport(given, around(profile, served, asking))),
  },
};
