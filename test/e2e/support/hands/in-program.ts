import type * as Electron from 'electron';
import type { ShownDialog } from '../../../electron-stand-in/desktop/dialog.ts';
import type { StandIn } from '../../../electron-stand-in/stand-in.ts';

/** An item of a menu as it was when the menu was set. */
export interface HandsMenuItem {
  label: string;
  submenu: readonly HandsMenuItem[] | null;
}

/** What a person sees of the icon beside the clock, and does to it. */
export interface HandsTray {
  toolTip: string;
  image: Electron.NativeImage | null;
  shownMenu: readonly HandsMenuItem[];
  /** Clicks the item of that label, in whichever submenu; throws where a person could not. */
  choose(label: string): void;
  emit(event: 'click'): void;
}

/**
 * What a person sees of a program outside its pages, and does there; by the names that the stand-in's recorder has. On
 * `globalThis.hands` of the main process.
 */
export interface HandsInProgram extends Pick<
  StandIn,
  | 'beeps'
  | 'dialogAnswers'
  | 'online'
  | 'openedExternal'
  | 'openedPaths'
  | 'powerSaveBlockers'
  | 'printFailure'
  | 'prints'
  | 'setSystemDark'
  | 'shownInFolder'
> {
  trays: HandsTray[];
  dialogs: ShownDialog[];
  setDisplays(displays: { bounds: Electron.Rectangle; scaleFactor?: number }[]): void;
}

export interface HandsOptions {
  /** The program believes that it was installed. */
  packaged: boolean;
  /** So much later it is for its main thread than it is, ms. */
  clockAheadMs: number;
  /** A file into which goes how it wanted to be started anew, which is not done. */
  relaunches: string;
}

/**
 * Runs in the main process before the program does, with the `electron` that is there: the real one or the stand-in's. Of
 * both it uses what electron.d.ts promises, so that a spec has the same hands on either. Nothing outside it is within reach.
 */
