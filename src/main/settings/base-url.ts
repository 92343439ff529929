/** `scheme://host[:port]`, written in plain ASCII: look-alike letters, user names, paths and escapes have no place here. */
const PLAIN_ORIGIN = /^https?:\/\/([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?\/?$/i;

/**
 * A base URL in its normal form (lower case, no default port, no trailing slash), or null where it is not one we may
 * send a password to: https to any host, http only to this machine, nothing but the origin.
 */
export function parseBaseUrl(text: string): string | null {
  const trimmed = text.trim();
  if (!PLAIN_ORIGIN.test(trimmed) || !URL.canParse(trimmed)) return null;
  const { protocol, hostname, origin } = new URL(trimmed);
  return protocol === 'https:' || isLoopback(hostname) ? origin : null;
}

/** @param hostname as the URL parser gives it: 127.1 and 0x7f000001 have become 127.0.0.1 by then */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** A refused base URL as it may be shown: without the user name, password and token some people put there. */
export function shownBaseUrl(text: string): string {
  return text.replace(/\/\/.*@/s, '//…@').replace(/[?#].*/s, '?…');
}
