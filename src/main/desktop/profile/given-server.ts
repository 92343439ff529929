import type { Notice } from '../../../shared/state/notices.ts';
import { problem } from '../../../shared/problems.ts';
import { parseBaseUrl, shownBaseUrl } from '../../settings/base-url.ts';

/** Another server than the settings', as the environment names it; a notice where no password may be sent there. */
export function givenServer(env: NodeJS.ProcessEnv): { baseUrl: string | null; notice: Notice | null } {
  const given = env['LIBRELINKUP_BASE_URL'];
  if (given === undefined) return { baseUrl: null, notice: null };
  const baseUrl = parseBaseUrl(given);
  if (baseUrl !== null) return { baseUrl, notice: null };
  const params = {
    what: 'LIBRELINKUP_BASE_URL',
    given: shownBaseUrl(given),
    expected: { code: 'httpsAddressOrSettings' } as const,
  };
  return { baseUrl: null, notice: { code: 'problem', problem: problem('badInput', params) } };
}
