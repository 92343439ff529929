import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { AlarmWindow, type AlarmWindowOptions } from '../../../../src/main/desktop/alarms/alarm-window.ts';
import type { Priority } from '../../../../src/shared/alarms/kinds.ts';
import type { Snapshot } from '../../../../src/shared/state/snapshot.ts';
import { Snapshots } from '../../../../src/main/session/snapshots.ts';
import type { ShownAlarm } from '../../../../src/shared/alarms/shown-alarm.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

/** What of a window the alarm window uses, with a page that is there when the test says so. */
class FakeWindow extends EventEmitter {
  static made: FakeWindow[] = [];
  static throws = false;
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  visible = false;
  focused = false;
  destroyed = false;
  bounds: Electron.Rectangle | null = null;
  readonly webContents = Object.assign(new EventEmitter(), {
    sent: [] as [string, unknown][],
    isDestroyed: () => this.destroyed,
    send: (event: string, told: unknown) => void this.webContents.sent.push([event, told]),
  });

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    if (FakeWindow.throws) throw new Error('no display');
    this.options = options;
    FakeWindow.made.push(this);
  }

  load(): void {
    this.webContents.emit('did-finish-load');
  }

  crash(): void {
    this.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  }

  loadURL = (): Promise<void> => Promise.resolve();
  isVisible = (): boolean => this.visible;
  isFocused = (): boolean => this.focused;
  setBounds = (bounds: Electron.Rectangle): void => void (this.bounds = bounds);
  setVisibleOnAllWorkspaces = (): void => {};
  moveTop = (): void => void this.calls.push('moveTop');
  setAlwaysOnTop = (_: boolean, level: string): void => void this.calls.push(level);
  show = (): never => expect.unreachable('it would take the keyboard');
  focus = (): never => expect.unreachable('it would take the keyboard');

  beforeShown = (): void => {};

  showInactive(): void {
    this.beforeShown();
    this.visible = true;
    this.calls.push('shown');
  }

  hide(): void {
    this.visible = false;
    this.calls.push('hidden');
  }

  destroy(): void {
    this.destroyed = true;
    this.visible = false;
    this.emit('closed');
  }
}

const PREFERENCES = { preload: '/preload.cjs', sandbox: true, contextIsolation: true, devTools: false };

let clock: FakeClock;
let beeps: number;
/** What became of each ring. */
let heard: (boolean | 'unheard')[];
let quitting: boolean;
/** Whether the person has hidden the program. */
let hidden: boolean;
/** What there is to show. */
let shown: Snapshot;
let window: AlarmWindow;
const last = () => FakeWindow.made.at(-1)!;
const ring = (priority: Priority) =>
  window.ring({ priority, test: false, rising: false }, () => heard.push('unheard'));
const rings = () => last().webContents.sent.filter(([event]) => event === 'alarm:ring');

/** What there is to show, with only this of the alarms. */
const snapshot = (...phases: ShownAlarm['phase'][]): Snapshot => ({
  ...new Snapshots({ system: () => ({ languages: [], locale: 'en' }), onFault: () => {} }).last,
  alarms: phases.map((phase) => ({ phase }) as ShownAlarm),
});

/** The displays, of which the alarm window knows the primary one. */
let workArea: Electron.Rectangle;
let screen: EventEmitter;

function alarmWindow(part: Partial<AlarmWindowOptions> = {}): AlarmWindow {
  const electron = {
    BrowserWindow: FakeWindow,
    screen,
    shell: { beep: () => beeps++ },
    app: { isHidden: () => hidden, show: () => (hidden = false) },
  } as unknown as AlarmWindowOptions['electron'];
  return new AlarmWindow({
    electron,
    system: { platform: 'linux', isWayland: false },
    clock,
    preferences: PREFERENCES,
    sound: { volume: () => 35, onRung: (one) => heard.push(one) },
    last: () => shown,
    isQuitting: () => quitting,
    ...part,
  });
}

beforeEach(() => {
  FakeWindow.made = [];
  workArea = { x: 0, y: 0, width: 2560, height: 1400 };
  screen = Object.assign(new EventEmitter(), { getPrimaryDisplay: () => ({ workArea }) });
  FakeWindow.throws = false;
  clock = new FakeClock();
  beeps = 0;
  heard = [];
  quitting = false;
  hidden = true;
  shown = snapshot();
  window = alarmWindow();
});

