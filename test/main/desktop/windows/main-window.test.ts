import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MainWindow } from '../../../../src/main/desktop/windows/main-window.ts';
import { Snapshots } from '../../../../src/main/session/snapshots.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';

const { made, displays } = vi.hoisted(() => ({
  made: [] as FakeWindow[],
  displays: { all: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }], change: () => {} },
}));

/** What of a window the main window uses, with a page that is there when the test says so. */
class FakeWindow extends EventEmitter {
  readonly calls: string[] = [];
  visible = false;
  focused = false;
  readonly webContents = Object.assign(new EventEmitter(), {
    /** Which pages it was told to show. */
    sent: [] as unknown[],
    /** Every event in the order told. */
    told: [] as string[],
    /** With what was told. */
    all: [] as [string, unknown][],
    isDestroyed: () => false,
    send: (event: string, told: unknown) => {
      this.webContents.told.push(event);
      this.webContents.all.push([event, told]);
      if (event === 'page:show') this.webContents.sent.push(told);
    },
  });

  constructor() {
    super();
    made.push(this);
  }

  address = '';
  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }

  isDestroyed = (): boolean => false;
  isMinimized = (): boolean => false;
  isVisible = (): boolean => this.visible;
  isFocused = (): boolean => this.focused;
  isFullScreen = (): boolean => false;
  isMaximized = (): boolean => false;
  bounds = { x: 0, y: 0, width: 940, height: 680 };
  getNormalBounds = () => this.bounds;
  setBounds = (bounds: typeof this.bounds): void => void (this.bounds = bounds);
  focus = (): void => {};

  show(): void {
    this.visible = true;
    this.focused = true;
    this.calls.push('shown');
  }

  showInactive(): void {
    this.visible = true;
    this.calls.push('shown behind');
  }

  hide(): void {
    this.visible = false;
    this.calls.push('hidden');
  }
}

vi.mock('electron', () => ({
  app: { isPackaged: true, focus: () => {} },
  BrowserWindow: function make() {
    return new FakeWindow();
  },
  nativeTheme: { shouldUseDarkColors: false },
  screen: {
    getAllDisplays: () => displays.all,
    getPrimaryDisplay: () => displays.all[0],
    on: (_: string, callback: () => void) => (displays.change = callback),
    off: () => {},
  },
}));

let clock: FakeClock;
const last = () => made.at(-1)!;

let snapshots: Snapshots;

function mainWindow(isWayland = false): MainWindow {
  snapshots = new Snapshots({
    system: () => ({ languages: ['de'], locale: 'de-DE' }),
    onFault: () => {},
  });
  snapshots.publishArmed({ faults: [], testedAt: 1 });
  return new MainWindow({
    clock,
    dataDir: temporaryDirectory(),
    preload: '/preload.cjs',
    icon: '/icon.png',
    isWayland,
    isQuitting: () => false,
    snapshots,
  });
}

beforeEach(() => {
  made.length = 0;
  clock = new FakeClock();
});

describe('D5: the main window', () => {
  const one = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
  const two = { id: 2, workArea: { x: 1920, y: 0, width: 2560, height: 1400 } };

  it('comes onto a display that is there when its own goes, and fits it', () => {
    displays.all = [one, two];
    mainWindow().show();
    last().bounds = { x: 2500, y: 100, width: 2200, height: 1200 };
    displays.all = [one];
    displays.change();
    expect(last().bounds).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
  });

  it('stays where it can be got hold of', () => {
    displays.all = [one, two];
    mainWindow().show();
    last().bounds = { x: 100, y: 100, width: 940, height: 680 };
    displays.all = [one];
    displays.change();
    expect(last().bounds).toEqual({ x: 100, y: 100, width: 940, height: 680 });
  });
});

describe('the main window, asked for again', () => {
  it.each([
    [true, ['shown', 'hidden', 'shown']],
    [false, ['shown', 'shown']],
  ])('is shown anew where that alone brings it to the front: %s', (isWayland, calls) => {
    const window = mainWindow(isWayland);
    window.show();
    expect(last().calls).toEqual([]);
    last().emit('ready-to-show');
    last().focused = false;
    window.show();
    expect(last().calls).toEqual(calls);
  });

  it('stays as it is on Wayland while it has the keyboard', () => {
    const window = mainWindow(true);
    window.show();
    last().emit('ready-to-show');
    window.show();
    expect(last().calls).toEqual(['shown', 'shown']);
  });
});

describe('the main window, for a question that hangs on it', () => {
  it('is given once it is seen', async () => {
    const window = mainWindow();
    let given: unknown = 'not yet';
    const shown = window.shown().then((one) => (given = one));
    await Promise.resolve();
    expect(given).toBe('not yet');
    last().emit('ready-to-show');
    await shown;
    expect([given, last().visible]).toEqual([last(), true]);
    last().hide();
    expect(await window.shown()).toBe(last());
    expect(last().visible).toBe(true);
  });

  it('is waited for in vain for three seconds', async () => {
    const shown = mainWindow().shown();
    const closed = last();
    closed.emit('closed');
    clock.advance(3000);
    expect(await shown).toBeNull();
  });
});

