import { launch, switchValue } from '../boot/launch.ts';
import { preventable } from '../preventable.ts';
import { strict, strictEmitter } from '../provided.ts';
import { standIn } from '../stand-in.ts';
import { Paths } from './paths.ts';
import { SingleInstance } from './single-instance.ts';

type Provided = Pick<
  Electron.App,
  | 'disableHardwareAcceleration'
  | 'dock'
  | 'enableSandbox'
  | 'exit'
  | 'focus'
  | 'getAppPath'
  | 'getLocale'
  | 'getLocaleCountryCode'
  | 'getLoginItemSettings'
  | 'getName'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'getSystemLocale'
  | 'getVersion'
  | 'hasSingleInstanceLock'
  | 'hide'
  | 'isAccessibilitySupportEnabled'
  | 'isActive'
  | 'isHardwareAccelerationEnabled'
  | 'isHidden'
  | 'isPackaged'
  | 'isReady'
  | 'name'
  | 'quit'
  | 'relaunch'
  | 'releaseSingleInstanceLock'
  | 'requestSingleInstanceLock'
  | 'setAboutPanelOptions'
  | 'setActivationPolicy'
  | 'setAppLogsPath'
  | 'setAppUserModelId'
  | 'setDesktopName'
  | 'setLoginItemSettings'
  | 'setName'
  | 'setPath'
  | 'setToastActivatorCLSID'
  | 'show'
  | 'showAboutPanel'
  | 'userAgentFallback'
  | 'whenReady'
>;

/** The part of a window that quitting needs. */
export interface Closable {
  /** Returns false where a listener of `close` forbade it. */
  requestClose(): boolean;
  destroy(): void;
}

/** What ends the process once the app has: the browser closed, a new instance started. */
export type Ending = (exitCode: number, relaunches: Electron.RelaunchOptions[]) => void;

export class App extends strictEmitter('app') implements Provided {
  name = launch.manifest.productName ?? launch.manifest.name ?? 'Electron';
  userAgentFallback = `${this.name}/${this.getVersion()} Electron`;
  readonly dock = undefined;
  readonly isPackaged = process.env['ELECTRON_STAND_IN_PACKAGED'] !== undefined;
  /** Switches for Chromium, read when it starts. */
  readonly addedSwitches: string[] = [];
  readonly windows = new Set<Closable>();
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value?: string) =>
      void this.addedSwitches.push(value === undefined ? `--${name}` : `--${name}=${value}`),
    hasSwitch: (name: string) =>
      [...launch.switches, ...this.addedSwitches].some(
        (one) => one === `--${name}` || one.startsWith(`--${name}=`),
      ),
    getSwitchValue: (name: string) => switchValue(name) ?? '',
  } satisfies Partial<Electron.CommandLine>);

  readonly #paths = new Paths(() => this.name);
  readonly #whenReady = Promise.withResolvers<void>();
  readonly #relaunches: Electron.RelaunchOptions[] = [];
  #instance: SingleInstance | null = null;
  #ready = false;
  #quitting = false;
  #ended = false;
  #end: Ending = (exitCode) => process.exit(exitCode);

  // -- starting

  isReady(): boolean {
    return this.#ready;
  }

  whenReady(): Promise<void> {
    return this.#whenReady.promise;
  }

  /** For the stand-in itself: the moment of `ready`. */
  becomeReady(): void {
    this.#ready = true;
    this.emit('will-finish-launching');
    this.#whenReady.resolve();
    this.emit('ready', preventable({}), {});
  }

  /** For the stand-in itself: whether the app has ended, and what ends the process when it does. */
  get ended(): boolean {
    return this.#ended;
  }

  endWith(end: Ending): void {
    this.#end = end;
  }

  // -- the one instance

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    this.#instance ??= new SingleInstance(this.getPath('userData'));
    const own = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.#instance.request(own, (second) => {
      // Electron promises that this comes after `ready`.
      void this.whenReady().then(() =>
        this.emit(
          'second-instance',
          preventable({}),
          second.argv,
          second.workingDirectory,
          second.additionalData,
        ),
      );
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance?.held ?? false;
  }

  releaseSingleInstanceLock(): void {
    this.#instance?.release();
  }

  // -- ending

  quit(): void {
    if (this.#quitting) return;
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    if (this.windows.size === 0) {
      this.#shutDown();
      return;
    }
    for (const window of this.windows) {
      if (!window.requestClose()) this.#quitting = false;
    }
  }

  exit(exitCode = 0): void {
    if (this.#ended) return;
    this.#quitting = true;
    this.#ended = true;
    for (const window of this.windows) window.destroy();
    this.#leave(exitCode);
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    standIn.relaunches.push(options);
    this.#relaunches.push(options);
  }

  /** For windows: one is gone. */
  windowClosed(window: Closable): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.#ended) return;
    if (this.#quitting) this.#shutDown();
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  #shutDown(): void {
    if (this.#ended) return;
    const event = preventable({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.#ended = true;
    this.#leave(0);
  }

  #leave(exitCode: number): void {
    this.emit('quit', preventable({}), exitCode);
    this.#instance?.release();
    this.#end(exitCode, this.#relaunches);
  }

  // -- what it is and where it keeps things

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return launch.manifest.version ?? '0.0.0';
  }

  getAppPath(): string {
    return launch.appPath;
  }

  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    if (path !== undefined) this.#paths.set('logs', path);
  }

  getLocale(): string {
    return switchValue('lang') ?? 'en-US';
  }

  getSystemLocale(): string {
    return this.getLocale();
  }

  getLocaleCountryCode(): string {
    return this.getLocale().split('-')[1] ?? '';
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
  }

  // -- the login item: kept as macOS and Windows do, whatever the platform

  setLoginItemSettings(settings: Electron.Settings): void {
    standIn.loginItems.push({ ...settings });
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    const openAtLogin = standIn.loginItems.at(-1)?.openAtLogin ?? false;
    return {
      openAtLogin,
      wasOpenedAtLogin: process.env['ELECTRON_STAND_IN_OPENED_AT_LOGIN'] !== undefined,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }

  // -- without anything to show for it here

  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    standIn.sandboxEnabled = true;
  }

  disableHardwareAcceleration(): void {
    if (this.#ready)
      throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
  }

  setAppUserModelId(id: string): void {
    standIn.appUserModelId = id;
  }

  isHardwareAccelerationEnabled = () => false;
  isAccessibilitySupportEnabled = () => false;
  isActive = () => true;
  isHidden = () => false;
  setToastActivatorCLSID(): void {}
  setDesktopName(): void {}
  setActivationPolicy(): void {}
  setAboutPanelOptions(): void {}
  showAboutPanel(): void {}
  focus(): void {}
  hide(): void {}
  show(): void {}
}

export const app = new App();