export function installHands(
  electron: typeof Electron,
  { packaged, clockAheadMs, relaunches }: HandsOptions,
): void {
  const { app, dialog, nativeImage, nativeTheme, net, powerSaveBlocker, shell, Tray } = electron;
  const put = (object: object, changes: object) => {
    for (const [name, value] of Object.entries(changes))
      Object.defineProperty(object, name, { value, configurable: true, writable: true });
  };
  /** As it was before anything is put in its place; to be called with its `this`. */
  const before = <T extends object, K extends keyof T>(object: T, name: K): T[K] => object[name];
  const hands: HandsInProgram = {
    trays: [],
    dialogs: [],
    dialogAnswers: [],
    openedExternal: [],
    openedPaths: [],
    shownInFolder: [],
    beeps: 0,
    powerSaveBlockers: [],
    prints: [],
    printFailure: null,
    online: true,
    setSystemDark: (dark) => void (nativeTheme.themeSource = dark ? 'dark' : 'light'),
    setDisplays(displays) {
      // Only once the program is ready there is one.
      const { screen } = electron;
      const all = displays.map(({ bounds, scaleFactor = 1 }, id) => ({
        ...screen.getPrimaryDisplay(),
        id,
        bounds,
        workArea: bounds,
        size: bounds,
        workAreaSize: bounds,
        scaleFactor,
      }));
      put(screen, { getAllDisplays: () => all, getPrimaryDisplay: () => all[0]! });
      screen.emit('display-metrics-changed', {}, all[0], ['bounds', 'scaleFactor']);
    },
  };
  Object.assign(globalThis, { hands });

  // -- dialogs
  const untouched = {
    message: { response: 0, checkboxChecked: false },
    open: { canceled: true, filePaths: [] },
    save: { canceled: true, filePath: '' },
    error: {},
  };
  const ask =
    (kind: keyof typeof untouched) =>
    (...given: unknown[]) =>
      new Promise((settle) => {
        const shown: ShownDialog = {
          kind,
          options: given.at(-1) as object,
          result: null,
          answer(result) {
            if (shown.result !== null) return;
            shown.result = { ...untouched[kind], ...result };
            settle(shown.result);
          },
        };
        hands.dialogs.push(shown);
        const ready = hands.dialogAnswers.shift();
        if (ready !== undefined) shown.answer(ready as object);
      });
  put(dialog, {
    showMessageBox: ask('message'),
    showOpenDialog: ask('open'),
    showSaveDialog: ask('save'),
    showErrorBox: (title: string, content: string) =>
      void hands.dialogs.push({ kind: 'error', options: { title, content }, result: {}, answer() {} }),
  });

  // -- the icon beside the clock
  const known = new WeakMap<Electron.Tray, HandsTray>();
  let drawn: Electron.NativeImage | null = null;
  const draw = before(nativeImage, 'createFromBuffer');
  put(nativeImage, {
    createFromBuffer: (...given: Parameters<typeof draw>) => (drawn = draw.apply(nativeImage, given)),
  });
  const shownOf = (menu: Electron.Menu | null | undefined): HandsMenuItem[] =>
    (menu?.items ?? [])
      .filter(({ visible }) => visible)
      .map(({ label, submenu }) => ({ label, submenu: submenu ? shownOf(submenu) : null }));
  const trayOf = (tray: Electron.Tray): HandsTray & { menu: Electron.Menu | null } => {
    const seen = known.get(tray);
    if (seen) return seen as never;
    const find = (items: Electron.MenuItem[], label: string): Electron.MenuItem | undefined =>
      items
        .map((item) => (item.visible && item.label === label ? item : find(item.submenu?.items ?? [], label)))
        .find((item) => item !== undefined);
    const one: HandsTray & { menu: Electron.Menu | null } = {
      toolTip: '',
      // What it was made with: the last that was drawn.
      image: drawn,
      shownMenu: [],
      menu: null,
      choose(label) {
        const item = find(one.menu?.items ?? [], label);
        if (!item) throw new Error(`the tray's menu has no item "${label}"`);
        if (!item.enabled) throw new Error(`the tray's item "${label}" is disabled`);
        item.click();
      },
      emit: (event) => void tray.emit(event, {}, tray.getBounds(), { x: 0, y: 0 }),
    };
    known.set(tray, one);
    hands.trays.push(one);
    return one;
  };
  const setToolTip = before(Tray.prototype, 'setToolTip');
  const setImage = before(Tray.prototype, 'setImage');
  const setContextMenu = before(Tray.prototype, 'setContextMenu');
  const destroy = before(Tray.prototype, 'destroy');
  put(Tray.prototype, {
    setToolTip(this: Electron.Tray, toolTip: string) {
      trayOf(this).toolTip = toolTip;
      setToolTip.call(this, toolTip);
    },
    setImage(this: Electron.Tray, image: Electron.NativeImage) {
      trayOf(this).image = image;
      setImage.call(this, image);
    },
    setContextMenu(this: Electron.Tray, menu: Electron.Menu | null) {
      Object.assign(trayOf(this), { menu, shownMenu: shownOf(menu) });
      setContextMenu.call(this, menu);
    },
    destroy(this: Electron.Tray) {
      hands.trays = hands.trays.filter((one) => one !== known.get(this));
      destroy.call(this);
    },
  });
  // -- what leaves the program
  put(shell, {
    openExternal: (url: string) => Promise.resolve(void hands.openedExternal.push(url)),
    openPath: (path: string) => Promise.resolve((hands.openedPaths.push(path), '')),
    showItemInFolder: (path: string) => void hands.shownInFolder.push(path),
    beep: () => void (hands.beeps += 1),
  });
  const start = before(powerSaveBlocker, 'start');
  const stop = before(powerSaveBlocker, 'stop');
  put(powerSaveBlocker, {
    start(type: Parameters<typeof start>[0]) {
      const id = start.call(powerSaveBlocker, type);
      hands.powerSaveBlockers.push({ id, type });
      return id;
    },
    stop(id: number) {
      hands.powerSaveBlockers = hands.powerSaveBlockers.filter((one) => one.id !== id);
      return stop.call(powerSaveBlocker, id);
    },
  });
  const fetch = before(net, 'fetch');
  const isOnline = before(net, 'isOnline');
  put(net, {
    isOnline: () => hands.online && isOnline.call(net),
    fetch: (...given: Parameters<typeof fetch>) =>
      hands.online || !/^https?:/.test(typeof given[0] === 'string' ? given[0] : given[0].url)
        ? fetch.apply(net, given)
        : Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED')),
  });
  Object.defineProperty(net, 'online', { get: () => net.isOnline(), configurable: true });
  app.on('web-contents-created', (_, contents) =>
    put(contents, {
      print(options: Electron.WebContentsPrintOptions = {}, done?: (success: boolean, why: string) => void) {
        hands.prints.push({ url: contents.getURL(), title: contents.getTitle(), options });
        const why = hands.printFailure;
        setImmediate(() => done?.(why === null, why ?? ''));
      },
    }),
  );

  // -- the program itself
  put(app, {
    relaunch({ args = process.argv.slice(1), execPath = process.execPath }: Electron.RelaunchOptions = {}) {
      const { appendFileSync } = process.getBuiltinModule('node:fs');
      appendFileSync(relaunches, `${JSON.stringify({ executable: execPath, args })}\n`);
    },
  });
  if (packaged) put(app, { isPackaged: true });
  const { now } = Date;
  if (clockAheadMs > 0) Date.now = () => now() + clockAheadMs;
}

/** What a program loads first to have hands; in no other thread of it. */
export function handsScript(options: HandsOptions): string {
  return `if (require('node:worker_threads').isMainThread) (${String(installHands)})(require('electron'), ${JSON.stringify(options)});\n`;
}
