import { preventable } from '../preventable.ts';
import { strictEmitter, strict } from '../provided.ts';
import { standIn } from '../stand-in.ts';
import { app } from '../app/app.ts';

type Template = Electron.MenuItemConstructorOptions;

let commands = 0;

export class MenuItem implements Pick<
  Electron.MenuItem,
  'checked' | 'click' | 'commandId' | 'enabled' | 'id' | 'label' | 'sublabel' | 'toolTip' | 'type' | 'visible'
> {
  readonly commandId = ++commands;
  readonly id: string;
  readonly type: NonNullable<Template['type']>;
  readonly role: Template['role'];
  readonly accelerator: Template['accelerator'];
  readonly submenu: Menu | undefined;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  /** What a click does. Callable from a spec: `item.click()`. */
  readonly click: () => void;
  menu: Menu | undefined;

  constructor(options: Template) {
    this.id = options.id ?? '';
    this.type = options.type ?? (options.submenu ? 'submenu' : options.role ? 'normal' : 'normal');
    this.role = options.role;
    this.accelerator = options.accelerator;
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    const { submenu, click } = options;
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : (submenu as unknown as Menu | undefined);
    this.click = () => {
      if (!this.enabled) return;
      this.#toggle();
      if (click) (click as (...given: unknown[]) => void)(this, undefined, preventable({}));
      else if (this.role === 'quit') app.quit();
    };
  }

  /** The system toggles a checkbox and a radio item before the app hears of the click. */
  #toggle(): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type !== 'radio') return;
    for (const other of this.menu?.radioGroupOf(this) ?? []) other.checked = false;
    this.checked = true;
  }
}
Object.setPrototypeOf(MenuItem.prototype, strict('MenuItem', {}));

/** A menu as the person sees it: what it was when the app handed it over. */
export interface ShownItem {
  label: string;
  type: MenuItem['type'];
  enabled: boolean;
  checked: boolean;
  submenu: ShownItem[] | null;
}

export class Menu extends strictEmitter('Menu') implements Pick<Electron.Menu, 'closePopup' | 'popup'> {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: (Template | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const one of template) menu.append(one instanceof MenuItem ? one : new MenuItem(one));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(position: number, item: MenuItem): void {
    item.menu = this;
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(): void {
    standIn.poppedUp.push(this);
    this.emit('menu-will-show', preventable({}));
  }

  closePopup(): void {
    this.emit('menu-will-close', preventable({}));
  }

  /** The other radio items between the same separators. */
  radioGroupOf(item: MenuItem): MenuItem[] {
    const at = this.items.indexOf(item);
    const isRadio = (place: number) => this.items[place]?.type === 'radio';
    let first = at;
    let last = at;
    while (isRadio(first - 1)) first--;
    while (isRadio(last + 1)) last++;
    return this.items.slice(first, last + 1).filter((one) => one !== item);
  }

  /** What is visible of it now. */
  shown(): ShownItem[] {
    return this.items
      .filter((item) => item.visible)
      .map(({ label, type, enabled, checked, submenu }) => ({
        label,
        type,
        enabled,
        checked,
        submenu: submenu?.shown() ?? null,
      }));
  }
}
