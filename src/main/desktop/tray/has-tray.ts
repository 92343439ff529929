import type { Clock } from '../../clock.ts';
import { BusConnection, sessionBusPath } from '../notify/dbus/connection.ts';

/** Whoever shows tray icons on Linux has this name on the session bus. GNOME without an extension for it has nobody. */
const TRAY = 'org.kde.StatusNotifierWatcher';
/** A bus that has not answered a question by now says nothing. */
const LIMIT_MS = 2000;

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
    return await connection.hasOwner(TRAY).finally(() => connection.close());
  } catch {
    return null;
  }
}
