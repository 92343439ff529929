import type { Clock } from '../../clock.ts';
import { BusConnection, sessionBusPath } from '../notify/dbus/connection.ts';
import type { Variant } from '../notify/dbus/marshalling.ts';

/**
 * Whoever keeps the list of tray icons on Linux has this name on the session bus, and knows whether somebody shows them.
 * GNOME without an extension for it has nobody.
 */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const IS_SHOWN = {
  destination: WATCHER,
  path: '/StatusNotifierWatcher',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  signature: 'ss',
  body: [WATCHER, 'IsStatusNotifierHostRegistered'],
};
/** A bus that has not answered a question by now says nothing. */
const LIMIT_MS = 2000;
/** How often a desktop is asked that may still be starting, and for how long. */
const ASK_EVERY_MS = 2000;
const ASK_UP_TO_MS = 60_000;

export interface TrayQuestion {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
}

/** Whether this desktop shows tray icons, which Electron cannot tell; null where nobody says. Starts nobody. */
export async function hasTray({ platform, env, clock }: TrayQuestion): Promise<boolean | null> {
  if (platform !== 'linux') return null;
  try {
    const path = sessionBusPath(env);
    if (path === null) return null;
    const connection = await BusConnection.open(path, clock, LIMIT_MS);
    return await isShown(connection).finally(() => connection.close());
  } catch {
    return null;
  }
}

async function isShown(connection: BusConnection): Promise<boolean | null> {
  if (!(await connection.hasOwner(WATCHER))) return false;
  const { body } = await connection.call(IS_SHOWN);
  const { value } = body[0] as Variant;
  return typeof value === 'boolean' ? value : null;
}

/**
 * Calls back once the desktop shows tray icons, and at once where nobody says whether. Chromium asks as an icon is made
 * and never again: one made at log-in, before the panel is there, would not be seen all day.
 *
 * @param ask as `hasTray` does
 */
export function onceTrayIsThere(
  clock: Clock,
  ask: () => Promise<boolean | null>,
  callback: () => void,
): void {
  const last = clock.monotonic() + ASK_UP_TO_MS;
  const look = () =>
    void ask().then((has) => {
      // A panel that shows icons in the older way is not on the bus.
      if (has !== false || clock.monotonic() >= last) callback();
      else clock.after(ASK_EVERY_MS, look);
    });
  look();
}
