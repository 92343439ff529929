import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../../src/main/clock.ts';
import { BusConnection, sessionBusPath } from '../../../../src/main/desktop/notify/dbus/connection.ts';
import type { Value } from '../../../../src/main/desktop/notify/dbus/marshalling.ts';

export const REAL_DAEMONS = ['dunst', 'xfce4-notifyd'] as const;
export type RealDaemon = (typeof REAL_DAEMONS)[number];

/** Packages of Debian, and a program of each. */
const PACKAGES = {
  dbus: 'dbus-daemon',
  xvfb: 'Xvfb',
  xdotool: 'xdotool',
  dunst: 'dunst',
  xfconf: 'xfconf-query',
  'xfce4-notifyd': 'xfce4-notifyd-config',
};

const NOTIFICATIONS = 'org.freedesktop.Notifications';
const DAEMON = {
  destination: NOTIFICATIONS,
  path: '/org/freedesktop/Notifications',
  interface: NOTIFICATIONS,
};
const XFCONF = 'org.xfce.Xfconf';
const SETTINGS = { destination: XFCONF, path: '/org/xfce/Xfconf', interface: XFCONF };
/** Whoever would be started for a name says so in one of these. */
const SERVICES = '/usr/share/dbus-1/services';

/** A session bus on which nothing is started by itself. */
const BUS_CONFIG = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

