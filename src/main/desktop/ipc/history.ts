import { z } from 'zod';
import type { HISTORY } from '../../../shared/ipc/history.ts';
import { patientId, type Answers } from './answering.ts';
import { withProfile } from './with-profile.ts';

/** ms UTC, to the end of this century. */
const instant = z.int().min(0).max(4_102_444_800_000);

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