describe('the alarm window', () => {
  it('is made unseen, safe and on top, and shown without taking the keyboard', () => {
    window.prepare();
    window.prepare();
    expect(FakeWindow.made).toHaveLength(1);
    const { show, alwaysOnTop, webPreferences } = last().options;
    expect({ show, alwaysOnTop }).toEqual({ show: false, alwaysOnTop: true });
    expect(webPreferences).toMatchObject({ ...PREFERENCES, backgroundThrottling: false });
    expect(window.show()).toBe(true);
    expect(last().visible).toBe(true);
    expect(last().calls).toContain('screen-saver');
  });

  it('tells a page that is still on its way when it is there', () => {
    expect(ring('high')).toBe(true);
    expect(rings()).toEqual([]);
    last().load();
    expect(rings()).toEqual([
      ['alarm:ring', { id: 1, priority: 'high', volume: 35, test: false, rising: false }],
    ]);
  });

  it('tells its page nothing while there is nothing to see on it, and what is now before it is seen', () => {
    const told = () =>
      last()
        .webContents.sent.splice(0)
        .filter(([event]) => event === 'snapshot:changed')
        .map(([, one]) => one);
    window.prepare();
    last().load();
    window.changed();
    expect(told()).toEqual([]);
    let beforeShown: unknown[] = [];
    last().beforeShown = () => void (beforeShown = told());
    window.show();
    expect(beforeShown).toEqual([shown]);
    // A test shows its card without an alarm.
    shown = { ...snapshot(), clockOffset: 1 };
    window.changed();
    expect(told()).toEqual([shown]);
    window.hide();
    window.changed();
    window.changed();
    expect(told()).toHaveLength(1);
  });

  it('tells its page of an alarm before its window is there, and once that it is over', () => {
    const alarms = () => last().webContents.sent.map(([, one]) => (one as Snapshot).alarms.length);
    window.prepare();
    last().load();
    shown = snapshot('active');
    window.changed();
    window.changed();
    shown = snapshot();
    window.changed();
    window.changed();
    expect(alarms()).toEqual([1, 1, 0]);
    // One that is silenced has no card for long.
    shown = snapshot('snoozed');
    window.changed();
    expect(alarms()).toEqual([1, 1, 0]);
  });

  it('knows from its page whether a ring is heard, and takes silence for a no', () => {
    ring('high');
    last().load();
    window.rung({ id: 1, heard: true });
    clock.advance(10_000);
    expect(heard).toEqual([true]);
    ring('low');
    window.rung({ id: 1, heard: true });
    window.rung({ id: 2, heard: false });
    expect(heard).toEqual([true, false, 'unheard']);
    ring('high');
    clock.advance(3000);
    window.rung({ id: 3, heard: false });
    expect(heard).toEqual([true, false, 'unheard', false, 'unheard']);
    window.rung({ id: 3, heard: true });
    expect(heard.at(-1)).toBe(true);
  });

  it('waits for no answer to a ring that was stilled', () => {
    ring('high');
    window.still();
    clock.advance(3000);
    window.rung({ id: 1, heard: false });
    expect(heard).toEqual([]);
  });

  it('D3: takes back that a ring was heard where its sound does not go on', () => {
    ring('high');
    last().load();
    window.rung({ id: 1, heard: true });
    clock.advance(20_000);
    window.rung({ id: 1, heard: false });
    expect(heard).toEqual([true, false, 'unheard']);
  });

  it('D3: asks after each ring by itself: none is taken for heard because another followed it', () => {
    ring('medium');
    last().load();
    clock.advance(2000);
    ring('high');
    window.rung({ id: 2, heard: true });
    clock.advance(1000);
    expect(heard).toEqual([true, false, 'unheard']);
  });

  it('D3: has all that rings rung by a page that was built anew, and asks whether it is heard', () => {
    ring('high');
    ring('medium');
    last().load();
    window.rung({ id: 1, heard: true });
    window.rung({ id: 2, heard: true });
    last().crash();
    last().load();
    expect(rings().map(([, told]) => (told as { id: number }).id)).toEqual([1, 2]);
    heard = [];
    clock.advance(3000);
    expect(heard).toEqual([false, 'unheard', false, 'unheard']);
  });

  it('does not ring late for what is long over, nor for what was stilled', () => {
    ring('medium');
    clock.advance(15_000);
    last().load();
    expect(rings()).toEqual([]);
    ring('high');
    window.still();
    last().load();
    expect(rings()).toHaveLength(1);
  });

  it('is built anew after a crash, as it was, and goes on ringing', () => {
    window.show();
    last().load();
    ring('high');
    last().crash();
    expect(FakeWindow.made).toHaveLength(2);
    expect(last().visible).toBe(true);
    last().load();
    expect(rings()).toHaveLength(1);
  });

  it('is built anew where its page does nothing any more, and rings there', () => {
    ring('high');
    last().load();
    last().emit('unresponsive');
    expect(FakeWindow.made).toHaveLength(2);
    last().load();
    expect(rings()).toHaveLength(1);
  });

  it('says what is not heard when it crashes again and again, and is tried again later', () => {
    ring('high');
    for (let crashes = 0; crashes < 6; crashes++) last().crash();
    expect([FakeWindow.made.length, heard]).toEqual([6, [false, 'unheard']]);
    expect(window.show()).toBe(false);
    expect(ring('high')).toBe(false);
    clock.advance(10 * 60_000);
    expect(window.show()).toBe(true);
  });

  it('says so where it cannot be made at all', () => {
    FakeWindow.throws = true;
    window.prepare();
    expect(window.show()).toBe(false);
    expect(ring('low')).toBe(false);
    FakeWindow.throws = false;
    expect(window.show()).toBe(true);
  });

  it('is hidden, not closed, by the person, and closed by the program that ends', () => {
    window.show();
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    last().emit('close', event);
    expect([prevented, last().visible]).toEqual([true, false]);
    prevented = false;
    quitting = true;
    last().emit('close', event);
    expect(prevented).toBe(false);
  });

  it('is there once after it was released', () => {
    window.prepare();
    window.release();
    expect(last().destroyed).toBe(true);
    window.show();
    expect(FakeWindow.made).toHaveLength(2);
  });

  it('is put in front where that can be asked for, and not taken away for it', () => {
    window.show();
    clock.advance(60_000);
    window.show();
    expect(last().calls.filter((call) => call !== 'screen-saver')).toEqual(['shown', 'moveTop', 'moveTop']);
  });

  const isOn = ({ x, y, width, height }: Electron.Rectangle) =>
    x >= workArea.x &&
    y >= workArea.y &&
    x + width <= workArea.x + workArea.width &&
    y + height <= workArea.y + workArea.height;

  it.each(['display-removed', 'display-added', 'display-metrics-changed'])(
    'D5: is placed anew where the displays change (%s), seen or not',
    (event) => {
      window.show();
      expect(isOn(last().bounds!)).toBe(true);
      for (const next of [
        { x: 0, y: 0, width: 1280, height: 720 },
        { x: -1920, y: 40, width: 1920, height: 1000 },
      ]) {
        workArea = next;
        screen.emit(event);
        expect(isOn(last().bounds!)).toBe(true);
        window.hide();
      }
    },
  );

  it('D5: is placed anew by every ring, though nobody told of the displays', () => {
    window.show();
    workArea = { x: 0, y: 0, width: 1280, height: 720 };
    ring('high');
    expect(isOn(last().bounds!)).toBe(true);
    workArea = { x: 100, y: 0, width: 1024, height: 700 };
    window.show();
    expect(isOn(last().bounds!)).toBe(true);
  });

  it('D5: listens to the displays no longer than it is there', () => {
    window.prepare();
    window.release();
    expect(screen.eventNames().filter((name) => screen.listenerCount(name) > 0)).toEqual([]);
  });

  it('is shown anew on Wayland, but not over and over, nor while somebody types into it', () => {
    window = alarmWindow({ system: { platform: 'linux', isWayland: true } });
    const calls = () =>
      last()
        .calls.splice(0)
        .filter((call) => call === 'shown' || call === 'hidden');
    window.show();
    clock.advance(9_999);
    window.show();
    expect(calls()).toEqual(['shown']);
    clock.advance(1);
    window.show();
    expect(calls()).toEqual(['hidden', 'shown']);
    expect(last().visible).toBe(true);
    last().focused = true;
    clock.advance(60_000);
    window.show();
    expect(calls()).toEqual([]);
    window.hide();
    window.show();
    expect(calls()).toEqual(['hidden', 'shown']);
  });

  it.each([
    ['darwin', false],
    ['win32', true],
    ['linux', true],
  ] as const)('on %s leaves the program hidden: %s', (platform, stays) => {
    window = alarmWindow({ system: { platform, isWayland: false } });
    window.prepare();
    expect(hidden).toBe(true);
    window.show();
    expect(hidden).toBe(stays);
  });
});
