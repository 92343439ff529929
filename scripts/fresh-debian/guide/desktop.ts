import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { png } from '../../../src/main/desktop/picture/png.ts';
import { PrivateDesktop } from '../../../test/support/private-desktop.ts';

const PANEL = { channel: 'xfce4-panel', watcher: 'org.kde.StatusNotifierWatcher' };
/** Pixels. */
const ICON = { bar: 32, size: 24 };
const SCREEN = { width: 1280, height: 900 };

/** Where the program keeps what it records: the person's own folder, as on any computer. */
export const DATA_FOLDER = `${homedir()}/.config/Glucoglance`;

/** A desktop as somebody has it after logging in: windows with frames, a panel with a menu and icons, notifications, a keyring. */
export class WholeDesktop extends PrivateDesktop {
  readonly #running: ChildProcess[] = [];

  /** @param extra what else the session has in its environment */
  static async begin(extra: Readonly<Record<string, string>>): Promise<WholeDesktop> {
    const base = await PrivateDesktop.base(`${SCREEN.width}x${SCREEN.height}`);
    Object.assign(base.env, { HOME: homedir(), LANG: 'C.UTF-8', XDG_CURRENT_DESKTOP: 'XFCE', ...extra });
    const desktop = new WholeDesktop(base);
    desktop.#running.push(desktop.spawn('xfwm4', ['--compositor=off']));
    await desktop.#keyring();
    await desktop.#panel();
    desktop.#running.push(desktop.spawn('dunst'));
    await desktop.until('org.freedesktop.Notifications', true);
    return desktop;
  }

  override async stop(): Promise<void> {
    for (const child of this.#running.toReversed()) child.kill();
    await super.stop();
  }

  /** As a menu does: reads the entry that the package put there, and starts what stands in it. */
  startFromMenu(): void {
    this.#running.push(this.spawn('gtk-launch', ['glucoglance']));
  }

  /** As by the cross in its frame. */
  closeWindow(): void {
    this.run('xdotool', ['getactivewindow', 'key', '--clearmodifiers', 'alt+F4']);
  }

  /** Clicks the only icon there is, where the panel shows it. */
  clickIcon(): void {
    const x = this.#iconAt();
    if (x === null) throw new Error('There is no icon in the panel.');
    this.click(x, ICON.bar / 2);
  }

  /** Waits until there is an icon in the panel. */
  async untilIcon(): Promise<void> {
    while (this.#iconAt() === null) await pause(500);
  }

  /** From the left; null: there is none. It is at the right end of what the panel shows, and square. */
  #iconAt(): number | null {
    const { pixels, width } = this.screen({ height: ICON.bar });
    const isPanel = (x: number, y: number) => pixels[4 * (y * width + x)]! > 200;
    const isEmpty = (x: number) =>
      Array.from({ length: ICON.bar - 2 }, (_, y) => y).every((y) => isPanel(x, y));
    const right = Array.from({ length: width }, (_, i) => width - 1 - i).find((x) => !isEmpty(x));
    if (right === undefined) return null;
    const left = Array.from({ length: ICON.bar }, (_, i) => right - i).find((x) => isEmpty(x));
    const isSquare = left !== undefined && right - left >= ICON.size - 6 && right - left <= ICON.size + 2;
    return isSquare ? right - ICON.size / 2 : null;
  }

  /** Ends the session, and with it the program, and begins another: what it starts by itself is started. */
  async logIn(): Promise<void> {
    for (const id of ownProcesses('boot/start.ts')) process.kill(id, 'SIGTERM');
    while (ownProcesses('boot/start.ts').length > 0) await pause(200);
    for (const entry of readdirSync(`${homedir()}/.config/autostart`))
      this.#running.push(this.spawn('gio', ['launch', `${homedir()}/.config/autostart/${entry}`]));
  }

  /** What is on the screen, into a file. */
  picture(file: string): void {
    const { pixels, width } = this.screen();
    writeFileSync(file, png(pixels, width));
  }

  /** Unlocked, as by the password of the log-in. */
  async #keyring(): Promise<void> {
    this.run('sh', ['-c', 'printf home | gnome-keyring-daemon --daemonize --unlock --components=secrets']);
    await this.until('org.freedesktop.secrets', true);
  }

  /** Along the upper edge: what is open, and the icons. */
  async #panel(): Promise<void> {
    const ids = [1, 2, 3].map((value) => ({ signature: 'i', value }));
    const settings = {
      '/configver': ['i', 2],
      '/panels': ['av', [{ signature: 'i', value: 1 }]],
      '/panels/panel-1/position': ['s', 'p=6;x=0;y=0'],
      '/panels/panel-1/position-locked': ['b', true],
      '/panels/panel-1/length': ['u', 100],
      '/panels/panel-1/size': ['u', ICON.bar],
      '/panels/panel-1/plugin-ids': ['av', ids],
      '/plugins/plugin-1': ['s', 'applicationsmenu'],
      '/plugins/plugin-2': ['s', 'tasklist'],
      '/plugins/plugin-3': ['s', 'systray'],
      '/plugins/plugin-3/icon-size': ['i', ICON.size],
    } as const;
    for (const [property, [signature, value]] of Object.entries(settings))
      await this.setXfconf(PANEL.channel, property, { signature, value: value as never });
    this.#running.push(this.spawn('xfce4-panel', ['--disable-wm-check']));
    await this.until(PANEL.watcher, true);
  }
}

/** The numbers, as this process knows them, of the person's processes that were started with this word. */
function ownProcesses(word: string): number[] {
  return readdirSync('/proc').flatMap((id) => {
    const line = ofProcess(id, 'cmdline');
    const status = ofProcess(id, 'status');
    if (!line.includes(word) || !status.includes(`Uid:\t${process.getuid!()}\t`)) return [];
    // The last one is that of the innermost of the namespaces, in which we are too.
    return [Number(/^NSpid:.*\t(\d+)$/m.exec(status)?.[1] ?? id)];
  });
}

/** Empty where there is no such process any more. */
function ofProcess(id: string, file: string): string {
  try {
    return /^\d+$/.test(id) ? readFileSync(`/proc/${id}/${file}`, 'utf8') : '';
  } catch {
    return '';
  }
}
