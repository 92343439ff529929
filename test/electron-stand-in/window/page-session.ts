import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Answer, Command, Happening, Parameters } from '../chromium/connection.ts';
import type { Protocol } from '../chromium/protocol.ts';
import { isHeaded } from '../chromium/browser.ts';
import { browser } from '../chromium/running.ts';
import { createCodec } from '../page/codec.ts';
import type { FromPage, ToPage } from '../page/isolated-world.ts';
import { Frames } from './frames.ts';
import { pageScripts } from './page-scripts.ts';

/** The world the preload runs in. */
const WORLD = 'electron-stand-in';
/** What is written for the page in one turn of the loop: months of readings at once would keep the app from its work. */
const PIECE = 256 * 1024;

const codec = createCodec();

export interface PageOptions {
  size: Electron.Size;
  preload: string | null;
  /** False: no script of the page's own runs. */
  javascript: boolean;
}

/** What the page does. */
export interface PageEvents {
  said(message: FromPage, context: number): void;
  request(payload: Protocol.Fetch.requestPausedPayload): void;
  navigated(frameId: string): void;
  navigatedInPage(frameId: string): void;
  domReady(): void;
  loaded(): void;
  console(level: string, text: string, line: number, source: string): void;
  crashed(): void;
  /** The page is gone, closed from inside or with the browser. */
  gone(): void;
}

/** One page in Chromium: made, attached to, prepared, and talked with. */
export class PageSession {
  readonly frames = new Frames();
  /** Settles when the page is prepared. */
  readonly attached: Promise<void>;
  targetId = '';
  readonly #secret = randomBytes(8).toString('hex');
  readonly #binding = `carry_${this.#secret}`;
  readonly #receiver = `receive_${this.#secret}`;
  readonly #events: PageEvents;
  readonly #stops: (() => void)[] = [];
  /** Where a page itself wanted its frames to go, by frame and address; see `isOwnWish`. */
  readonly #wishes = new Set<string>();
  /** Settles once what was to be told by now is written. */
  #telling: Promise<void> = Promise.resolve();
  #session = '';
  #window = 0;

  constructor(options: PageOptions, events: PageEvents) {
    this.#events = events;
    this.attached = this.#attach(options);
    // Whoever waits for it hears of it; a window closed at once has nobody who does.
    this.attached.catch(() => {});
  }