describe('a page that is asked for', () => {
  it.each([
    [['ada', null], 'ada'],
    [[null, 'ada'], 'ada'],
    [['ada', 'ben'], 'ben'],
    [[null, null], null],
  ])('for %j before it is there comes at %s', (asked, patientId) => {
    const window = mainWindow();
    for (const one of asked) window.showPage('now', one);
    last().webContents.emit('did-finish-load');
    expect(last().webContents.sent).toEqual([{ page: 'now', patientId }]);
  });

  it('is for nobody of another page, nor of one that was shown', () => {
    const window = mainWindow();
    window.showPage('now', 'ada');
    window.showPage('settings');
    last().webContents.emit('did-finish-load');
    window.showPage('now', 'ada');
    window.showPage('now');
    expect(last().webContents.sent).toEqual([
      { page: 'settings', patientId: null },
      { page: 'now', patientId: 'ada' },
      { page: 'now', patientId: null },
    ]);
  });

  it('comes with the minute somebody asks about, which the next one has not', () => {
    const window = mainWindow();
    window.showPage('now', 'ada');
    window.showWhy(1234);
    last().webContents.emit('did-finish-load');
    window.showPage('journal');
    expect(last().webContents.sent).toEqual([
      { page: 'journal', patientId: null, at: 1234 },
      { page: 'journal', patientId: null },
    ]);
  });
});

it('has its words and the last snapshot without asking for them', () => {
  mainWindow().show();
  expect(last().address).toBe('app://glucoglance/index.html?language=de');
  last().webContents.emit('did-finish-load');
  expect(last().webContents.told).toEqual(['snapshot:changed']);
});

describe('a page that nobody sees', () => {
  const close = () => last().emit('close', { preventDefault: () => {} });
  const MINUTE = 60_000;

  it('is told nothing, and what is now before it is seen again', () => {
    const window = mainWindow();
    snapshots.subscribe(() => window.changed());
    window.show();
    last().webContents.emit('did-finish-load');
    last().emit('ready-to-show');
    window.alive({ overdueMs: 0 });
    const told: [string, unknown][] = (last().webContents.all = []);
    snapshots.publishUpdate({ checkedAt: 1 } as never);
    window.alive({ overdueMs: 0 });
    expect(told.map(([event]) => event)).toEqual(['snapshot:changed', 'monitor:alive']);
    close();
    told.length = 0;
    snapshots.publishUpdate({ checkedAt: 2 } as never);
    clock.advance(MINUTE);
    window.alive({ overdueMs: 45_000 });
    expect(told).toEqual([]);
    let beforeShown: unknown[] = [];
    last().show = () => (beforeShown = [...told]);
    window.show();
    expect(beforeShown).toEqual([
      ['snapshot:changed', snapshots.last],
      ['monitor:alive', { overdueMs: 45_000 }],
    ]);
    snapshots.publishUpdate({ checkedAt: 3 } as never);
    expect(told.at(-1)).toEqual(['snapshot:changed', snapshots.last]);
  });

  it('says now and then what would be lost with it, as it does to each sign that main lives', () => {
    const window = mainWindow();
    window.show();
    last().webContents.emit('did-finish-load');
    last().emit('ready-to-show');
    window.alive({ overdueMs: 0 });
    close();
    const { told } = last().webContents;
    told.length = 0;
    for (let sign = 0; sign < 60 * 4; sign++) {
      clock.advance(MINUTE / 4);
      window.alive({ overdueMs: 0 });
    }
    expect(told).toEqual(Array<string>(6).fill('monitor:alive'));
  });

  it('is told all along where only the system hides it, which shows it without asking', () => {
    const window = mainWindow();
    window.show();
    last().webContents.emit('did-finish-load');
    last().emit('ready-to-show');
    last().isMinimized = () => true;
    last().visible = false;
    last().webContents.told.length = 0;
    window.changed();
    window.alive({ overdueMs: 0 });
    expect(last().webContents.told).toEqual(['snapshot:changed', 'monitor:alive']);
  });
});

describe('a page that says where it is', () => {
  it('is what somebody has open, while the window is there to be seen', () => {
    const window = mainWindow();
    expect(window.openPage).toBeNull();
    window.show();
    expect(window.openPage).toBeNull();
    last().emit('ready-to-show');
    expect(window.openPage).toBe('now');
    window.hear({ page: 'days', unsaved: true });
    expect([window.openPage, window.isUnsaved, window.isInUse]).toEqual(['days', true, true]);
    last().isMinimized = () => true;
    expect(window.openPage).toBeNull();
    last().isMinimized = () => false;
    last().hide();
    expect(window.openPage).toBeNull();
    // What was typed is there still.
    expect(window.isUnsaved).toBe(true);
  });

  it('comes back without the keyboard, once', async () => {
    const window = mainWindow();
    const shown = window.firstShow('statistics');
    last().emit('ready-to-show');
    last().webContents.emit('did-finish-load');
    // What it waits for is that the page shows something, not that it is there.
    window.hear({ page: 'statistics', unsaved: false });
    await shown;
    expect(last().webContents.sent).toEqual([{ page: 'statistics', patientId: null }]);
    expect(last().calls).toEqual(['shown behind']);
    expect(window.isInUse).toBe(false);
    window.show();
    expect(last().calls).toEqual(['shown behind', 'shown']);
  });

  it('is told no more than it takes: one that hangs hears nothing until it answers, and then what is', () => {
    const window = mainWindow();
    window.show();
    last().webContents.emit('did-finish-load');
    const { told, sent } = last().webContents;
    for (let day = 0; day < 24 * 60 * 4; day++) window.alive({ overdueMs: 0 });
    expect(told).toHaveLength(200);
    window.showPage('journal');
    expect(told).toHaveLength(200);
    window.hear({ page: 'now', unsaved: false });
    expect(told.slice(200)).toEqual(['snapshot:changed', 'page:show']);
    expect(sent).toEqual([{ page: 'journal', patientId: null }]);
    window.hear({ page: 'journal', unsaved: false });
    expect(told).toHaveLength(202);
  });
});
