/*
 * Stock Chromium refuses schemes of one's own before anybody can answer for them. So a page of `app://ui/index.html`
 * is `https://ui.app.stand-in/index.html` to Chromium: a secure context with an origin of its own, where `'self'` means
 * what it means in Electron. The app only ever sees its own spelling; the page's `location` shows the other one.
 */

const DOMAIN = '.stand-in';

const schemes = new Set<string>();

/** Declares a scheme as the app's own. */
export function addScheme(scheme: string): void {
  if (scheme !== 'http' && scheme !== 'https') schemes.add(scheme);
}

/** The address as Chromium gets it. */
export function toChromium(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.slice(0, -1);
  if (!schemes.has(scheme)) return url;
  return `https://${host === '' ? 'localhost' : host}.${scheme}${DOMAIN}${pathname}${search}${hash}`;
}

/** The address as the app gets it. */
export function fromChromium(url: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, pathname, search, hash } = new URL(url);
  if (!hostname.endsWith(DOMAIN)) return url;
  const labels = hostname.slice(0, -DOMAIN.length).split('.');
  const scheme = labels.pop();
  return `${scheme}://${labels.join('.')}${pathname}${search}${hash}`;
}

/** The origin of an address in the app's spelling, `null` where it has none. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return 'null';
  const { origin, protocol, host } = new URL(url);
  if (origin !== 'null') return origin;
  return host === '' ? 'null' : `${protocol}//${host}`;
}
