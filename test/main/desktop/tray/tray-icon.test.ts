import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { trayModel } from '../../../../src/main/desktop/tray/model.ts';
import type { TrayCommand } from '../../../../src/main/desktop/tray/menu.ts';
import type { TrayPlatform } from '../../../../src/main/desktop/tray/platform.ts';
import { TrayIcon, type TrayElectron } from '../../../../src/main/desktop/tray/tray-icon.ts';
import type { Palette } from '../../../../src/shared/settings/settings.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { alarm, input, MINUTE, NOW, person, reading } from './people.ts';

interface FakeItem {
  label?: string;
  enabled?: boolean;
  checked?: boolean;
  click?: () => void;
  submenu?: FakeItem[];
}

class FakeMenu extends EventEmitter {
  readonly items: FakeItem[];
  constructor(items: FakeItem[]) {
    super();
    this.items = items;
  }
}

/** The picture's pixels across, by scale factor. */
class FakeImage {
  readonly sizes: Record<number, number> = {};
  isTemplate = false;
  addRepresentation({ buffer, scaleFactor }: { buffer: Buffer; scaleFactor: number }): void {
    this.sizes[scaleFactor] = buffer.readUInt32BE(16);
  }
  setTemplateImage(is: boolean): void {
    this.isTemplate = is;
  }
}

/** Writes down every call; throws, as Electron does, where nothing may be called any more. */
class FakeTray extends EventEmitter {
  static all: FakeTray[] = [];
  readonly calls: [string, ...unknown[]][] = [];
  image: FakeImage;
  menu: FakeMenu | null = null;
  #isDestroyed = false;
  constructor(image: FakeImage) {
    super();
    this.image = image;
    FakeTray.all.push(this);
  }
  #call(name: string, ...given: unknown[]): void {
    if (this.#isDestroyed) throw new Error('Tray is destroyed');
    this.calls.push([name, ...given]);
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  destroy(): void {
    this.#isDestroyed = true;
  }
  setImage(image: FakeImage): void {
    this.image = image;
    this.#call('setImage');
  }
  setToolTip(text: string): void {
    this.#call('setToolTip', text);
  }
  setTitle(text: string, options: unknown): void {
    this.#call('setTitle', text, options);
  }
  setIgnoreDoubleClickEvents(is: boolean): void {
    this.#call('setIgnoreDoubleClickEvents', is);
  }
  setContextMenu(menu: FakeMenu): void {
    this.menu = menu;
    this.#call('setContextMenu');
  }
}

function start(platform: TrayPlatform) {
  const screen = Object.assign(new EventEmitter(), {
    scales: [1],
    getPrimaryDisplay: () => ({ scaleFactor: screen.scales[0]! }),
    getAllDisplays: () => screen.scales.map((scaleFactor) => ({ scaleFactor })),
  });
  const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColorsForSystemIntegratedUI: true });
  const image = (buffer: Buffer, { scaleFactor }: { scaleFactor: number }) => {
    const made = new FakeImage();
    made.addRepresentation({ buffer, scaleFactor });
    return made;
  };
  const electron = {
    screen,
    nativeTheme,
    Tray: FakeTray,
    Menu: { buildFromTemplate: (items: FakeItem[]) => new FakeMenu(items) },
    nativeImage: { createFromBuffer: image, createEmpty: () => new FakeImage() },
  };
  const commands: TrayCommand[] = [];
  const clock = new FakeClock();
  const chosen: { palette: Palette } = { palette: 'standard' };
  const icon = new TrayIcon({
    // A stand-in for the parts that are used; the calls are typed by Electron's own types in the source.
    electron: electron as unknown as TrayElectron,
    platform,
    session: '',
    clock,
    palette: () => chosen.palette,
    onCommand: (command) => commands.push(command),
  });
  const tray = () => FakeTray.all.at(-1)!;
  const names = () =>
    tray()
      .calls.splice(0)
      .map(([name]) => name);
  return { icon, screen, nativeTheme, commands, clock, chosen, tray, names };
}

const ada = person('Ada', reading(1));
const model = (minutes = 0) => trayModel(input([ada], { now: NOW + minutes * MINUTE }));

afterEach(() => {
  FakeTray.all = [];
  vi.useRealTimers();
});

