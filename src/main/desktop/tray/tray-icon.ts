import type { Palette } from '../../../shared/settings/settings.ts';
import { MINUTE } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { onDisplaysChanged } from '../windows/displays.ts';
import { menuBarAnswer } from './menu-bar.ts';
import type { MenuEntry, TrayCommand } from './menu.ts';
import type { TrayModel } from './model.ts';
import { Pictures, pictureKey } from './picture/picture.ts';
import type { TrayAnswer } from './tray-keeper.ts';
import { menuTells, trayWays, type TrayPlatform, type TrayWays } from './platform.ts';

/** What the tray needs of Electron: `import * as electron from 'electron'` fits. */
export type TrayElectron = Pick<typeof Electron, 'Menu' | 'nativeImage' | 'nativeTheme' | 'screen' | 'Tray'>;

export interface TrayIconOptions {
  electron: TrayElectron;
  platform: TrayPlatform;
  /** XDG_CURRENT_DESKTOP; empty where there is none. */
  session: string;
  clock: Pick<Clock, 'monotonic'>;
  palette: () => Palette;
  onCommand: (command: TrayCommand) => void;
}

/** Should a system not say that its menu was closed, this long is taken as open at most. */
const MENU_OPEN_MOST_MS = 2 * MINUTE;

/**
 * The icon in the tray, from the first model on. Tells Electron only what has changed since, and draws anew when the
 * task bar changes its size or its colours. Only after the app is ready.
 */
export class TrayIcon {
  readonly #options: TrayIconOptions;
  readonly #pictures = new Pictures();
  readonly #endDisplays: () => void;
  #tray: Electron.Tray | null = null;
  #model: TrayModel | null = null;
  #pictureKey = '';
  #toolTip = '';
  #title = '';
  #menu = '';
  #menuOpenedAt: number | null = null;

  constructor(options: TrayIconOptions) {
    this.#options = options;
    const { screen, nativeTheme } = options.electron;
    this.#endDisplays = onDisplaysChanged(screen, this.#redraw);
    nativeTheme.on('updated', this.#redraw);
  }

  render(model: TrayModel): void {
    this.#model = model;
    const ways = this.#ways();
    this.#showPicture(model, ways);
    const tray = this.#tray;
    if (tray === null || tray.isDestroyed()) return;
    if (model.tooltip !== this.#toolTip) {
      this.#toolTip = model.tooltip;
      tray.setToolTip(model.tooltip);
    }
    if (ways.title && model.title !== this.#title) {
      this.#title = model.title;
      tray.setTitle(model.title, { fontType: 'monospacedDigit' });
    }
    this.#showMenu(model, tray);
  }

  /** Whether macOS keeps it out of sight. */
  answer(): TrayAnswer {
    const tray = this.#tray;
    if (tray === null || tray.isDestroyed()) return null;
    return menuBarAnswer(tray.getBounds(), this.#options.electron.screen.getAllDisplays());
  }

  destroy(): void {
    const { nativeTheme } = this.#options.electron;
    this.#endDisplays();
    nativeTheme.off('updated', this.#redraw);
    if (this.#tray && !this.#tray.isDestroyed()) this.#tray.destroy();
  }

  #redraw = (): void => {
    if (this.#model) this.render(this.#model);
  };

  #ways(): TrayWays {
    const { platform, session, electron } = this.#options;
    const { screen, nativeTheme } = electron;
    return trayWays({
      platform,
      session,
      primaryScale: screen.getPrimaryDisplay().scaleFactor,
      largestScale: Math.max(...screen.getAllDisplays().map(({ scaleFactor }) => scaleFactor)),
      // Of the task bar, not of the windows: these two differ on many a Windows.
      darkBar: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
    });
  }

  #showPicture(model: TrayModel, ways: TrayWays): void {
    if (this.#tray?.isDestroyed()) return;
    const { template, theme, pictures } = ways;
    const palette = this.#options.palette();
    const styles = pictures.map(({ px, scaleFactor }) => ({ px, template, theme, palette, scaleFactor }));
    const key = styles.map((style) => pictureKey(model, style)).join();
    if (key === this.#pictureKey) return;
    const image = this.#image(styles.map((style) => ({ ...style, buffer: this.#pictures.of(model, style) })));
    if (template) image.setTemplateImage(true);
    if (this.#tray) this.#tray.setImage(image);
    else this.#tray = this.#created(image, ways);
    this.#pictureKey = key;
  }

  #image([first, ...more]: { buffer: Buffer; scaleFactor: number }[]): Electron.NativeImage {
    const { nativeImage } = this.#options.electron;
    if (!first) return nativeImage.createEmpty();
    const image = nativeImage.createFromBuffer(first.buffer, { scaleFactor: first.scaleFactor });
    for (const { buffer, scaleFactor } of more) image.addRepresentation({ buffer, scaleFactor });
    return image;
  }

  #created(image: Electron.NativeImage, { clickOpens, template }: TrayWays): Electron.Tray {
    const tray = new this.#options.electron.Tray(image);
    if (clickOpens) tray.on('click', () => this.#options.onCommand({ type: 'open' }));
    if (template) tray.setIgnoreDoubleClickEvents(true);
    return tray;
  }

  /** A menu that is open is left alone: a new one would close it under the pointer. */
  #isMenuOpen(): boolean {
    const { clock } = this.#options;
    return this.#menuOpenedAt !== null && clock.monotonic() - this.#menuOpenedAt < MENU_OPEN_MOST_MS;
  }

  #showMenu({ menu: entries }: TrayModel, tray: Electron.Tray): void {
    const menuKey = JSON.stringify(entries);
    if (menuKey === this.#menu || this.#isMenuOpen()) return;
    this.#menu = menuKey;
    const menu = this.#options.electron.Menu.buildFromTemplate(entries.map((entry) => this.#template(entry)));
    this.#menuOpenedAt = null;
    if (menuTells(this.#options.platform)) {
      menu.on('menu-will-show', () => (this.#menuOpenedAt = this.#options.clock.monotonic()));
      menu.on('menu-will-close', () => {
        this.#menuOpenedAt = null;
        // The click, if there was one, is told after this.
        setImmediate(this.#redraw);
      });
    }
    tray.setContextMenu(menu);
  }

  #template(entry: MenuEntry): Electron.MenuItemConstructorOptions {
    if (entry.type === 'separator') return { type: 'separator' };
    // A single ampersand would underline the next letter.
    const label = entry.label.replaceAll('&', '&&');
    if (entry.type === 'submenu')
      return { label, submenu: entry.entries.map((inner) => this.#template(inner)) };
    const { command } = entry;
    if (command === null) return { label, enabled: false };
    const { onCommand } = this.#options;
    if (entry.type === 'item') return { label, click: () => onCommand(command) };
    const click = () => {
      // The system has moved the mark by itself; whether it is right shows in the next model.
      this.#menu = '';
      onCommand(command);
    };
    return { label, click, type: 'radio', checked: entry.checked };
  }
}
