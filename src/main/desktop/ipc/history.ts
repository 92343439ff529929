import { z } from '../../../shared/schemas.ts';
import type { HISTORY } from '../../../shared/ipc/history.ts';
import { instant, patientId, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

export const history: Answers<keyof typeof HISTORY> = {
  'chart:part': {
    request: z.strictObject({ patientId, from: instant, to: instant }),
    answer: ({ session }, given, { signal }) =>
      withProfile(session, (profile) => profile.history.ask('chartPart', given, signal)),
  },
  'chart:usual': {
    request: z.strictObject({ patientId, before: instant }),
    answer: ({ session }, given, { signal }) =>
      withProfile(session, (profile) => profile.history.ask('usualBand', given, signal)),
  },
};
