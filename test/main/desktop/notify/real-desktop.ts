import type { ChildProcess } from 'node:child_process';
import type { Value } from '../../../../src/main/dbus/marshalling.ts';
import {
  DESKTOP_PACKAGES,
  end,
  missingPackages,
  PrivateDesktop,
  programOf,
} from '../../../support/private-desktop.ts';

export const REAL_DAEMONS = ['dunst', 'xfce4-notifyd'] as const;
export type RealDaemon = (typeof REAL_DAEMONS)[number];

const NOTIFICATIONS = 'org.freedesktop.Notifications';
const DAEMON = {
  destination: NOTIFICATIONS,
  path: '/org/freedesktop/Notifications',
  interface: NOTIFICATIONS,
};
/** Of Xfce's settings. */
const CHANNEL = 'xfce4-notifyd';

/** Why no real daemon can be tried on this machine, in words; null where all can. */
export function daemonsMissing(): string | null {
  return missingPackages({ ...DESKTOP_PACKAGES, dunst: 'dunst', 'xfce4-notifyd': 'xfce4-notifyd-config' });
}

/** A window on the screen. */
export interface RealWindow {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A desktop of its own with real notification daemons on it. */
export class RealDesktop extends PrivateDesktop {
  /** Those of Xfce that have been set. */
  readonly #settings = new Set<string>();
  #daemon: ChildProcess | null = null;

  static async start(): Promise<RealDesktop> {
    return new RealDesktop(await PrivateDesktop.base('1280x1400'));
  }

  override async stop(): Promise<void> {
    await this.stopDaemon();
    await super.stop();
  }

  /** Starts a daemon, and waits until the bus knows it. */
  async startDaemon(daemon: RealDaemon): Promise<void> {
    if (daemon === 'dunst') {
      this.#daemon = this.spawn('dunst');
    } else {
      // What is closed is gone at once.
      await this.setXfconf(CHANNEL, '/do-fadeout', { signature: 'b', value: false });
      this.#daemon = this.spawn(programOf(NOTIFICATIONS, 'xfce4-notifyd'));
    }
    await this.until(NOTIFICATIONS, true);
  }

  async stopDaemon(): Promise<void> {
    await end(this.#daemon);
    this.#daemon = null;
    await this.until(NOTIFICATIONS, false);
  }

  /** The daemon stands still, or goes on. */
  freeze(isFrozen: boolean): void {
    this.#daemon?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Another program shows a notification. @returns its number */
  async showForAnother(title: string, urgent = false): Promise<number> {
    const hints = [['urgency', { signature: 'y', value: urgent ? 2 : 1 }]];
    const body = ['other', 0, '', title, 'from another program', [], hints, 0];
    const answer = await this.bus.call({ ...DAEMON, member: 'Notify', signature: 'susssasa{sv}i', body });
    return answer.body[0] as number;
  }

  async closeForAnother(id: number): Promise<void> {
    await this.bus.call({ ...DAEMON, member: 'CloseNotification', signature: 'u', body: [id] });
  }

  /** What dunst says of itself, in its own interface; or has it do something. */
  dunst(...words: readonly string[]): string {
    return this.run('dunstctl', words);
  }

  /** Has Xfce's settings say something else of notifications, until `resetSettings`. */
  async set(property: string, value: Value, signature: string): Promise<void> {
    this.#settings.add(property);
    await this.setXfconf(CHANNEL, property, { signature, value });
  }

  /** All of them are again as they come. */
  async resetSettings(): Promise<void> {
    for (const property of this.#settings) await this.resetXfconf(CHANNEL, property);
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
}
