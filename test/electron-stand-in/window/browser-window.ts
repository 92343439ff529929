import { app, type Closable } from '../app/app.ts';
import { nativeTheme } from '../desktop/native-theme.ts';
import { preventable } from '../preventable.ts';
import { standIn } from '../stand-in.ts';
import { WebContents, type Owner } from './web-contents.ts';
import { WindowFrame } from './window-frame.ts';

type Options = Electron.BrowserWindowConstructorOptions;

type Provided = Pick<Electron.BrowserWindow, 'close' | 'destroy' | 'id' | 'loadURL' | 'reload'>;

/** What would take the safety away that the stand-in builds its pages with. */
function refuseUnsafe({ webPreferences = {} }: Options): void {
  const { contextIsolation, nodeIntegration, sandbox, webSecurity, webviewTag } = webPreferences;
  if (
    contextIsolation === false ||
    sandbox === false ||
    webSecurity === false ||
    nodeIntegration === true ||
    webviewTag === true
  ) {
    throw new Error('stand-in: only sandboxed, context-isolated windows without Node are provided');
  }
}

const windows = new Map<number, BrowserWindow>();
let last = 0;

export class BrowserWindow extends WindowFrame implements Provided, Owner, Closable {
  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }

  readonly id = ++last;
  readonly webContents: WebContents;
  #painted = false;
  #destroyed = false;

  constructor(options: Options = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseUnsafe(options);
    super(options);
    standIn.windowOptions.push(options);
    windows.set(this.id, this);
    app.windows.add(this);
    const { width, height } = this.getBounds();
    const { preload = null, javascript = true } = options.webPreferences ?? {};
    this.webContents = new WebContents(this, { size: { width, height }, preload, javascript });
    this.#applyTheme();
    nativeTheme.on('updated', this.#applyTheme);
    if (this.isVisible()) this.focus();
    else this.pageSeen(false);
    app.emit('browser-window-created', preventable({}), this);
  }

  readonly #applyTheme = () => {
    void this.webContents.page.setDark(nativeTheme.shouldUseDarkColors).catch(() => {});
  };

  /** A window out of sight is a minimised one in Chromium, so that the page's `visibilityState` says so. */
  protected override pageSeen(seen: boolean): void {
    void this.webContents.page.setWindow({ windowState: seen ? 'normal' : 'minimized' }).catch(() => {});
  }

  protected override pageSized(size: Electron.Size): void {
    void this.webContents.page.setSize(size).catch(() => {});
  }

  // -- its page

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  reload(): void {
    this.webContents.reload();
  }

  firstPaint(): void {
    if (this.#painted || this.#destroyed) return;
    this.#painted = true;
    this.emit('ready-to-show', preventable({}));
  }

  open(url: string, options: Options): void {
    const window = new BrowserWindow(options);
    void window.loadURL(url).catch(() => {});
    this.webContents.emit('did-create-window', window, { url, frameName: '', options });
  }

  // -- its end

  close(): void {
    this.requestClose();
  }

  requestClose(): boolean {
    if (this.#destroyed) return true;
    const event = preventable({});
    this.emit('close', event);
    // The page goes first, so the window is still there when `close` returns.
    if (!event.defaultPrevented) setImmediate(() => this.destroy());
    return !event.defaultPrevented;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.blur();
    windows.delete(this.id);
    nativeTheme.off('updated', this.#applyTheme);
    this.webContents.dispose();
    this.emit('closed');
    app.windowClosed(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
}
