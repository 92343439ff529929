import type { createBridge } from './bridge.ts';
import type { createCodec } from './codec.ts';
import type { Guard, installGuards } from './guards.ts';

/** What the source text of the other files of this folder becomes in the page. */
export interface PageParts {
  createCodec: typeof createCodec;
  createBridge: typeof createBridge;
  installGuards: typeof installGuards;
}

/**
 * Runs in the page's own world before its scripts: the page's end of the bridge. `token` names the events that carry
 * it; nobody but the preload's world knows it. Stands on its own.
 */
export function startMainWorld(token: string, { createCodec, createBridge, installGuards }: PageParts): void {
  // Taken now: what the page does to its globals later does not reach the bridge.
  const dispatch = window.dispatchEvent.bind(window);
  const Carrier = CustomEvent;
  const bridge = createBridge(createCodec(), (text) => {
    dispatch(new Carrier(`${token}-to-preload`, { detail: text }));
  });
  window.addEventListener(`${token}-to-page`, (event) =>
    bridge.receive((event as CustomEvent<string>).detail),
  );

  const freeze = (value: unknown): unknown => {
    if (
      (typeof value !== 'object' && typeof value !== 'function') ||
      value === null ||
      Object.isFrozen(value)
    ) {
      return value;
    }
    Object.freeze(value);
    for (const field of Object.values(value)) freeze(field);
    return value;
  };

  bridge.offer('expose', (key: string, api: unknown) => {
    if (key in globalThis) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    Object.defineProperty(globalThis, key, { value: freeze(api), enumerable: true });
  });

  const guard: Guard = {
    openWindow: (url, name, features) => void bridge.call('openWindow', url, name, features),
    request: (permission) => bridge.call('request', permission) as Promise<boolean>,
    check: (permission) => bridge.call('check', permission) as Promise<boolean>,
  };
  installGuards(guard);
}
