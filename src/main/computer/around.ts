import { BusConnection, sessionBusPath, systemBusPath } from '../dbus/connection.ts';
import type { Value } from '../dbus/marshalling.ts';
import { propertyOf, unwrapped } from '../dbus/property.ts';
import type { Clock } from '../time/clock.ts';
import { SECOND } from '../../shared/time.ts';
import { askProgram, type AskProgram } from './ask-program.ts';

/** A bus, or whoever is on it, that has not answered by now does not answer. */
const LIMIT_MS = 2 * SECOND;

/** Whom a system may be asked, and by what. */
export interface Around {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  ask: AskProgram;
  buses: Buses;
  /** Where the kernel of Linux tells of batteries. */
  powerSupplies: string;
}

/** What the services of a Linux desktop tell; null: they do not. Nobody is started for it. */
export interface Buses {
  /** A property of a service of the system. */
  system: (service: SystemService, name: string) => Promise<Value | null>;
  /** A setting of Xfce. */
  xfconf: (channel: string, property: string) => Promise<Value | null>;
  /** Whether somebody has a name on the session bus. */
  isThere: (name: string) => Promise<boolean>;
}

const SERVICES = {
  logind: {
    destination: 'org.freedesktop.login1',
    path: '/org/freedesktop/login1',
    interface: 'org.freedesktop.login1.Manager',
  },
  upower: {
    destination: 'org.freedesktop.UPower',
    path: '/org/freedesktop/UPower',
    interface: 'org.freedesktop.UPower',
  },
  networkManager: {
    destination: 'org.freedesktop.NetworkManager',
    path: '/org/freedesktop/NetworkManager',
    interface: 'org.freedesktop.NetworkManager',
  },
} as const;
export type SystemService = keyof typeof SERVICES;

const XFCONF = { destination: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' };

const NOBODY: Buses = {
  system: () => Promise.resolve(null),
  xfconf: () => Promise.resolve(null),
  isThere: () => Promise.resolve(false),
};

/**
 * What the desktop of a Linux session calls itself, in upper case. A terminal of a program on an older Electron says that
 * it were Unity, and keeps what it was.
 */
export function desktopsIn(env: Around['env']): string[] {
  const names = env['ORIGINAL_XDG_CURRENT_DESKTOP'] ?? env['XDG_CURRENT_DESKTOP'] ?? '';
  return names.toUpperCase().split(':');
}

/** Asks with what this computer has, and lets go of it after. */
export async function around<T>(
  { platform, env, clock }: { platform: NodeJS.Platform; env: Around['env']; clock: Clock },
  act: (around: Around) => Promise<T>,
): Promise<T> {
  const powerSupplies = '/sys/class/power_supply';
  const rest = { platform, env, ask: askProgram, powerSupplies };
  if (platform !== 'linux') return act({ ...rest, buses: NOBODY });
  const open = (path: string | null) =>
    path === null ? Promise.resolve(null) : BusConnection.open(path, clock, LIMIT_MS).catch(() => null);
  const [system, session] = await Promise.all([open(systemBusPath(env)), open(sessionBusPath(env))]);
  try {
    return await act({ ...rest, buses: busesOf(system, session) });
  } finally {
    system?.close();
    session?.close();
  }
}

function busesOf(system: BusConnection | null, session: BusConnection | null): Buses {
  return {
    system: (service, name) =>
      system === null ? Promise.resolve(null) : propertyOf(system, SERVICES[service], name),
    async xfconf(channel, property) {
      const call = { ...XFCONF, member: 'GetProperty', signature: 'ss', body: [channel, property] };
      const answer = await session?.call(call).catch(() => null);
      const value = answer?.body[0];
      return value === undefined ? null : unwrapped(value);
    },
    isThere: async (name) => (await session?.hasOwner(name).catch(() => false)) ?? false,
  };
}