describe('the tray icon', () => {
  it.each([
    ['win32', ['setToolTip', 'setContextMenu'], { 1: 16 }, false],
    [
      'darwin',
      ['setIgnoreDoubleClickEvents', 'setToolTip', 'setTitle', 'setContextMenu'],
      { 1: 18, 2: 36 },
      true,
    ],
    ['linux', ['setToolTip', 'setContextMenu'], { 1: 48 }, false],
  ] as const)('on %s makes its own calls only', (platform, calls, sizes, isTemplate) => {
    const { icon, tray, names } = start(platform);
    icon.render(model());
    expect(names()).toEqual(calls);
    expect(tray().image).toMatchObject({ sizes, isTemplate });
  });

  it('does nothing for a model that says the same', () => {
    const { icon, names } = start('darwin');
    icon.render(model());
    names();
    icon.render(model());
    expect(names()).toEqual([]);
  });

  it('changes only what has changed', () => {
    const { icon, names } = start('darwin');
    icon.render(model());
    names();
    // A minute on the picture is the same; the age is in the words.
    icon.render(model(1));
    expect(names()).toEqual(['setToolTip', 'setTitle', 'setContextMenu']);
    icon.render({ ...model(1), title: '7.5→' });
    expect(names()).toEqual(['setTitle']);
    icon.render({ ...model(1), title: '7.5→', mark: 'snoozed' });
    expect(names()).toEqual(['setImage']);
    expect(FakeTray.all).toHaveLength(1);
  });

  it('gives macOS the number in digits of one width', () => {
    const { icon, tray } = start('darwin');
    icon.render(model());
    expect(tray().calls).toContainEqual([
      'setTitle',
      '\u20077.4→\u2009\u20071m',
      { fontType: 'monospacedDigit' },
    ]);
  });

  it('is drawn anew when the task bar has another scale, theme or palette', () => {
    const { icon, screen, nativeTheme, chosen, tray, names } = start('win32');
    icon.render(model());
    names();
    screen.scales = [1.5, 3];
    screen.emit('display-metrics-changed');
    expect(names()).toEqual(['setImage']);
    expect(tray().image.sizes).toEqual({ 1: 24 });
    nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = false;
    nativeTheme.emit('updated');
    expect(names()).toEqual(['setImage']);
    nativeTheme.emit('updated');
    expect(names()).toEqual([]);
    chosen.palette = 'colourBlind';
    icon.render(model());
    expect(names()).toEqual(['setImage']);
  });

  it('hears of nothing before the first model', () => {
    const { screen } = start('linux');
    screen.emit('display-added');
    expect(FakeTray.all).toEqual([]);
  });

  it('says what was clicked, and shows an ampersand as one', () => {
    const { icon, tray, commands } = start('linux');
    const tom = person('Tom & Jerry', reading(1));
    icon.render(trayModel(input([ada, tom])));
    const [first, second] = tray().menu!.items;
    expect(second?.label).toMatch(/^Tom && Jerry {2}7\.4/);
    first?.click?.();
    const snooze = tray().menu!.items.find(({ label }) => label === 'Snooze')!;
    snooze.submenu?.[1]?.click?.();
    expect(snooze.submenu?.at(-1)).toMatchObject({ label: 'Until back in range', enabled: false });
    tray().emit('click');
    expect(commands).toEqual([
      { type: 'choosePerson', patientId: 'ada' },
      { type: 'snooze', scope: 'all', minutes: 60 },
      { type: 'open' },
    ]);
  });

  it('puts a mark that the system has moved back where it belongs', () => {
    const { icon, tray, names } = start('linux');
    const same = () => trayModel(input([ada, person('Ben', reading(1))]));
    icon.render(same());
    names();
    tray().menu!.items[0]?.click?.();
    icon.render(same());
    expect(names()).toEqual(['setContextMenu']);
  });

  it('opens the window by a click, but not where a click opens the menu', () => {
    const { icon, tray, commands } = start('darwin');
    icon.render(model());
    tray().emit('click');
    expect(commands).toEqual([]);
  });

  it('leaves an open menu alone, and shows the newest one once it is closed', () => {
    vi.useFakeTimers({ toFake: ['setImmediate'] });
    const { icon, tray, names } = start('win32');
    icon.render(model());
    names();
    const open = tray().menu!;
    open.emit('menu-will-show');
    icon.render(model(1));
    expect(names()).toEqual(['setToolTip']);
    icon.render(model(2));
    expect(tray().menu).toBe(open);
    names();
    open.emit('menu-will-close');
    vi.runAllTimers();
    expect(names()).toEqual(['setContextMenu']);
    expect(tray().menu!.items[0]?.label).toContain('3 min ago');
  });

  it('does not believe for ever that a menu is open', () => {
    const { icon, tray, names, clock } = start('win32');
    icon.render(model());
    tray().menu!.emit('menu-will-show');
    names();
    clock.advance(121_000);
    icon.render(model(3));
    expect(names()).toContain('setContextMenu');
  });

  it('is quiet once its tray is gone', () => {
    const { icon, screen, tray } = start('win32');
    icon.render(model());
    tray().destroy();
    icon.render(trayModel(input([ada], { alarms: [alarm('ada', 'low')] })));
    screen.emit('display-removed');
    icon.destroy();
    expect([screen.eventNames(), FakeTray.all.length]).toEqual([[], 1]);
  });
});
