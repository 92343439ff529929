import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { parseBaseUrl, shownBaseUrl } from '../settings/base-url.ts';
import type { SiteAddress } from './site.ts';

/**
 * The site that the environment names, or null where it names none. Both or nothing: a token that was kept for one site
 * is not sent to another.
 */
export function givenAddress(given: {
  url: string | undefined;
  token: string | undefined;
}): Result<SiteAddress | null> {
  const { url, token } = given;
  if (url === undefined && token === undefined) return ok(null);
  if (url === undefined || token === undefined) {
    const [missing, other] = url === undefined ? ['URL', 'TOKEN'] : ['TOKEN', 'URL'];
    const expected = { code: 'setToo', other: `NIGHTSCOUT_${other}` } as const;
    return fail(problem('badInput', { what: `NIGHTSCOUT_${missing}`, given: '', expected }));
  }
  const origin = parseBaseUrl(url);
  if (origin !== null) return ok({ url: origin, token });
  const expected = { code: 'httpsAddress' } as const;
  return fail(problem('badInput', { what: 'NIGHTSCOUT_URL', given: shownBaseUrl(url), expected }));
}
