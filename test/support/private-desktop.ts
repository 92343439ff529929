import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/main/time/clock.ts';
import { BusConnection, sessionBusPath } from '../../src/main/dbus/connection.ts';
import type { Value } from '../../src/main/dbus/marshalling.ts';

/** Whoever would be started for a name says so in one of these. */
const SERVICES = '/usr/share/dbus-1/services';

/** A session bus on which nothing is started by itself. */
const BUS_CONFIG = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

const XFCONF = 'org.xfce.Xfconf';
const SETTINGS = { destination: XFCONF, path: '/org/xfce/Xfconf', interface: XFCONF };

/**
 * Which of these packages of Debian is not installed, in words; null where all are.
 * @param packages with a program of each
 */
export function missingPackages(packages: Readonly<Record<string, string>>): string | null {
  if (process.platform !== 'linux') return 'only Linux has these programs';
  const missing = Object.entries(packages)
    .filter(([, program]) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
    .map(([name]) => name);
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}

/** Packages that every such desktop needs. */
export const DESKTOP_PACKAGES = {
  dbus: 'dbus-daemon',
  xvfb: 'Xvfb',
  xdotool: 'xdotool',
  xfconf: 'xfconf-query',
};

/** What a desktop consists of before anything runs on it. */
interface Base {
  home: string;
  env: NodeJS.ProcessEnv;
  children: ChildProcess[];
  bus: BusConnection;
}

/** A screen nobody sees and a session bus of its own, for real programs of a desktop. */
export class PrivateDesktop {
  readonly busPath: string;
  /** Of whatever is to run on this desktop. */
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  protected readonly bus: BusConnection;
  readonly #children: ChildProcess[];
  #hasXfconf = false;

  protected constructor({ home, env, children, bus }: Base) {
    this.home = home;
    this.env = env;
    this.busPath = sessionBusPath(env)!;
    this.bus = bus;
    this.#children = children;
  }

  protected static async base(size: string): Promise<Base> {
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
    const screen = ['-displayfd', '1', '-fbdir', home, '-screen', '0', `${size}x24`, '-nolisten', 'tcp'];
    const [xvfb, display] = await begin('Xvfb', screen, env);
    const args = [`--config-file=${config}`, '--nofork', '--print-address=1'];
    const [dbus, address] = await begin('dbus-daemon', args, env);
    env['DISPLAY'] = `:${display}`;
    env['DBUS_SESSION_BUS_ADDRESS'] = address;
    const bus = await BusConnection.open(sessionBusPath(env)!, systemClock, 20_000);
    return { home, env, children: [xvfb, dbus], bus };
  }

  async stop(): Promise<void> {
    this.bus.close();
    for (const child of this.#children.toReversed()) await end(child);
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Has Xfce's settings say something else. Starts whoever keeps them. */
  async setXfconf(channel: string, property: string, setting: { signature: string; value: Value }) {
    if (!this.#hasXfconf) {
      this.#hasXfconf = true;
      this.#children.push(this.spawn(programOf(XFCONF, 'xfconfd')));
      await this.until(XFCONF, true);
    }
    const body = [channel, property, setting];
    await this.bus.call({ ...SETTINGS, member: 'SetProperty', signature: 'ssv', body });
  }

  /** It is again as it comes. */
  async resetXfconf(channel: string, property: string): Promise<void> {
    const body = [channel, property, false];
    await this.bus.call({ ...SETTINGS, member: 'ResetProperty', signature: 'ssb', body });
  }

  /** What is on the screen, in a part of it; straight RGBA. */
  screen({ x: left = 0, y: top = 0, width = Infinity, height = Infinity } = {}): ScreenPart {
    // In the form of xwd: numbers of 32 bits, the most significant first; then the colours, then BGRX.
    const file = readFileSync(join(this.home, 'Xvfb_screen0'));
    const [header, wide, high, stride, colours] = [0, 4, 5, 12, 19].map((at) =>
      file.readUInt32BE(4 * at),
    ) as [number, number, number, number, number];
    const columns = Math.min(width, wide - left);
    const rows = Math.min(height, high - top);
    const pixels = new Uint8Array(4 * columns * rows);
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const at = header + 12 * colours + (top + y) * stride + 4 * (left + x);
        pixels.set([file[at + 2]!, file[at + 1]!, file[at]!, 255], 4 * (y * columns + x));
      }
    }
    return { pixels, width: columns };
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

  protected spawn(program: string, args: readonly string[] = []): ChildProcess {
    return spawn(program, args, { env: this.env, stdio: 'ignore' });
  }

  /** Waits until somebody has the name on the bus, or nobody. */
  protected async until(name: string, isThere: boolean): Promise<void> {
    while ((await this.bus.hasOwner(name)) !== isThere) await pause(10);
  }
}

export interface ScreenPart {
  pixels: Uint8Array;
  width: number;
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

/** Ends a program, also one that stands still, and waits until it is gone. */
export async function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill();
  await ended;
}

/** The file of a program that lies where the bus alone looks for it. */
export function programOf(service: string, program: string): string {
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
