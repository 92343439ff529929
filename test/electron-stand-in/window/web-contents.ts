import { app } from '../app/app.ts';
import type { Protocol } from '../chromium/protocol.ts';
import { browser } from '../chromium/running.ts';
import { preventable } from '../preventable.ts';
import { strict, strictEmitter } from '../provided.ts';
import { fromChromium, toChromium } from '../session/schemes.ts';
import { defaultSession } from '../session/session.ts';
import { standIn } from '../stand-in.ts';
import type { Frame } from './frames.ts';
import { mayNavigate } from './navigation.ts';
import { debuggerOf } from './debugger.ts';
import { hear } from './page-messages.ts';
import { PageSession, type PageOptions } from './page-session.ts';
import { pdfOf } from './printing.ts';
import { answerRequest } from './requests.ts';

type Provided = Pick<
  Electron.WebContents,
  | 'close'
  | 'closeDevTools'
  | 'debugger'
  | 'executeJavaScript'
  | 'focus'
  | 'forcefullyCrashRenderer'
  | 'getTitle'
  | 'getURL'
  | 'id'
  | 'isCrashed'
  | 'isDestroyed'
  | 'isDevToolsOpened'
  | 'isLoading'
  | 'loadURL'
  | 'openDevTools'
  | 'print'
  | 'printToPDF'
  | 'reload'
  | 'send'
  | 'setWindowOpenHandler'
>;

export type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

/** What the window around the contents is asked for. */
export interface Owner {
  close(): void;
  destroy(): void;
  firstPaint(): void;
  /** Opens what the window-open handler allowed. */
  open(url: string, options: Electron.BrowserWindowConstructorOptions): void;
}

const all = new Map<number, WebContents>();
let last = 0;

export class WebContents extends strictEmitter('WebContents') implements Provided {
  readonly id = ++last;
  readonly session = defaultSession;
  readonly owner: Owner;
  readonly page: PageSession;
  readonly debugger: Electron.Debugger;
  /** The app's say on windows that the page opens; none yet means yes. */
  decideOpening: OpenHandler | null = null;
  #title = '';
  #loading = false;
  #crashed = false;
  #destroyed = false;

  constructor(owner: Owner, options: PageOptions) {
    super();
    this.owner = owner;
    all.set(this.id, this);
    this.page = new PageSession(options, {
      said: (message, context) => void hear(this, message, context),
      request: (payload) => void this.#request(payload).catch(() => {}),
      navigated: (frameId) => {
        if (frameId !== this.page.frames.mainId) return;
        this.#crashed = false;
        this.emit('did-navigate', preventable({}), this.getURL(), 200, 'OK');
      },
      navigatedInPage: (frameId) => {
        const isMain = frameId === this.page.frames.mainId;
        this.emit('did-navigate-in-page', preventable({}), this.page.frames.at(frameId).url, isMain, 1, 1);
      },
      domReady: () => this.emit('dom-ready', preventable({})),
      loaded: () => void this.#loaded().catch(() => {}),
      console: (level, message, lineNumber, sourceId) => {
        this.emit(
          'console-message',
          preventable({ level, message, lineNumber, sourceId, frame: this.mainFrame }),
        );
      },
      crashed: () => this.#gone(),
      gone: () => this.owner.destroy(),
    });
    this.debugger = debuggerOf(this.page);
    app.emit('web-contents-created', preventable({}), this);
  }

  get mainFrame(): Frame {
    return this.page.frames.main;
  }

  // -- pages

  async loadURL(url: string): Promise<void> {
    await this.page.attached;
    this.#loading = true;
    this.emit('did-start-loading', preventable({}));
    const loaded = new Promise<void>((settle) => this.once('did-finish-load', () => settle()));
    const { errorText } = await this.page.send('Page.navigate', { url: toChromium(url) });
    if (errorText !== undefined) {
      this.#loading = false;
      this.emit('did-fail-load', preventable({}), -2, errorText, url, true);
      this.emit('did-stop-loading', preventable({}));
      throw new Error(`${errorText} (-2) loading '${url}'`);
    }
    await loaded;
  }

