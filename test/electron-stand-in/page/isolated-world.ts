import type { PageParts } from './main-world.ts';

/** What the page says to the main process; `id` where it waits for an answer. */
export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; given: unknown[] }
  | { kind: 'send'; channel: string; given: unknown[] }
  | { kind: 'permission'; id: number; permission: string; asked: 'request' | 'check' }
  | { kind: 'open-window'; url: string; name: string; features: string }
  | { kind: 'preload-error'; error: Error };

/** What the main process says to the page. */
export type ToPage =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; message: string }
  | { kind: 'message'; channel: string; given: unknown[] }
  /** Files of the system that are about to be dropped on the page. */
  | { kind: 'files'; files: SystemFile[] };

/** As a page's `File` knows it, and where it is. */
export interface SystemFile {
  name: string;
  size: number;
  lastModified: number;
  path: string;
}

/** The preload script as Electron runs it: a CommonJS module with a `require` that knows electron only. */
export type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void;

export interface IsolatedOptions {
  token: string;
  /** Name of the function that carries text to the main process. */
  binding: string;
  /** Name of the function through which text arrives from there: a piece of it, and whether there is more. */
  receiver: string;
  /** What a sandboxed preload sees as `process`. */
  process: object;
}

/**
 * Runs in a world of its own, as a preload does under context isolation: the page shares its document, not its
 * globals. Gives the preload `contextBridge`, `ipcRenderer` and `webUtils`. Stands on its own.
 */
export function startIsolatedWorld(
  options: IsolatedOptions,
  { createCodec, createBridge }: PageParts,
  preload: Preload | null,
): void {
  type Listener = (event: object, ...given: unknown[]) => void;
  const globals = globalThis as unknown as Record<string, unknown>;
  const codec = createCodec();
  const carry = globals[options.binding] as (text: string) => void;
  const post = (message: FromPage) => carry(codec.encode(message));

  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let last = 0;
  function ask<T>(message: (id: number) => FromPage): Promise<T> {
    return new Promise((resolve, reject) => {
      const id = ++last;
      post(message(id));
      waiting.set(id, { resolve, reject });
    });
  }

  let listeners: { channel: string; listener: Listener; once: boolean }[] = [];
  const listen = (once: boolean) => (channel: string, listener: Listener) => {
    listeners.push({ channel, listener, once });
    return ipcRenderer;
  };
  const forget = (channel: string, listener: Listener) => {
    const place = listeners.findLastIndex((one) => one.channel === channel && one.listener === listener);
    if (place >= 0) listeners = listeners.toSpliced(place, 1);
    return ipcRenderer;
  };
  const ipcRenderer = {
    invoke: (channel: string, ...given: unknown[]) =>
      ask<unknown>((id) => ({ kind: 'invoke', id, channel, given })),
    send: (channel: string, ...given: unknown[]) => post({ kind: 'send', channel, given }),
    on: listen(false),
    addListener: listen(false),
    once: listen(true),
    off: forget,
    removeListener: forget,
    removeAllListeners(channel: string) {
      listeners = listeners.filter((one) => one.channel !== channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.filter((one) => one.channel === channel).length,
  };

  let files: SystemFile[] = [];
  /** Empty for what is of no file: a page can make its own. */
  const webUtils = {
    getPathForFile: ({ name, size, lastModified }: SystemFile) =>
      files.find((one) => one.name === name && one.size === size && one.lastModified === lastModified)
        ?.path ?? '',
  };

  let begun = '';
  globals[options.receiver] = (piece: string, more: boolean) => {
    begun += piece;
    if (more) return;
    const text = begun;
    begun = '';
    const message = codec.decode(text) as ToPage;
    if (message.kind === 'message') {
      for (const one of listeners.filter(({ channel }) => channel === message.channel)) {
        if (one.once) forget(one.channel, one.listener);
        one.listener({ sender: ipcRenderer, ports: [] }, ...message.given);
      }
      return;
    }
    if (message.kind === 'files') {
      ({ files } = message);
      return;
    }
    const promise = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') promise?.resolve(message.value as never);
    else promise?.reject(new Error(message.message));
  };

  const bridge = createBridge(codec, (text) => {
    window.dispatchEvent(new CustomEvent(`${options.token}-to-page`, { detail: text }));
  });
  window.addEventListener(`${options.token}-to-preload`, (event) => {
    bridge.receive((event as CustomEvent<string>).detail);
  });
  bridge.offer('openWindow', (url: string, name: string, features: string) =>
    post({ kind: 'open-window', url, name, features }),
  );
  for (const asked of ['request', 'check'] as const) {
    bridge.offer(asked, (permission: string) => ask((id) => ({ kind: 'permission', id, permission, asked })));
  }

  // A frame inside the page has no preload, so it has no way to the main process either.
  if (window !== window.top || !preload) return;

  /** A member of electron that a preload may not have, or that is not provided here. */
  const strictly = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get(target, key, receiver) {
        if (typeof key === 'symbol' || key in target || key === 'then') {
          return Reflect.get(target, key, receiver) as unknown;
        }
        throw new Error(`stand-in: ${name}.${key} is not provided`);
      },
    });
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => void bridge.call('expose', key, api),
  };
  const electron = strictly('electron', {
    contextBridge: strictly('contextBridge', contextBridge),
    ipcRenderer: strictly('ipcRenderer', ipcRenderer),
    webUtils: strictly('webUtils', webUtils),
  });
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, options.process);
  } catch (error) {
    post({ kind: 'preload-error', error: error instanceof Error ? error : new Error(String(error)) });
  }
}
