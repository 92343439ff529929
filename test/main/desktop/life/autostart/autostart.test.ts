import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Electron from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  autostartOf,
  startsHidden,
  type AutostartPlatform,
} from '../../../../../src/main/desktop/life/autostart/autostart.ts';
import { desktopEntry } from '../../../../../src/main/desktop/life/autostart/desktop-entry.ts';
import fc from '../../../../support/seeds.ts';

let home: string;
let set: Electron.Settings[];
let asked: unknown[];
let found: Partial<Electron.LoginItemSettings>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'glucoglance-autostart-'));
  set = [];
  asked = [];
  found = { openAtLogin: true };
});
afterEach(() => rmSync(home, { recursive: true }));

function on(platform: NodeJS.Platform, changes: Partial<AutostartPlatform> = {}, isPackaged = true) {
  const app: AutostartPlatform['app'] = {
    isPackaged,
    getLoginItemSettings(options) {
      asked.push(options);
      return found as Electron.LoginItemSettings;
    },
    setLoginItemSettings: (settings) => void set.push(settings),
  };
  return autostartOf({ platform, env: {}, app, home, execPath: '/opt/Glucoglance/glucoglance', ...changes });
}

const file = () => join(home, '.config/autostart/glucoglance.desktop');
const execLine = () => /^Exec=(.*)$/m.exec(readFileSync(file(), 'utf8'))?.[1];

describe.each(['win32', 'darwin'] as const)('on %s', (platform) => {
  it('asks the system with the same arguments as it sets', () => {
    const autostart = on(platform);
    autostart.set(true);
    autostart.set(false);
    autostart.renew();
    autostart.state();
    expect(set).toEqual([
      { args: ['--hidden'], openAtLogin: true },
      { args: ['--hidden'], openAtLogin: false },
    ]);
    expect(asked).toEqual([{ args: ['--hidden'] }]);
    expect(readdirSync(home)).toEqual([]);
  });

  it.each([
    [{ openAtLogin: true, executableWillLaunchAtLogin: true }, 'on'],
    [{ openAtLogin: true }, 'on'],
    [{ openAtLogin: true, executableWillLaunchAtLogin: false }, 'switchedOff'],
    [{ openAtLogin: false, status: 'requires-approval' }, 'needsApproval'],
    [{ openAtLogin: false, status: 'not-registered' }, 'off'],
  ] as const)('%j is %s', (settings, state) => {
    found = settings;
    expect(on(platform).state()).toBe(state);
  });

  it('does nothing while it is not packaged', () => {
    const autostart = on(platform, {}, false);
    autostart.set(true);
    expect([autostart.state(), set, asked]).toEqual(['unsupported', [], []]);
  });
});

describe('on linux', () => {
  it('writes a starter, and takes it away', () => {
    const autostart = on('linux');
    expect(autostart.state()).toBe('off');
    autostart.set(true);
    expect(autostart.state()).toBe('on');
    expect(readFileSync(file(), 'utf8')).toBe(
      `[Desktop Entry]
Type=Application
Name=Glucoglance
Comment=Shows glucose readings from LibreLinkUp
Exec=/opt/Glucoglance/glucoglance --hidden
Icon=glucoglance
Terminal=false
NoDisplay=true
X-GNOME-Autostart-enabled=true
`,
    );
    autostart.set(false);
    expect(autostart.state()).toBe('off');
    expect([set, asked]).toEqual([[], []]);
  });

  it('starts an AppImage by its own path, and follows it when it moves', () => {
    const before = on('linux', { env: { APPIMAGE: '/home/ada/My Apps/Glucoglance.AppImage' } });
    before.set(true);
    expect(execLine()).toBe('"/home/ada/My Apps/Glucoglance.AppImage" --hidden');
    const after = on('linux', { env: { APPIMAGE: '/home/ada/new/Glucoglance.AppImage' } });
    expect(after.state()).toBe('off');
    after.renew();
    expect([after.state(), execLine()]).toEqual(['on', '/home/ada/new/Glucoglance.AppImage --hidden']);
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    '%s in the starter is the word of the user',
    (line) => {
      const autostart = on('linux');
      autostart.set(true);
      const content = readFileSync(file(), 'utf8').replace('X-GNOME-Autostart-enabled=true', line);
      writeFileSync(file(), content);
      on('linux', { execPath: '/elsewhere/glucoglance' }).renew();
      expect(readFileSync(file(), 'utf8')).toBe(content);
      expect(autostart.state()).toBe('switchedOff');
      autostart.set(true);
      expect(autostart.state()).toBe('on');
    },
  );

  it('creates nothing at a start by itself', () => {
    on('linux').renew();
    expect(readdirSync(home)).toEqual([]);
  });

  it('keeps to the folder of the session', () => {
    on('linux', { env: { XDG_CONFIG_HOME: join(home, 'settings') } }).set(true);
    expect(readdirSync(join(home, 'settings/autostart'))).toEqual(['glucoglance.desktop']);
  });

  it.each([{ SNAP: '/snap/x' }, { FLATPAK_ID: 'org.glucoglance.desktop' }])('has no way in %j', (env) => {
    const autostart = on('linux', { env });
    autostart.set(true);
    expect([autostart.state(), readdirSync(home)]).toEqual(['unsupported', []]);
  });

  it('says that it is not on where the folder cannot be written', () => {
    writeFileSync(join(home, '.config'), 'in the way');
    const autostart = on('linux');
    autostart.set(true);
    expect(autostart.state()).toBe('off');
  });
});

describe('the command line of a starter', () => {
  const entry = (command: string[]) => desktopEntry({ name: 'n', comment: 'c', command, icon: 'i' });

  it.each([
    ['/opt/a b', '"/opt/a b"'],
    ['/opt/100%', '/opt/100%%'],
    ['/opt/$HOME', '"/opt/\\\\$HOME"'],
    ['/opt/`x`"', '"/opt/\\\\`x\\\\`\\\\""'],
    ['/opt/back\\slash', '"/opt/back\\\\\\\\slash"'],
    ["/opt/it's", '"/opt/it\'s"'],
  ])('%s', (argument, quoted) => {
    expect(/^Exec=(.*)$/m.exec(entry([argument]))?.[1]).toBe(quoted);
  });

  it('is one line, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        expect(entry([path]).split('\n')).toHaveLength(10);
      }),
    );
  });
});

describe('a start without the window', () => {
  const app = (wasOpenedAtLogin: boolean) => ({
    getLoginItemSettings: () => ({ wasOpenedAtLogin }) as Electron.LoginItemSettings,
  });

  it.each([
    [['glucoglance', '--hidden'], 'linux', false, true],
    [['glucoglance'], 'linux', true, false],
    [['glucoglance'], 'win32', true, false],
    [['Glucoglance'], 'darwin', true, true],
    [['Glucoglance'], 'darwin', false, false],
  ] as const)('%j on %s', (args, platform, atLogin, hidden) => {
    expect(startsHidden(args, app(atLogin), platform)).toBe(hidden);
  });
});
