import type { Value, Variant } from '../../../../src/main/dbus/marshalling.ts';
import type { Message } from '../../../../src/main/dbus/message.ts';
import { readPng } from '../../../support/png-reader.ts';
import { BusService, type Answer } from './bus-service.ts';

const WATCHER = {
  destination: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
};
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const ITEM = { path: '/StatusNotifierItem', interface: 'org.kde.StatusNotifierItem' };

export interface ItemOptions {
  busPath: string;
  png: Buffer;
  /** Somebody clicks it. */
  onActivate: () => void;
}

/**
 * A tray icon on the session bus, as Chromium makes one on Linux (KDE's Status Notifier Item): it looks for somebody who
 * shows icons once, as it is made, and is never seen where there is nobody then. Its menu is not on the bus.
 */
export class StatusNotifierItem {
  readonly #bus: BusService;
  readonly #onActivate: () => void;
  #png: Buffer;
  #toolTip = '';

  constructor({ busPath, png, onActivate }: ItemOptions) {
    this.#png = png;
    this.#onActivate = onActivate;
    this.#bus = new BusService(busPath, (call) => this.#answer(call));
    void this.#register();
  }

  setImage(png: Buffer): void {
    this.#png = png;
    this.#bus.signal({ ...ITEM, member: 'NewIcon' });
  }

  setToolTip(text: string): void {
    this.#toolTip = text;
    this.#bus.signal({ ...ITEM, member: 'NewToolTip' });
  }

  destroy(): void {
    this.#bus.close();
  }

  async #register(): Promise<void> {
    const asked: Answer = ['ss', WATCHER.interface, 'IsStatusNotifierHostRegistered'];
    const isThere =
      (await this.#bus.hello()) &&
      (await this.#bus.call({ ...WATCHER, interface: PROPERTIES, member: 'Get' }, asked));
    const isShown = isThere && (isThere.body[0] as Variant).value === true;
    const isListed =
      isShown &&
      (await this.#bus.call({ ...WATCHER, member: 'RegisterStatusNotifierItem' }, ['s', ITEM.path]));
    if (!isListed) this.destroy();
  }

  #answer({ interface: of, member, body }: Message): Answer {
    if (of === PROPERTIES && member === 'GetAll') return ['a{sv}', Object.entries(this.#properties())];
    if (of === PROPERTIES && member === 'Get') {
      const property = this.#properties()[body[1] as string];
      return property ? ['v', property] : null;
    }
    if (of !== ITEM.interface) return null;
    if (member === 'Activate') this.#onActivate();
    return [''];
  }

  #properties(): Record<string, Variant> {
    const text = (value: string) => ({ signature: 's', value });
    return {
      Category: text('ApplicationStatus'),
      Id: text('stand-in'),
      Title: text(''),
      Status: text('Active'),
      WindowId: { signature: 'i', value: 0 },
      IconName: text(''),
      IconPixmap: { signature: 'a(iiay)', value: [pixmap(this.#png)] },
      ToolTip: { signature: '(sa(iiay)ss)', value: ['', [], this.#toolTip, ''] },
      ItemIsMenu: { signature: 'b', value: false },
    };
  }
}

/** Width, height, and the pixels as ARGB. */
function pixmap(png: Buffer): Value {
  const { width, pixels } = readPng(png);
  const argb: number[] = [];
  for (let at = 0; at < pixels.length; at += 4) argb.push(pixels[at + 3]!, ...pixels.subarray(at, at + 3));
  return [width, pixels.length / 4 / width, argb];
}
