import { existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { launch, switchValue } from '../boot/launch.ts';

type PathName = Parameters<Electron.App['getPath']>[0];

/** The special folders of `app.getPath`, as Electron finds them on Linux. */
export class Paths {
  readonly #name: () => string;
  readonly #overridden = new Map<string, string>();

  /** @param name the app's name, asked anew each time: `app.setName` moves `userData`. */
  constructor(name: () => string) {
    this.#name = name;
  }

  get(name: PathName): string {
    const path = this.#overridden.get(name) ?? this.#usual(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    // Electron has made this one before the app's first line runs.
    if (name === 'userData') mkdirSync(path, { recursive: true });
    return path;
  }

  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    if (!existsSync(path)) throw new Error(`Failed to set path '${name}': it does not exist`);
    this.#overridden.set(name, path);
  }

  #usual(name: PathName): string | undefined {
    const home = homedir();
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
      case 'userData':
        return switchValue('user-data-dir') ?? join(this.get('appData'), this.#name());
      case 'sessionData':
        return this.get('userData');
      case 'logs':
        return join(this.get('userData'), 'logs');
      case 'crashDumps':
        return join(this.get('userData'), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return launch.executable;
      case 'assets':
        return dirname(launch.executable);
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return join(home, name.charAt(0).toUpperCase() + name.slice(1));
      // Windows only.
      case 'recent':
      default:
        return undefined;
    }
  }
}
