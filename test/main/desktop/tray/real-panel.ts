import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Variant } from '../../../../src/main/dbus/marshalling.ts';
import { readPng } from '../../../support/png-reader.ts';
import { DESKTOP_PACKAGES, end, missingPackages, PrivateDesktop } from '../../../support/private-desktop.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const PANEL = 'org.xfce.Panel';
/** Of Xfce's settings. */
const CHANNEL = 'xfce4-panel';

/** Of a panel's icons, in pixels. */
export const ICON_SIZES = [16, 22, 24, 32] as const;

export type BarColour = 'dark' | 'light';

/** What the panel looks like. */
export interface PanelLook {
  /** The side of its icons. */
  iconPx: number;
  bar: BarColour;
  /** Whether it has the part that shows icons. */
  hasTray?: boolean;
}

/** How grey each bar is. */
export const BARS: Readonly<Record<BarColour, number>> = { dark: 32, light: 238 };

/** Why no real panel can be tried on this machine, in words; null where one can. */
export function panelMissing(): string | null {
  return missingPackages({ ...DESKTOP_PACKAGES, 'xfce4-panel': 'xfce4-panel' });
}

/** A desktop of its own with Xfce's panel on it, along the upper edge of its screen. */
export class RealPanel extends PrivateDesktop {
  #panel: ChildProcess | null = null;
  #look: PanelLook = { iconPx: 24, bar: 'dark' };

  static async begin(): Promise<RealPanel> {
    return new RealPanel(await PrivateDesktop.base('400x100'));
  }

  override async stop(): Promise<void> {
    await this.end();
    await super.stop();
  }

  /** Starts the panel, and waits until it shows icons, if it does. */
  async start(look: PanelLook): Promise<void> {
    const settings = {
      '/configver': ['i', 2],
      '/panels': ['av', [{ signature: 'i', value: 1 }]],
      '/panels/panel-1/position': ['s', 'p=6;x=0;y=0'],
      '/panels/panel-1/position-locked': ['b', true],
      '/panels/panel-1/length': ['u', 100],
      '/panels/panel-1/background-style': ['u', 1],
      '/panels/panel-1/plugin-ids': ['av', [{ signature: 'i', value: 1 }]],
      '/plugins/plugin-1': ['s', look.hasTray === false ? 'separator' : 'systray'],
    } as const;
    for (const [property, [signature, value]] of Object.entries(settings))
      await this.setXfconf(CHANNEL, property, { signature, value });
    await this.change(look);
    this.#panel = this.spawn('xfce4-panel', ['--disable-wm-check']);
    await this.until(look.hasTray === false ? PANEL : WATCHER, true);
    while (look.hasTray !== false && !(await this.#showsIcons())) await pause(10);
  }

  /** The panel looks otherwise from now on. */
  async change({ iconPx, bar }: PanelLook): Promise<void> {
    this.#look = { iconPx, bar };
    const grey = ['-t', 'double', '-s', String(BARS[bar] / 255)];
    const colour = ['-n', '-p', '/panels/panel-1/background-rgba', ...grey, ...grey, ...grey];
    this.run('xfconf-query', ['-c', CHANNEL, ...colour, '-t', 'double', '-s', '1']);
    await this.setXfconf(CHANNEL, '/panels/panel-1/size', { signature: 'u', value: iconPx + 8 });
    await this.setXfconf(CHANNEL, '/plugins/plugin-1/icon-size', { signature: 'i', value: iconPx });
  }

  /** Somebody clicks there, and takes the pointer away: what it is over looks otherwise. */
  override click(x: number, y: number): void {
    super.click(x, y);
    this.run('xdotool', ['mousemove', '399', '99']);
  }

  /** Where the panel shows this picture, from the upper left corner of the screen; null: nowhere, or another one. */
  find(png: Buffer): { x: number; y: number } | null {
    const { iconPx, bar } = this.#look;
    const wanted = shrunk(onBar(png, BARS[bar]), iconPx);
    const { pixels, width } = this.screen({ height: iconPx + 8 });
    for (let y = 0; y <= 8; y++)
      for (let x = 0; x <= width - iconPx; x++)
        if (isAt(pixels, width, wanted, iconPx, { x, y })) return { x, y };
    return null;
  }

  async #showsIcons(): Promise<boolean> {
    const question = {
      destination: WATCHER,
      path: '/StatusNotifierWatcher',
      interface: PROPERTIES,
      member: 'Get',
    };
    const body = [WATCHER, 'IsStatusNotifierHostRegistered'];
    const answer = await this.bus.call({ ...question, signature: 'ss', body });
    return (answer.body[0] as Variant).value === true;
  }

  async end(): Promise<void> {
    await end(this.#panel);
    this.#panel = null;
    await this.until(WATCHER, false);
  }
}

/** The picture on a bar of that grey: RGB, straight. */
function onBar(png: Buffer, grey: number): number[][] {
  const { pixels } = readPng(png);
  return Array.from({ length: pixels.length / 4 }, (_, i) => {
    const alpha = pixels[4 * i + 3]! / 255;
    return [0, 1, 2].map((c) => pixels[4 * i + c]! * alpha + grey * (1 - alpha));
  });
}

/**
 * As a panel of GTK makes a square picture smaller ("bilinear" of gdk-pixbuf): each pixel is the mean of what it covers. It
 * counts in whole 65536ths of a pixel, and begins at whole sixteenths.
 */
function shrunk(picture: number[][], px: number): number[][] {
  const size = Math.sqrt(picture.length);
  const step = size / px;
  const shares = Array.from({ length: px }, (_, i) =>
    covered(Math.floor((i * Math.floor(step * 65_536)) / 4096) / 16, step),
  );
  return shares.flatMap((down) =>
    shares.map((across) => {
      const mean = [0, 0, 0];
      for (const [y, dy] of down)
        for (const [x, dx] of across)
          for (const [c, value] of picture[y * size + x]!.entries()) mean[c]! += value * dx * dy;
      return mean;
    }),
  );
}

/** The whole pixels that a step from here covers, and which share of it each is. */
function covered(from: number, step: number): [at: number, share: number][] {
  const [first, to] = [Math.floor(from), from + step];
  return Array.from({ length: Math.ceil(to) - first }, (_, n) => {
    const at = first + n;
    return [at, (Math.min(to, at + 1) - Math.max(from, at)) / step];
  });
}

/** Of 255. */
const ROUNDING = 4;

function isAt(
  screen: Uint8Array,
  width: number,
  wanted: number[][],
  px: number,
  { x, y }: { x: number; y: number },
): boolean {
  return wanted.every((colour, i) => {
    const at = 4 * ((y + Math.floor(i / px)) * width + x + (i % px));
    return colour.every((value, c) => Math.abs(screen[at + c]! - value) <= ROUNDING);
  });
}
