import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Electron from 'electron';
import { say } from '../../../../shared/messages/say.ts';
import { desktopEntry } from './desktop-entry.ts';

/**
 * Whether the program starts with the session of the user. `needsApproval`: macOS waits for the user's word.
 * `switchedOff`: the user has forbidden it in the system's own settings. `unsupported`: this package has no way to.
 */
export type AutostartState = 'on' | 'off' | 'needsApproval' | 'switchedOff' | 'unsupported';

export interface Autostart {
  state(): AutostartState;
  /** Does what it can; `state` says what came of it. */
  set(on: boolean): void;
  /** To be called at each start: the program may have been moved. Switches nothing on that was switched off. */
  renew(): void;
}

/** Given to the program when the system starts it: it begins without its window. */
export const HIDDEN = '--hidden';

export interface AutostartPlatform {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  app: Pick<Electron.App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>;
  /** The user's own folder, and the program's file. */
  home: string;
  execPath: string;
}

const NOWHERE: Autostart = { state: () => 'unsupported', set() {}, renew() {} };

/** How this system starts programs at log-in; the only place that asks which system it is. */
export function autostartOf(around: AutostartPlatform): Autostart {
  // A program that is not installed would start Electron itself, or what was here yesterday.
  if (!around.app.isPackaged) return NOWHERE;
  if (around.platform === 'win32' || around.platform === 'darwin') return loginItem(around);
  return isConfined(around.env) ? NOWHERE : autostartFile(around);
}

/** Whether the program is to begin without its window. */
export function startsHidden(
  args: readonly string[],
  app: Pick<Electron.App, 'getLoginItemSettings'>,
  platform: NodeJS.Platform,
): boolean {
  // macOS passes no arguments to what it starts at log-in.
  return args.includes(HIDDEN) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
}

function loginItem({ app }: AutostartPlatform): Autostart {
  // Windows finds the entry again only by the very same arguments.
  const item = { args: [HIDDEN] };
  return {
    state() {
      const { status, openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings(item);
      if (status === 'requires-approval') return 'needsApproval';
      if (!openAtLogin) return 'off';
      return executableWillLaunchAtLogin === false ? 'switchedOff' : 'on';
    },
    set: (on) => app.setLoginItemSettings({ ...item, openAtLogin: on }),
    // Both keep track of the program themselves; asking again would undo what the user has forbidden.
    renew() {},
  };
}

/** A snap or a Flatpak may not write where the session looks. */
function isConfined(env: AutostartPlatform['env']): boolean {
  return env['SNAP'] !== undefined || env['FLATPAK_ID'] !== undefined;
}

function autostartFile({ env, home, execPath }: AutostartPlatform): Autostart {
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const file = join(config, 'autostart', 'glucoglance.desktop');
  const wanted = desktopEntry({
    name: say('autostart.name'),
    comment: say('autostart.comment'),
    // An AppImage runs from a mount that is another one each time.
    command: [env['APPIMAGE'] || execPath, HIDDEN],
    icon: 'glucoglance',
  });
  const write = (): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted, { mode: 0o644 });
  };
  return {
    state() {
      const content = contentOf(file);
      if (content === null) return 'off';
      if (SWITCHED_OFF.test(content)) return 'switchedOff';
      return execOf(content) === execOf(wanted) ? 'on' : 'off';
    },
    set(on) {
      try {
        if (on) write();
        else rmSync(file, { force: true });
      } catch {
        // `state` says what is there.
      }
    },
    renew() {
      const content = contentOf(file);
      if (content === null || SWITCHED_OFF.test(content) || content === wanted) return;
      try {
        write();
      } catch {
        // The same.
      }
    },
  };
}

/** What desktops write into an entry that the user has switched off in their settings. */
const SWITCHED_OFF = /^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m;

function execOf(content: string): string | undefined {
  return /^Exec=.*$/m.exec(content)?.[0];
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
