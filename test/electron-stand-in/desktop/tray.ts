import { sessionBusPath } from '../../../src/main/dbus/connection.ts';
import { strictEmitter } from '../provided.ts';
import { standIn } from '../stand-in.ts';
import { app } from '../app/app.ts';
import { imageFrom, type NativeImage } from './native-image.ts';
import type { Menu, MenuItem, ShownItem } from './menu.ts';
import { StatusNotifierItem } from './status-notifier/item.ts';

type Provided = Pick<
  Electron.Tray,
  | 'closeContextMenu'
  | 'destroy'
  | 'displayBalloon'
  | 'getBounds'
  | 'getTitle'
  | 'isDestroyed'
  | 'setIgnoreDoubleClickEvents'
  | 'setTitle'
  | 'setToolTip'
>;

export class Tray extends strictEmitter('Tray') implements Provided {
  image: NativeImage;
  /** How often the picture was set, the first time included. */
  images = 1;
  toolTip = '';
  title = '';
  menu: Menu | null = null;
  /** The menu as it was when it was set: a Linux desktop does not see what the app changes in it later. */
  shownMenu: ShownItem[] = [];
  balloons: Electron.DisplayBalloonOptions[] = [];
  /** Where it stands; zeros, as on Linux, where nobody can tell. */
  bounds: Electron.Rectangle = { x: 0, y: 0, width: 0, height: 0 };
  /** What a panel shows of it, where there is a session bus. */
  readonly #item: StatusNotifierItem | null;
  #destroyed = false;

  constructor(image: NativeImage | string, _guid?: string) {
    super();
    if (!app.isReady()) throw new Error('Cannot create Tray before app is ready');
    this.image = imageFrom(image);
    standIn.trays.push(this);
    standIn.traysMade++;
    const busPath = process.platform === 'linux' ? sessionBusPath(process.env) : null;
    const onActivate = () => this.emit('click', {}, this.bounds, { x: 0, y: 0 });
    this.#item =
      busPath === null ? null : new StatusNotifierItem({ busPath, png: largest(this.image), onActivate });
  }

  setImage(image: NativeImage | string): void {
    this.#check();
    this.image = imageFrom(image);
    this.images++;
    this.#item?.setImage(largest(this.image));
  }

  setToolTip(toolTip: string): void {
    this.#check();
    this.toolTip = toolTip;
    this.#item?.setToolTip(toolTip);
  }

  setTitle(title: string): void {
    this.#check();
    this.title = title;
  }

  getTitle(): string {
    return this.title;
  }

  setContextMenu(menu: Menu | null): void {
    this.#check();
    this.menu = menu;
    this.shownMenu = menu?.shown() ?? [];
  }

  popUpContextMenu(menu?: Menu): void {
    (menu ?? this.menu)?.popup();
  }

  closeContextMenu(): void {
    this.menu?.closePopup();
  }

  setIgnoreDoubleClickEvents(): void {}

  displayBalloon(options: Electron.DisplayBalloonOptions): void {
    this.balloons.push(options);
  }

  getBounds(): Electron.Rectangle {
    return { ...this.bounds };
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#item?.destroy();
    standIn.trays.splice(standIn.trays.indexOf(this), 1);
  }

  /** For specs: clicks the item of that label, in whichever submenu; throws where a person could not. */
  choose(label: string): void {
    const find = (items: MenuItem[]): MenuItem | undefined => {
      for (const item of items) {
        const found = item.visible && item.label === label ? item : find(item.submenu?.items ?? []);
        if (found) return found;
      }
      return undefined;
    };
    const item = find(this.menu?.items ?? []);
    if (!item) throw new Error(`the tray's menu has no item "${label}"`);
    if (!item.enabled) throw new Error(`the tray's item "${label}" is disabled`);
    item.click();
  }

  #check(): void {
    if (this.#destroyed) throw new Error('Tray is destroyed');
  }
}

/** The one of Chromium's pictures that it hands to a panel. */
function largest(image: NativeImage): Buffer {
  return image.toPNG({ scaleFactor: Math.max(...image.getScaleFactors()) });
}
