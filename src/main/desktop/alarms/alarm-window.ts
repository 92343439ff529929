import type Electron from 'electron';
import type { Priority } from '../../../shared/alarms/kinds.ts';
import type { WindowEvent, WindowEvents } from '../../../shared/ipc/contracts.ts';
import { say } from '../../../shared/messages/say.ts';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import { MINUTE, SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { ALARM_PAGE } from '../windows/app-address.ts';
import { CrashCount } from '../windows/crash-count.ts';
import { onDisplaysChanged } from '../windows/displays.ts';
import type { AlarmFace, Sounding } from '../notify/desktop-notifier.ts';
import { alarmWindowBounds } from './alarm-window-bounds.ts';

/** A page that crashes more often than this in ten minutes cannot be relied on. */
const MOST_REBUILDS = 5;
/** A page that has not said by then that it sounds does not. */
const HEARD_MS = 3 * SECOND;
/** One alarm asks for the window several times in a row: it is not taken away and shown anew each time. */
const SHOWN_ANEW_MS = 10 * SECOND;
/** How long a ring goes on, or may wait for a page that is still on its way. */
const RING_MS: Readonly<Record<Priority, number>> = {
  high: MINUTE,
  medium: 15 * SECOND,
  low: 15 * SECOND,
};

/** A ring whose time is not over: a page that is built anew meanwhile hears of it, and one that fails tells of it. */
interface Ring {
  told: WindowEvents['alarm:ring'];
  /** By the monotonic clock. */
  until: number;
  unheard: () => void;
  /** What was told of it last; null: nothing yet. */
  heard: boolean | null;
  /** Ends the wait for the page's answer. */
  cancel: () => void;
}

export interface AlarmWindowOptions {
  electron: {
    BrowserWindow: typeof Electron.BrowserWindow;
    screen: Pick<Electron.Screen, 'getPrimaryDisplay' | 'on' | 'off'>;
    shell: Pick<Electron.Shell, 'beep'>;
    /** Used on macOS alone. */
    app: Pick<Electron.App, 'isHidden' | 'show'>;
  };
  system: {
    platform: NodeJS.Platform;
    /** Where only a window that is shown anew comes to the front. */
    isWayland: boolean;
  };
  clock: Clock;
  /** What every page of ours runs with. */
  preferences: Electron.WebPreferences;
  sound: {
    /** Percent. */
    volume: () => number;
    /** Told of each ring whether it can be heard. */
    onRung: (heard: boolean) => void;
  };
  /** What there is to show. */
  last: () => Snapshot;
  /** True once the program is ending: then closing closes. */
  isQuitting: () => boolean;
}

/**
 * A small window in front of all others, which never takes the keyboard by itself. It is made before it is needed, so
 * that it is there at once; its page plays the sounds, whether the window is seen or not.
 */
export class AlarmWindow implements AlarmFace {
  readonly #options: AlarmWindowOptions;
  /** Beyond it the window is not there for now, and the notifier hears of it when it asks for something. */
  readonly #crashes: CrashCount;
  #window: Electron.BrowserWindow | null = null;
  #loaded = false;
  /** When it was last shown, by the monotonic clock. */
  #shownAt = 0;
  #alarms = 1;
  /** There was something to see when its page was last told what there is to show. */
  #hadCards = false;
  #lastId = 0;
  /** By id, the oldest first. */
  readonly #rings = new Map<number, Ring>();

  constructor(options: AlarmWindowOptions) {
    this.#options = options;
    this.#crashes = new CrashCount(options.clock, MOST_REBUILDS);
  }

  /** Makes it, unseen. */
  prepare(): void {
    if (this.#window !== null || this.#crashes.isTooMany) return;
    try {
      this.#window = this.#create();
    } catch {
      // Whoever needs it finds that it is not there.
    }
  }

  release(): void {
    this.still();
    this.#window?.destroy();
  }

  show(): boolean {
    this.prepare();
    const window = this.#window;
    if (window === null) return false;
    const { system, electron } = this.#options;
    // After Command-H no window of a program is seen, whatever is asked of it. This does not take the keyboard.
    if (system.platform === 'darwin' && electron.app.isHidden()) electron.app.show();
    if (this.#mayBeCovered(window)) window.hide();
    this.#place();
    if (!window.isVisible()) {
      // It was told nothing while it had nothing to show; its first frame is of now.
      this.send('snapshot:changed', this.#options.last());
      this.send('alarm:came', null);
      window.showInactive();
      this.#shownAt = this.#options.clock.monotonic();
    }
    // Anew each time: others may have come in front of it since.
    window.setAlwaysOnTop(true, 'screen-saver');
    window.moveTop();
    return true;
  }

  hide(): void {
    if (this.#window?.isVisible() === true) this.#window.hide();
  }

  resize(alarms: number): void {
    if (alarms === this.#alarms) return;
    this.#alarms = alarms;
    this.#place();
  }

  ring(sounding: Sounding, unheard: () => void): boolean {
    this.prepare();
    const { clock, sound } = this.#options;
    if (this.#window === null) {
      sound.onRung(false);
      return false;
    }
    const told = { ...sounding, id: ++this.#lastId, volume: sound.volume() };
    const until = clock.monotonic() + RING_MS[sounding.priority];
    const ring: Ring = { told, until, unheard, heard: null, cancel: () => {} };
    this.#forgetPast();
    this.#rings.set(told.id, ring);
    this.#place();
    // A page that is still on its way is told when it is there.
    this.#ask(ring);
    return true;
  }

  /** The page's answer to a ring; another one when that turns out differently. */
  rung({ id, heard }: { id: number; heard: boolean }): void {
    const ring = this.#rings.get(id);
    if (!ring) return;
    ring.cancel();
    if (ring.heard === heard) return;
    ring.heard = heard;
    this.#options.sound.onRung(heard);
    if (!heard) ring.unheard();
  }

  still(): void {
    for (const { cancel } of this.#rings.values()) cancel();
    this.#rings.clear();
    this.send('alarm:still', null);
  }

  beep(): void {
    this.#options.electron.shell.beep();
  }

  /** Something is to be shown otherwise: told to the page while there is something to see on it, and once after. */
  changed(): void {
    const last = this.#options.last();
    const hasCards =
      this.#window?.isVisible() === true || last.alarms.some(({ phase }) => phase === 'active');
    if (hasCards || this.#hadCards) this.send('snapshot:changed', last);
    this.#hadCards = hasCards;
  }

  send<E extends WindowEvent>(event: E, told: WindowEvents[E]): void {
    const contents = this.#window?.webContents;
    if (contents && !contents.isDestroyed()) contents.send(event, told);
  }

  /** Has it sounded by the page, which is to say within a moment that it does. */
  #ask(ring: Ring): void {
    const { id } = ring.told;
    ring.cancel();
    ring.cancel = this.#options.clock.after(HEARD_MS, () => this.rung({ id, heard: false }));
    if (this.#loaded) this.send('alarm:ring', ring.told);
  }

  /** A page that is new sounds what the one before it sounded. */
  #askAgain(): void {
    this.#forgetPast();
    for (const ring of this.#rings.values()) this.#ask(ring);
  }

  #forgetPast(): void {
    const now = this.#options.clock.monotonic();
    for (const [id, { until }] of this.#rings) if (now >= until) this.#rings.delete(id);
  }

  /** Wayland does not tell, and keeps it where it is; whoever types into it sees it. */
  #mayBeCovered(window: Electron.BrowserWindow): boolean {
    const { system, clock } = this.#options;
    if (!system.isWayland || !window.isVisible() || window.isFocused()) return false;
    return clock.monotonic() - this.#shownAt >= SHOWN_ANEW_MS;
  }

  /** In its corner of the display that is there now. */
  #place(): void {
    this.#window?.setBounds(this.#bounds());
  }

  #bounds(): Electron.Rectangle {
    const { workArea } = this.#options.electron.screen.getPrimaryDisplay();
    return alarmWindowBounds(workArea, this.#alarms, this.#options.system.platform);
  }

  #create(): Electron.BrowserWindow {
    const { electron, system, preferences, isQuitting } = this.#options;
    const { platform } = system;
    const window = new electron.BrowserWindow({
      ...this.#bounds(),
      title: say('alarmWindow.title'),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      alwaysOnTop: true,
      // On Linux a window that is not in the taskbar cannot be reached by the keyboard either.
      skipTaskbar: platform !== 'linux',
      // A panel of macOS comes over full-screen programs and can be used without making ours the active one.
      ...(platform === 'darwin' ? { type: 'panel' } : {}),
      webPreferences: {
        ...preferences,
        // Its sounds are to be heard and its ages to be counted while it is out of sight.
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    this.#loaded = false;
    window.setAlwaysOnTop(true, 'screen-saver');
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    window.on('close', (event) => {
      if (isQuitting()) return;
      event.preventDefault();
      window.hide();
    });
    const endDisplays = onDisplaysChanged(electron.screen, () => this.#place());
    window.on('closed', () => {
      endDisplays();
      if (this.#window === window) this.#window = null;
    });
    window.webContents.on('did-finish-load', () => {
      this.#loaded = true;
      this.#askAgain();
    });
    // A page that does nothing any more plays no sound either.
    window.on('unresponsive', () => this.#broke(window));
    window.webContents.on('did-fail-load', () => this.#broke(window));
    window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') this.#broke(window);
    });
    // Its failure comes as an event, too.
    window.loadURL(ALARM_PAGE).catch(() => {});
    return window;
  }

  /** Builds it anew, as it was. */
  #broke(window: Electron.BrowserWindow): void {
    if (this.#window !== window || this.#options.isQuitting()) return;
    const wasVisible = window.isVisible();
    window.destroy();
    this.#window = null;
    this.#crashes.add();
    if (wasVisible) this.show();
    else this.prepare();
    // Nobody asks again before the next alarm, and these are not over.
    if (this.#window === null) for (const id of this.#rings.keys()) this.rung({ id, heard: false });
  }
}