/** Why no real daemon can be tried on this machine, in words; null where all can. */
export function daemonsMissing(): string | null {
  if (process.platform !== 'linux') return 'only Linux has notification daemons';
  const missing = Object.entries(PACKAGES)
    .filter(([, program]) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
    .map(([name]) => name);
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}

/** A window on the screen. */
export interface RealWindow {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A screen nobody sees and a session bus of its own, with real daemons on it. */
export class RealDesktop {
  readonly busPath: string;
  /** Of whatever is to run on this desktop. */
  readonly env: NodeJS.ProcessEnv;
  readonly #home: string;
  readonly #children: ChildProcess[];
  readonly #bus: BusConnection;
  /** Those of Xfce that have been set. */
  readonly #settings = new Set<string>();
  #daemon: ChildProcess | null = null;
  #xfconf: ChildProcess | null = null;

  private constructor(home: string, env: NodeJS.ProcessEnv, children: ChildProcess[], bus: BusConnection) {
    this.#home = home;
    this.env = env;
    this.busPath = sessionBusPath(env)!;
    this.#children = children;
    this.#bus = bus;
  }

  static async start(): Promise<RealDesktop> {
    const home = mkdtempSync(join(tmpdir(), 'glucoglance-desktop-'));
    const runtime = join(home, 'run');
    mkdirSync(runtime, { mode: 0o700 });
    const config = join(home, 'bus.conf');
    writeFileSync(config, BUS_CONFIG);
    const env: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      LC_ALL: 'C.UTF-8',
      NO_AT_BRIDGE: '1',
      GSETTINGS_BACKEND: 'memory',
    };
    const screen = ['-displayfd', '1', '-fbdir', home, '-screen', '0', '1280x1400x24', '-nolisten', 'tcp'];
    const [xvfb, display] = await begin('Xvfb', screen, env);
    const args = [`--config-file=${config}`, '--nofork', '--print-address=1'];
    const [dbus, address] = await begin('dbus-daemon', args, env);
    env['DISPLAY'] = `:${display}`;
    env['DBUS_SESSION_BUS_ADDRESS'] = address;
    const bus = await BusConnection.open(sessionBusPath(env)!, systemClock, 20_000);
    return new RealDesktop(home, env, [xvfb, dbus], bus);
  }

  async stop(): Promise<void> {
    await this.stopDaemon();
    this.#bus.close();
    for (const child of [this.#xfconf, ...this.#children]) await end(child);
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Starts a daemon, and waits until the bus knows it. */
  async startDaemon(daemon: RealDaemon): Promise<void> {
    if (daemon === 'dunst') {
      this.#daemon = this.#spawn('dunst', []);
    } else {
      if (this.#xfconf === null) {
        this.#xfconf = this.#spawn(programOf(XFCONF, 'xfconfd'), []);
        await this.#until(XFCONF, true);
        // What is closed is gone at once.
        const body = ['xfce4-notifyd', '/do-fadeout', { signature: 'b', value: false }];
        await this.#bus.call({ ...SETTINGS, member: 'SetProperty', signature: 'ssv', body });
      }
      this.#daemon = this.#spawn(programOf(NOTIFICATIONS, 'xfce4-notifyd'), []);
    }
    await this.#until(NOTIFICATIONS, true);
  }

  async stopDaemon(): Promise<void> {
    await end(this.#daemon);
    this.#daemon = null;
    await this.#until(NOTIFICATIONS, false);
  }

  /** The daemon stands still, or goes on. */
  freeze(isFrozen: boolean): void {
    this.#daemon?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Another program shows a notification. @returns its number */
  async showForAnother(title: string, urgent = false): Promise<number> {
    const hints = [['urgency', { signature: 'y', value: urgent ? 2 : 1 }]];
    const body = ['other', 0, '', title, 'from another program', [], hints, 0];
    const answer = await this.#bus.call({ ...DAEMON, member: 'Notify', signature: 'susssasa{sv}i', body });
    return answer.body[0] as number;
  }

  async closeForAnother(id: number): Promise<void> {
    await this.#bus.call({ ...DAEMON, member: 'CloseNotification', signature: 'u', body: [id] });
  }

  /** What dunst says of itself, in its own interface; or has it do something. */
  dunst(...words: readonly string[]): string {
    return this.run('dunstctl', words);
  }

  /** Has Xfce's settings say something else of notifications. */
  async setXfconf(property: string, value: Value, signature: string): Promise<void> {
    const body = ['xfce4-notifyd', property, { signature, value }];
    this.#settings.add(property);
    await this.#bus.call({ ...SETTINGS, member: 'SetProperty', signature: 'ssv', body });
  }

  /** All of them are again as they come. */
  async resetXfconf(): Promise<void> {
    for (const property of this.#settings) {
      const body = ['xfce4-notifyd', property, false];
      await this.#bus.call({ ...SETTINGS, member: 'ResetProperty', signature: 'ssb', body });
    }
    this.#settings.clear();
  }

  /** The notifications that are to be seen, from the top. */
  windows(): RealWindow[] {
    const found = this.run('xdotool', ['search', '--onlyvisible', '--name', '.*'], true);
    return found
      .split('\n')
      .filter((id) => id !== '')
      .map((id) => {
        const said = this.run('xdotool', ['getwindowgeometry', '--shell', id], true);
        const of = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(said)?.[1]);
        return { id, x: of('X'), y: of('Y'), width: of('WIDTH'), height: of('HEIGHT') };
      })
      .filter(({ width }) => width > 10 && width < 1280)
      .toSorted((a, b) => a.y - b.y);
  }

  /** What is on the screen, from a column on to the right edge; straight RGBA. */
  screen({ from = 0 }): { pixels: Uint8Array; width: number } {
    // In the form of xwd: numbers of 32 bits, the most significant first; then the colours, then BGRX.
    const file = readFileSync(join(this.#home, 'Xvfb_screen0'));
    const [header, screenWidth, height, stride, colours] = [0, 4, 5, 12, 19].map((at) =>
      file.readUInt32BE(4 * at),
    ) as [number, number, number, number, number];
    const width = screenWidth - from;
    const pixels = new Uint8Array(4 * width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = header + 12 * colours + y * stride + 4 * (from + x);
        pixels.set([file[at + 2]!, file[at + 1]!, file[at]!, 255], 4 * (y * width + x));
      }
    }
    return { pixels, width };
  }

  /** Somebody clicks there. */
  click(x: number, y: number): void {
    this.run('xdotool', ['mousemove', String(x), String(y), 'click', '1']);
  }

  /** @param mayFail an exit code other than 0 is an answer like any other */
  run(program: string, args: readonly string[], mayFail = false): string {
    const { status, stdout, stderr } = spawnSync(program, args, { env: this.env, encoding: 'utf8' });
    if (status !== 0 && !mayFail) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  #spawn(program: string, args: readonly string[]): ChildProcess {
    return spawn(program, args, { env: this.env, stdio: 'ignore' });
  }

  async #until(name: string, isThere: boolean): Promise<void> {
    while ((await this.#bus.hasOwner(name)) !== isThere) await pause(10);
  }
}

/** Starts a program that prints one line once it can be used. @returns the line as well */
async function begin(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<[ChildProcess, string]> {
  const options: SpawnOptions = { env, stdio: ['ignore', 'pipe', 'ignore'] };
  const child = spawn(program, args, options);
  let said = '';
  for await (const bytes of child.stdout as Readable) {
    said += String(bytes);
    if (said.includes('\n')) break;
  }
  return [child, said.trim()];
}

async function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill();
  await ended;
}

/** The file of a program that lies where the bus alone looks for it. */
function programOf(service: string, program: string): string {
  for (const file of [
    `org.xfce.${program}.Notifications.service`,
    `${service}.service`,
    'org.xfce.Xfconf.service',
  ]) {
    const path = join(SERVICES, file);
    const line = existsSync(path) ? /^Exec=(\S+)/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
    if (line?.endsWith(program)) return line;
  }
  throw new Error(`no service file names ${program}`);
}
