/** A region code as the wire names it: `eu`, `de`, `eu2`. Anything else never gets near a host name. */
const REGION = /^[a-z]{2}[0-9]?$/;

export function isLibreViewHost(origin: string): boolean {
  const host = new URL(origin).hostname;
  return host === 'libreview.io' || host.endsWith('.libreview.io');
}

/**
 * Where an account of `region` lives, seen from the host that said so.
 *
 * Only a libreview.io host may send us on, and only to `api-<region>.libreview.io`: the password never travels
 * from any other server to the real one. Any other server keeps its accounts itself. Null for a code that is no region.
 */
export function hostOfRegion(region: string, saidBy: string): string | null {
  const code = region.toLowerCase();
  if (!REGION.test(code)) return null;
  return isLibreViewHost(saidBy) ? `https://api-${code}.libreview.io` : saidBy;
}

/** The region a libreview.io host serves; null for the global one and for other servers. */
export function regionOfHost(origin: string): string | null {
  const code = /^api-([a-z0-9]+)\.libreview\.io$/.exec(new URL(origin).hostname)?.[1];
  return code !== undefined && REGION.test(code) ? code : null;
}

/**
 * The host that was remembered for an account, where it is one that `baseUrl` could have sent us to; else `baseUrl`, the
 * user's own word. What stands in a file is no reason to send a password anywhere.
 */
export function rememberedHost(remembered: string | undefined, baseUrl: string): string {
  if (remembered === undefined || !URL.canParse(remembered)) return baseUrl;
  const region = regionOfHost(remembered);
  return region !== null && hostOfRegion(region, baseUrl) === remembered ? remembered : baseUrl;
}
