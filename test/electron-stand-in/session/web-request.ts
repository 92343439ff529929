import { strict } from '../provided.ts';

type Before = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;
type Received = (
  details: Electron.OnHeadersReceivedListenerDetails,
  callback: (response: Electron.HeadersReceivedResponse) => void,
) => void;

interface Hook<L> {
  patterns: RegExp[] | null;
  listener: L;
}

let before: Hook<Before> | null = null;
let received: Hook<Received> | null = null;

/** `<all_urls>`, `app://*`, `https://*.example.org/*` … as an expression. */
function pattern(text: string): RegExp {
  if (text === '<all_urls>') return /^/;
  const quoted = text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${quoted}$`);
}

/** `on…(listener)`, `on…(filter, listener)`, and null instead of a listener to stop. */
function hook<L>(filterOrListener: unknown, listener?: L | null): Hook<L> | null {
  if (typeof filterOrListener === 'function') return { patterns: null, listener: filterOrListener as L };
  if (filterOrListener === null || !listener) return null;
  return { patterns: (filterOrListener as Electron.WebRequestFilter).urls.map(pattern), listener };
}

function listenerFor<L>(one: Hook<L> | null, url: string): L | null {
  if (!one) return null;
  return one.patterns === null || one.patterns.some((each) => each.test(url)) ? one.listener : null;
}

export const webRequest = strict('session.webRequest', {
  onBeforeRequest(filter: unknown, listener?: Before | null): void {
    before = hook<Before>(filter, listener);
  },
  onHeadersReceived(filter: unknown, listener?: Received | null): void {
    received = hook<Received>(filter, listener);
  },
} satisfies Partial<Electron.WebRequest>);

/** What the app says to a request that is about to be made. */
export function askBefore(
  details: Electron.OnBeforeRequestListenerDetails,
): Promise<Electron.CallbackResponse> {
  const listener = listenerFor(before, details.url);
  return new Promise((settle) => (listener ? listener(details, settle) : settle({})));
}

/** What the app makes of the headers of an answer. */
export function askReceived(
  details: Electron.OnHeadersReceivedListenerDetails,
): Promise<Electron.HeadersReceivedResponse> {
  const listener = listenerFor(received, details.url);
  return new Promise((settle) => (listener ? listener(details, settle) : settle({})));
}
