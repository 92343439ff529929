import { app, BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WindowEvents } from '../../../shared/ipc/contracts.ts';
import type { Alive, Page, PageStands } from '../../../shared/ipc/windows.ts';
import { SECOND } from '../../../shared/time.ts';
import { problem } from '../../../shared/problems.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import { isWayland } from './wayland.ts';
import type { Clock } from '../../time/clock.ts';
import { KeptFile } from '../../files/kept-file.ts';
import { APP_PAGE } from './app-address.ts';
import { pageAsked } from './asked-page.ts';
import { CrashCount } from './crash-count.ts';
import { bringBack, onDisplaysChanged, workAreas } from './displays.ts';
import { ToldPage } from './told-page.ts';
import { MINIMUM_SIZE, validBounds } from './window-bounds.ts';

/** A page that crashes more often than this in ten minutes is left alone. */
const MOST_REBUILDS = 3;
const LONGEST_WAIT_MS = 3 * SECOND;

const LOST = problem('unexpected', { detail: 'windowCrashed' });

export interface WindowOptions {
  clock: Clock;
  dataDir: string;
  preload: string;
  /** Path of the picture that its window has on Linux; elsewhere it has the program's. */
  icon: string;
  /** Where only a window that is shown anew comes to the front. */
  isWayland?: boolean;
  /** True once the program is ending: then closing closes. */
  isQuitting: () => boolean;
  /** Told where its page crashed too often to be built anew by itself. Nothing else ends with it. */
  snapshots: Pick<Snapshots, 'notify' | 'last'>;
}

/** What every page of ours runs with. @param preload null: without a bridge */
export function pagePreferences(preload: string | null): WebPreferences {
  return {
    ...(preload !== null && { preload }),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    devTools: !app.isPackaged,
    spellcheck: false,
    navigateOnDragDrop: false,
  };
}

