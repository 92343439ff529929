import { app } from '../app/app.ts';
import { preventable } from '../preventable.ts';
import { strictEmitter } from '../provided.ts';

type Provided = Pick<
  Electron.BrowserWindow,
  | 'blur'
  | 'center'
  | 'flashFrame'
  | 'focus'
  | 'getBounds'
  | 'getContentBounds'
  | 'getMinimumSize'
  | 'getNormalBounds'
  | 'getPosition'
  | 'getSize'
  | 'getTitle'
  | 'hide'
  | 'isAlwaysOnTop'
  | 'isDestroyed'
  | 'isFocused'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'maximize'
  | 'minimize'
  | 'moveTop'
  | 'removeMenu'
  | 'restore'
  | 'setAlwaysOnTop'
  | 'setAutoHideMenuBar'
  | 'setBackgroundColor'
  | 'setBounds'
  | 'setFullScreen'
  | 'setMenu'
  | 'setMenuBarVisibility'
  | 'setMinimumSize'
  | 'setPosition'
  | 'setSize'
  | 'setSkipTaskbar'
  | 'setTitle'
  | 'setVisibleOnAllWorkspaces'
  | 'show'
  | 'showInactive'
  | 'unmaximize'
>;

type Shape = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** The window that has the keyboard, if any. */
const keyboard: { at: WindowFrame | null } = { at: null };

/** A window without its page: whether it is seen, where it is, what stands on it. Nothing of it is on a real screen. */
export abstract class WindowFrame extends strictEmitter('BrowserWindow') implements Provided {
  #bounds: Electron.Rectangle;
  #minimumSize: [number, number];
  #title: string;
  #visible: boolean;
  #shape: Shape = 'normal';
  #alwaysOnTop: boolean;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#title = options.title ?? app.name;
    this.#alwaysOnTop = options.alwaysOnTop ?? false;
    this.#visible = options.show ?? true;
  }

  abstract isDestroyed(): boolean;
  /** Tells the page whether it is out of sight. */
  protected abstract pageSeen(seen: boolean): void;
  /** Tells the page how large it is. */
  protected abstract pageSized(size: Electron.Size): void;

  // -- visible or not

  show(): void {
    this.#see(true);
    this.focus();
  }

  showInactive(): void {
    this.#see(true);
  }

  hide(): void {
    this.blur();
    this.#see(false);
  }

  isVisible(): boolean {
    return this.#visible && !this.isDestroyed();
  }

  #see(visible: boolean): void {
    this.#check();
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#tellPage();
    this.emit(visible ? 'show' : 'hide', preventable({}));
  }

  focus(): void {
    this.#check();
    if (this.isFocused() || !this.#visible) return;
    keyboard.at?.blur();
    keyboard.at = this;
    this.emit('focus', preventable({}));
    app.emit('browser-window-focus', preventable({}), this);
  }

  blur(): void {
    if (!this.isFocused()) return;
    keyboard.at = null;
    this.emit('blur', preventable({}));
    app.emit('browser-window-blur', preventable({}), this);
  }

  isFocused(): boolean {
    return keyboard.at === this;
  }

  minimize(): void {
    this.blur();
    this.#become('minimized', 'minimize');
  }

  restore(): void {
    if (this.#shape === 'minimized') this.#become('normal', 'restore');
  }

  maximize(): void {
    this.#become('maximized', 'maximize');
  }

  unmaximize(): void {
    if (this.#shape === 'maximized') this.#become('normal', 'unmaximize');
  }

  setFullScreen(flag: boolean): void {
    if (flag !== this.isFullScreen()) {
      this.#become(flag ? 'fullscreen' : 'normal', flag ? 'enter-full-screen' : 'leave-full-screen');
    }
  }

  isMinimized = () => this.#shape === 'minimized';
  isMaximized = () => this.#shape === 'maximized';
  isFullScreen = () => this.#shape === 'fullscreen';

  #become(shape: Shape, event: string): void {
    this.#check();
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#tellPage();
    this.emit(event, preventable({}));
  }

  #tellPage(): void {
    this.pageSeen(this.#visible && this.#shape !== 'minimized');
  }

  // -- where it is

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#check();
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (x !== before.x || y !== before.y) {
      this.emit('move', preventable({}));
      this.emit('moved', preventable({}));
    }
    if (width === before.width && height === before.height) return;
    this.pageSized({ width, height });
    this.emit('resize', preventable({}));
    this.emit('resized', preventable({}));
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height];
  }

  getMinimumSize(): number[] {
    return this.#minimumSize;
  }

  #check(): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
  }

  // -- how it looks

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  setAlwaysOnTop(flag: boolean): void {
    this.#alwaysOnTop = flag;
  }

  isAlwaysOnTop(): boolean {
    return this.#alwaysOnTop;
  }

  center(): void {}
  flashFrame(): void {}
  moveTop(): void {}
  removeMenu(): void {}
  setAutoHideMenuBar(): void {}
  setBackgroundColor(): void {}
  setIcon(): void {}
  setMenu(): void {}
  setMenuBarVisibility(): void {}
  setSkipTaskbar(): void {}
  setVisibleOnAllWorkspaces(): void {}
}
