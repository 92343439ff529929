import { randomUUID } from 'node:crypto';

/*
 * Pages that main has written itself, for windows without script and without a bridge. Each is served under an address
 * that nobody can guess, as long as it is held.
 */

export const HELD_ORIGIN = 'app://held';

/** Nothing but the page’s own style: no script, no picture, no net. */
export const HELD_PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const held = new Map<string, string>();

/** Serves a page from now on. @returns its address, and what ends it */
export function holdPage(html: string): { address: string; release: () => void } {
  const address = `${HELD_ORIGIN}/${randomUUID()}.html`;
  held.set(address, html);
  return { address, release: () => void held.delete(address) };
}

export const heldPage = (address: string): string | undefined => held.get(address);