/** The one window. Closing hides it: it is shown again at once, as it was. */
export class MainWindow {
  readonly #options: WindowOptions;
  readonly #bounds: KeptFile;
  readonly #crashes: CrashCount;
  readonly #isWayland: boolean;
  #window: BrowserWindow | null = null;
  /** Asked for before the page could hear of it. */
  #waiting: WindowEvents['page:show'] | null = null;
  #loaded = false;
  #isPainted = false;
  /** Comes back as it was, and takes nobody's keyboard. */
  #isReopening = false;
  /** Where its page is, as it last said. */
  #stands: PageStands | null = null;
  readonly #told: ToldPage;
  #onFirstHeard = () => {};

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#bounds = new KeptFile(this.#boundsFile);
    this.#crashes = new CrashCount(options.clock, MOST_REBUILDS);
    this.#isWayland = options.isWayland ?? isWayland(process.platform, process.env);
    this.#told = new ToldPage(
      options.clock,
      () => options.snapshots.last,
      (event, told) => {
        const contents = this.#window?.webContents;
        if (!contents || contents.isDestroyed()) return false;
        contents.send(event, told);
        return true;
      },
    );
  }

  /**
   * Shows the window, and ends when its page shows what is known, or after a few seconds: whatever else starts can wait
   * so long.
   *
   * @param page what it showed before the program started itself anew; else the start may ask for one
   */
  async firstShow(page: Page | null = null, args: readonly string[] = []): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#onFirstHeard = resolve;
      this.#options.clock.after(LONGEST_WAIT_MS, resolve);
    });
    this.#isReopening = page !== null;
    this.#showOn(page ?? pageAsked(args));
    await heard;
  }

  /** Shows the window; a new one when its page is painted, so that nobody sees an empty one. */
  show(): void {
    if (this.#window === null) this.#create();
    else if (this.#isPainted) this.#reveal();
  }

  /** Shows the window, and gives it once it is seen, or could be; null: it is not there. */
  async shown(args: readonly string[] = []): Promise<BrowserWindow | null> {
    this.#showOn(pageAsked(args));
    const window = this.#window;
    if (!this.#isPainted)
      await new Promise<void>((resolve) => {
        window?.once('ready-to-show', resolve);
        this.#options.clock.after(LONGEST_WAIT_MS, resolve);
      });
    return this.#window;
  }

  /** What somebody has open; null: the window is closed. */
  get openPage(): Page | null {
    const window = this.#window;
    const isOpen = window !== null && window.isVisible() && !window.isMinimized();
    return isOpen ? (this.#stands?.page ?? 'now') : null;
  }

  /** Something would be lost with the page. */
  get isUnsaved(): boolean {
    return this.#stands?.unsaved ?? false;
  }

  /** It has the keyboard. */
  get isInUse(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** What its page says of itself, to each sign that main lives. */
  hear(stands: PageStands): void {
    const missed = this.#told.heard();
    this.#stands = stands;
    this.#onFirstHeard();
    if (!missed) return;
    this.#told.now();
    this.#tellPage();
  }

  /** Shows the journal, and why it rang at an instant, ms UTC. */
  showWhy(at: number): void {
    this.#showAsked({ page: 'journal', patientId: null, at });
  }

  /** Shows one of its pages, for one person where it matters. */
  showPage(page: Page, patientId: string | null = null): void {
    // Whom the page has not heard of yet is not forgotten over somebody who only wants that page.
    const waitingFor = this.#waiting?.page === page ? this.#waiting.patientId : null;
    this.#showAsked({ page, patientId: patientId ?? waitingFor });
  }

  #showOn(page: Page | null): void {
    if (page === null) this.show();
    else this.showPage(page);
  }

  #showAsked(asked: WindowEvents['page:show']): void {
    this.#waiting = asked;
    this.show();
    this.#tellPage();
  }

  /** Something is to be shown otherwise; a page that is not there yet takes it when it opens. */
  changed(): void {
    this.#told.changed();
  }

  /** Main lives; to be called a few times a minute. */
  alive(alive: Alive): void {
    this.#told.alive(alive);
  }

  #reveal(): void {
    const window = this.#window;
    if (window === null || window.isDestroyed()) return;
    this.#told.seen();
    if (this.#isReopening) {
      this.#isReopening = false;
      return window.showInactive();
    }
    if (window.isMinimized()) window.restore();
    // A program without a place in the Dock does not come to the front by itself.
    if (process.platform === 'darwin') app.focus({ steal: true });
    if (this.#isWayland && window.isVisible() && !window.isFocused()) window.hide();
    window.show();
    window.focus();
  }

  #tellPage(): void {
    if (this.#waiting === null || !this.#loaded || this.#told.isFull) return;
    this.#told.send('page:show', this.#waiting);
    this.#waiting = null;
  }

  #create(): void {
    const { clock, preload, icon, isQuitting } = this.#options;
    const window = new BrowserWindow({
      ...validBounds(this.#storedBounds(), workAreas(screen)),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      title: 'Glucoglance',
      ...(process.platform === 'linux' && { icon }),
      show: false,
      // What the page's own ground is (tokens.css), so that its first frame is no flash.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171a' : '#f4f2ee',
      webPreferences: pagePreferences(preload),
    });
    this.#window = window;
    this.#loaded = false;
    this.#isPainted = false;
    this.#stands = null;
    this.#told.begin();
    const painted = () => {
      if (this.#window !== window || this.#isPainted) return;
      this.#isPainted = true;
      this.#reveal();
    };
    window.once('ready-to-show', painted);
    // Should the page not come, an empty window is better than none.
    clock.after(LONGEST_WAIT_MS, painted);
    window.on('close', (event) => {
      this.#keepBounds(window);
      if (isQuitting()) return;
      event.preventDefault();
      hide(window, () => this.#told.unseen());
    });
    const endDisplays = onDisplaysChanged(screen, () => bringBack(window, screen));
    window.on('closed', () => {
      endDisplays();
      if (this.#window === window) this.#window = null;
    });
    window.webContents.on('did-finish-load', () => {
      this.#loaded = true;
      this.#told.now();
      this.#tellPage();
    });
    window.webContents.on('render-process-gone', (_, { reason }) => this.#crashed(window, reason));
    // It fails where the window is closed meanwhile; what a page does wrong afterwards is told by other events.
    // Its words are fetched beside its scripts, not after them.
    const { language } = this.#options.snapshots.last.speech;
    window.loadURL(`${APP_PAGE}?language=${language}`).catch(() => {});
  }

  #crashed(window: BrowserWindow, reason: string): void {
    if (reason === 'clean-exit' || this.#options.isQuitting()) return;
    const isWanted = window.isVisible() || !this.#isPainted;
    window.destroy();
    this.#window = null;
    this.#crashes.add();
    if (this.#crashes.isTooMany) this.#options.snapshots.notify({ code: 'problem', problem: LOST });
    else if (isWanted) this.show();
  }

  get #boundsFile(): string {
    return join(this.#options.dataDir, 'window.json');
  }

  #storedBounds(): unknown {
    try {
      return JSON.parse(readFileSync(this.#boundsFile, 'utf8'));
    } catch {
      return null;
    }
  }

  #keepBounds(window: BrowserWindow): void {
    const bounds = JSON.stringify(window.getNormalBounds());
    // A program that ends may be gone before its turn comes.
    if (this.#options.isQuitting()) this.#bounds.writeNow(bounds);
    else void this.#bounds.write(bounds);
  }
}

/** On macOS a window that fills the screen would leave an empty one behind. */
function hide(window: BrowserWindow, onHidden: () => void): void {
  const hideNow = () => {
    window.hide();
    onHidden();
  };
  if (process.platform !== 'darwin' || !window.isFullScreen()) return hideNow();
  window.once('leave-full-screen', hideNow);
  window.setFullScreen(false);
}