  send<C extends Command>(command: C, parameters?: Parameters<C>): Promise<Answer<C>> {
    return browser().connection.send(command, parameters, this.#session);
  }

  /** Hands a message to the preload's world of the main frame, or of the one that asked. Lost where there is none. */
  async tell(message: ToPage, context?: number): Promise<void> {
    const text = codec.encode(message);
    // One after the other: what is short does not come before what is long.
    const heard = this.#telling.then(async (): Promise<Promise<unknown>[]> => {
      await this.attached;
      const contextId = context ?? this.frames.mainContext(WORLD);
      return contextId === null ? [] : this.#inPieces(text, contextId);
    });
    this.#telling = heard.then(
      () => {},
      () => {},
    );
    await Promise.all(await heard);
  }

  /** @returns once all is written, what settles when the page has taken each piece */
  async #inPieces(text: string, contextId: number): Promise<Promise<unknown>[]> {
    const heard: Promise<unknown>[] = [];
    for (let at = 0; at < text.length; at += PIECE) {
      if (at > 0) await setImmediate();
      const more = at + PIECE < text.length;
      const expression = `globalThis.${this.#receiver}(${JSON.stringify(text.slice(at, at + PIECE))}, ${more})`;
      heard.push(this.send('Runtime.evaluate', { expression, contextId }).catch(() => {}));
    }
    return heard;
  }

  async setWindow(bounds: Protocol.Browser.Bounds): Promise<void> {
    await this.attached;
    await browser()
      .connection.send('Browser.setWindowBounds', { windowId: this.#window, bounds })
      .catch(() => {});
  }

  async setSize({ width, height }: Electron.Size): Promise<void> {
    await this.attached;
    await this.#makeRoom({ width, height });
    await this.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
  }

  /** On a screen a window is larger than its page, by what Chromium puts around it. */
  async #makeRoom(page: Electron.Size): Promise<void> {
    if (!isHeaded) return;
    const { connection } = browser();
    const { bounds } = await connection.send('Browser.getWindowBounds', { windowId: this.#window });
    await this.send('Emulation.clearDeviceMetricsOverride');
    const { cssLayoutViewport: seen } = await this.send('Page.getLayoutMetrics');
    const width = page.width + (bounds.width ?? 0) - seen.clientWidth;
    const height = page.height + (bounds.height ?? 0) - seen.clientHeight;
    await connection.send('Browser.setWindowBounds', { windowId: this.#window, bounds: { width, height } });
  }

  async setDark(dark: boolean): Promise<void> {
    await this.attached;
    await this.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
    });
  }

  /** Whether a request for a document is the page's own wish, not `loadURL` or `reload` of the main process. */
  isOwnWish(frameId: string, url: string): boolean {
    // A page may want to go to several places before the first request comes.
    return this.#wishes.delete(`${frameId} ${url}`);
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    await this.attached.catch(() => {});
    if (this.targetId === '') return;
    await browser()
      .connection.send('Target.closeTarget', { targetId: this.targetId })
      .catch(() => {});
  }

  async #attach({ size, preload, javascript }: PageOptions): Promise<void> {
    const { connection } = browser();
    const made = await connection.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    });
    this.targetId = made.targetId;
    const { sessionId } = await connection.send('Target.attachToTarget', {
      targetId: this.targetId,
      flatten: true,
    });
    this.#session = sessionId;
    this.#listen();
    const { frameTree } = await this.send('Page.getFrameTree');
    this.frames.mainId = frameTree.frame.id;
    const { windowId } = await connection.send('Browser.getWindowForTarget', { targetId: this.targetId });
    this.#window = windowId;
    await this.#makeRoom(size);
    const scripts = pageScripts(
      {
        token: randomBytes(8).toString('hex'),
        binding: this.#binding,
        receiver: this.#receiver,
        process: {
          type: 'renderer',
          platform: process.platform,
          arch: process.arch,
          sandboxed: true,
          contextIsolated: true,
          versions: process.versions,
          argv: [],
          env: {},
        },
      },
      preload === null ? null : readFileSync(preload, 'utf8'),
    );
    await Promise.all([
      this.send('Page.enable'),
      this.send('Log.enable'),
      this.send('Runtime.enable'),
      this.send('Fetch.enable', { patterns: [{ urlPattern: 'http://*' }, { urlPattern: 'https://*' }] }),
      this.send('Runtime.addBinding', { name: this.#binding, executionContextName: WORLD }),
      this.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
      this.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolated, worldName: WORLD }),
      this.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false }),
      this.send('Emulation.setScriptExecutionDisabled', { value: !javascript }),
    ]);
  }

  #on<E extends Happening>(event: E, listener: (payload: Protocol.Events[E]) => void): void {
    this.#stops.push(browser().connection.on(event, listener, this.#session));
  }

  #listen(): void {
    const events = this.#events;
    this.#on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string };
      this.frames.contextMade(context.id, frameId ?? '', context.name);
    });
    this.#on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.frames.contextGone(executionContextId),
    );
    this.#on('Runtime.executionContextsCleared', () => this.frames.contextGone());
    this.#on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#binding) events.said(codec.decode(payload) as FromPage, executionContextId);
    });
    this.#on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const text = args.map((one) => String(one.value ?? one.description ?? '')).join(' ');
      const at = stackTrace?.callFrames[0];
      events.console(type, text, at?.lineNumber ?? 0, at?.url ?? '');
    });
    // What Chromium itself says on the console: content security policy, failed loads.
    this.#on('Log.entryAdded', ({ entry }) => {
      events.console(entry.level, entry.text, entry.lineNumber ?? 0, entry.url ?? '');
    });
    // Comes before the request itself, and only where the page asked for it.
    this.#on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (disposition === 'currentTab') this.#wishes.add(`${frameId} ${url.replace(/#.*$/, '')}`);
    });
    this.#on('Page.frameNavigated', ({ frame }) => {
      this.frames.navigated(frame.id, frame.parentId, frame.url + (frame.urlFragment ?? ''));
      events.navigated(frame.id);
    });
    this.#on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      this.frames.navigated(frameId, frameId === this.frames.mainId ? undefined : this.frames.mainId, url);
      events.navigatedInPage(frameId);
    });
    this.#on('Page.frameDetached', ({ frameId }) => this.frames.detached(frameId));
    this.#on('Page.domContentEventFired', () => events.domReady());
    this.#on('Page.loadEventFired', () => events.loaded());
    this.#on('Inspector.targetCrashed', () => {
      this.frames.contextGone();
      events.crashed();
    });
    this.#on('Fetch.requestPaused', (payload) => events.request(payload));
    this.#stops.push(
      browser().connection.on('Target.targetDestroyed', ({ targetId }) => {
        if (targetId === this.targetId) events.gone();
      }),
    );
  }
}
