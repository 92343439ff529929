import type { Around } from '../../../src/main/computer/around.ts';
import type { Value } from '../../../src/main/dbus/marshalling.ts';

/** What a system of a test's own tells; the rest it does not. */
export interface Told {
  gsettings?: string;
  logind?: Readonly<Record<string, Value>>;
  upower?: Readonly<Record<string, Value>>;
  networkManager?: Readonly<Record<string, Value>>;
  /** By channel and property. */
  xfconf?: Readonly<Record<string, Value>>;
  /** Names that somebody has on the session bus. */
  names?: readonly string[];
}

/** A Linux that tells what a test says, by the port through which programs and buses are asked. */
export function telling(told: Told): Around {
  return {
    platform: 'linux',
    env: {},
    ask: ([program]) => Promise.resolve((program === 'gsettings' && told.gsettings) || null),
    powerSupplies: '/nowhere',
    buses: {
      system: (service, name) => Promise.resolve(told[service]?.[name] ?? null),
      xfconf: (channel, property) => Promise.resolve(told.xfconf?.[`${channel} ${property}`] ?? null),
      isThere: (name) => Promise.resolve(told.names?.includes(name) ?? false),
    },
  };
}
