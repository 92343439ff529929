import { clipboard } from 'electron';
import type { STATUS } from '../../../shared/ipc/status.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok } from '../../../shared/result.ts';
import { checkUp } from '../status/check-up.ts';
import { diagnose } from '../status/diagnose.ts';
import { readLicences } from '../status/licences.ts';
import { readStatus } from '../status/status.ts';
import { nothing, type Answers } from './answering.ts';

export const status: Answers<keyof typeof STATUS> = {
  'status:read': { request: nothing, answer: async (served) => ok(await readStatus(served)) },
  'status:check': {
    request: nothing,
    async answer({ session: { following }, alarms }, _, { progress }) {
      if (following === null) return fail(problem('signInNeeded', { noKeychain: '' }));
      return ok(await checkUp(following, alarms, progress));
    },
  },
  'licences:read': { request: nothing, answer: async () => ok(await readLicences()) },
  'diagnostics:copy': {
    request: nothing,
    async answer(served) {
      const text = await diagnose(served);
      if (text.ok) await clipboard.writeText(text.value);
      return text;
    },
  },
};
