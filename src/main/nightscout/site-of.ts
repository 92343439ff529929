import type { Profile } from '../profile/profile.ts';
import { NightscoutSite, type SiteAddress } from './site.ts';

/** The site, asked as this profile asks anybody. */
export function siteOf(profile: Profile, address: SiteAddress, signal?: AbortSignal): NightscoutSite {
  const { url, token } = address;
  return new NightscoutSite({
    url,
    token,
    fetch: profile.fetch,
    clock: profile.time.clock,
    ...(signal && { signal }),
  });
}
