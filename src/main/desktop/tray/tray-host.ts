import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { BUS, BusConnection, CallFailed, sessionBusPath } from '../../dbus/connection.ts';
import type { Variant } from '../../dbus/marshalling.ts';
import type { TrayAnswer } from './tray-keeper.ts';

/**
 * Whoever keeps the list of tray icons on Linux has this name on the session bus, and knows whether somebody shows them.
 * GNOME without an extension for it has nobody.
 */
const WATCHER = 'org.kde.StatusNotifierWatcher';
/** A bus that has not answered a question by now says nothing. */
const LIMIT_MS = 2 * SECOND;

export interface TrayQuestion {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
}

/** Whether this desktop shows our icon, which Electron cannot tell; null where nobody says. Starts nobody. */
export async function askTrayHost({ platform, env, clock }: TrayQuestion): Promise<TrayAnswer> {
  if (platform !== 'linux') return null;
  try {
    const path = sessionBusPath(env);
    if (path === null) return null;
    const connection = await BusConnection.open(path, clock, LIMIT_MS);
    return await answerOf(connection).finally(() => connection.close());
  } catch {
    return null;
  }
}

async function answerOf(connection: BusConnection): Promise<TrayAnswer> {
  if (!(await connection.hasOwner(WATCHER))) return 'none';
  const isShown = await property(connection, 'IsStatusNotifierHostRegistered');
  if (typeof isShown !== 'boolean') return null;
  if (!isShown) return 'none';
  const listed = await property(connection, 'RegisteredStatusNotifierItems').catch(withoutAnswer);
  if (!Array.isArray(listed)) return 'host';
  // As the bus counts processes: in a sandbox it sees another number than we do.
  const own = await processOf(connection, connection.name);
  if (own === null) return 'host';
  let isSureOfAll = true;
  for (const item of listed) {
    const process = await processOf(connection, nameIn(String(item)));
    if (process === own) return 'shown';
    isSureOfAll &&= process !== null;
  }
  return isSureOfAll ? 'lost' : 'host';
}

async function property(connection: BusConnection, name: string): Promise<unknown> {
  const { body } = await connection.call({
    destination: WATCHER,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [WATCHER, name],
  });
  return (body[0] as Variant).value;
}

/** Which process has that name on the bus; null where the bus does not say. */
async function processOf(connection: BusConnection, name: string): Promise<number | null> {
  const member = 'GetConnectionUnixProcessID';
  const said = await connection
    .call({ ...BUS, member, signature: 's', body: [name] })
    .then(({ body }) => body[0], withoutAnswer);
  return typeof said === 'number' ? said : null;
}

/** Items are listed as `:1.42/StatusNotifierItem`, with a name of their own before the path, or with `@` between. */
function nameIn(item: string): string {
  return item.split(/[/@]/, 1)[0] ?? '';
}

/** Not everybody keeps a list; whoever says nothing at all ends the question. */
function withoutAnswer(error: unknown): null {
  if (error instanceof CallFailed && !error.timedOut) return null;
  throw error;
}