  reload(): void {
    // A page that crashed has nothing to reload in Chromium's eyes; its address is still known here.
    if (this.#crashed) void this.loadURL(this.getURL()).catch(() => {});
    else void this.page.attached.then(() => this.page.send('Page.reload'));
  }

  getURL(): string {
    return this.mainFrame.url === 'about:blank' ? '' : this.mainFrame.url;
  }

  getTitle(): string {
    return this.#title;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    await this.page.attached;
    const { result, exceptionDetails } = await this.page.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async #loaded(): Promise<void> {
    const title = await this.executeJavaScript('document.title');
    this.#loading = false;
    if (typeof title === 'string' && title !== this.#title) {
      this.#title = title;
      this.emit('page-title-updated', preventable({}), title, true);
    }
    this.owner.firstPaint();
    this.emit('did-finish-load', preventable({}));
    this.emit('did-stop-loading', preventable({}));
  }

  // -- what the page wants

  setWindowOpenHandler(decide: OpenHandler): void {
    this.decideOpening = decide;
  }

  async #request(paused: Protocol.Fetch.requestPausedPayload): Promise<void> {
    const { frameId, request, resourceType, redirectedRequestId } = paused;
    if (resourceType === 'Document') {
      const kind = redirectedRequestId === undefined ? 'navigate' : 'redirect';
      const own = kind === 'redirect' || this.page.isOwnWish(frameId, request.url);
      if (own && !mayNavigate(this, kind, fromChromium(request.url), frameId)) {
        await this.page.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Aborted' });
        return;
      }
    }
    await answerRequest(this.page, paused, this.id);
  }

  // -- paper

  printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    return pdfOf(this.page, options);
  }

  /** There is no printer here: what would come out of one is kept, or refused as `standIn.printFailure` says. */
  print(
    options: Electron.WebContentsPrintOptions = {},
    done: (success: boolean, failureReason: string) => void = () => {},
  ): void {
    const { printFailure } = standIn;
    standIn.prints.push({ url: this.getURL(), title: this.#title, options });
    setImmediate(() => done(printFailure === null, printFailure ?? ''));
  }

  // -- messages

  send(channel: string, ...given: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.page.tell({ kind: 'message', channel, given }).catch((error: unknown) => {
      console.error(`stand-in: a message on '${channel}' could not be sent:`, error);
    });
  }

  // -- ends

  forcefullyCrashRenderer(): void {
    // Never answered: there is nobody left to do it.
    void this.page.attached.then(() => this.page.send('Page.crash')).catch(() => {});
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  #gone(): void {
    this.#crashed = true;
    this.#loading = false;
    const details = { reason: 'crashed', exitCode: 5 };
    this.emit('render-process-gone', preventable({}), details);
    app.emit('render-process-gone', preventable({}), this, details);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    this.owner.close();
  }

  /** For the window: the contents go with it. */
  dispose(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    all.delete(this.id);
    void this.page.close();
    this.emit('destroyed');
  }

  // -- without anything to show for it here

  focus(): void {}
  openDevTools(): void {}
  closeDevTools(): void {}
  isDevToolsOpened = () => false;
  setZoomFactor(): void {}
  setVisualZoomLevelLimits = async () => {};
  setBackgroundThrottling(): void {}
}

export const webContents = strict('webContents', {
  fromDevToolsTargetId: (targetId: string) => [...all.values()].find((one) => one.page.targetId === targetId),
  fromId: (id: number) => all.get(id),
  getAllWebContents: () => [...all.values()],
});

/** Closes whatever page Chromium opens by itself: each one got past the guards in the page. */
export async function watchForStrays(): Promise<void> {
  const { connection } = browser();
  connection.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type !== 'page' || targetInfo.openerId === undefined) return;
    standIn.strayWindows.push(targetInfo.url);
    void connection.send('Target.closeTarget', { targetId: targetInfo.targetId });
  });
  await connection.send('Target.setDiscoverTargets', { discover: true });
}
