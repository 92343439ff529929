import { SECOND } from '../../../shared/time.ts';
import type { BusConnection } from '../../dbus/connection.ts';
import type { Value } from '../../dbus/marshalling.ts';
import { unwrapped } from '../../dbus/property.ts';
import type { LinuxDaemon } from './linux-daemon.ts';

/** Whoever keeps a setting and has not told it by now does not tell it. */
const LIMIT_MS = SECOND;

/** What becomes of a notification: `perhaps` where a setting decides that nobody on the bus tells. */
export type KeptBack = 'no' | 'yes' | 'perhaps';

/** As the program is called in the lists of Xfce. */
const OURS = 'glucoglance';

/**
 * Whether "do not disturb" keeps a notification from the screen. A daemon takes one all the same and says nothing, so the
 * daemon, or whoever keeps the desktop's settings, is asked; nobody is started for it, and no word is none.
 */
export async function keptBack(
  connection: BusConnection,
  daemon: LinuxDaemon,
  urgent: boolean,
): Promise<KeptBack> {
  const ask = questions(connection, daemon);
  // Of the specification, for whoever says so; KDE's.
  if (daemon.can('inhibitions')) {
    // By itself KDE shows critical ones all the same, but a switch ends that.
    if (await ask.property('org.freedesktop.Notifications', 'Inhibited')) return urgent ? 'perhaps' : 'yes';
    return 'no';
  }
  switch (daemon.name) {
    case 'dunst':
      return yesIf((await ask.property('org.dunstproject.cmd0', 'paused')) === true);
    case 'gnome-shell':
      return yesIf(
        !urgent && (await ask.portal('org.gnome.desktop.notifications', 'show-banners')) === false,
      );
    case 'xfce notify daemon':
      return yesIf(await xfceKeepsBack(ask.xfconf, urgent));
    default:
      return 'no';
  }
}

/** Xfce shows critical ones in spite of both switches, save for programs whose critical ones the user has made normal. */
async function xfceKeepsBack(
  xfconf: (property: string) => Promise<Value | null>,
  urgent: boolean,
): Promise<boolean> {
  const [quiet, muted, demoted] = await Promise.all([
    xfconf('/do-not-disturb'),
    xfconf('/applications/muted_applications'),
    xfconf('/applications/denied-critical-notifications'),
  ]);
  return (quiet === true || isOnList(muted)) && (!urgent || isOnList(demoted));
}

function isOnList(list: Value | null): boolean {
  if (!Array.isArray(list)) return false;
  const names = list.map((one: Value) => unwrapped(one));
  return names.some((name) => typeof name === 'string' && name.toLowerCase() === OURS);
}

function yesIf(holds: boolean): KeptBack {
  return holds ? 'yes' : 'no';
}

/** Each gives the value of one setting; null: it is not set, or nobody tells. */
function questions(connection: BusConnection, daemon: LinuxDaemon) {
  const read = async (answer: Promise<{ body: readonly Value[] }>): Promise<Value | null> => {
    try {
      const [value] = (await answer).body;
      return value === undefined ? null : unwrapped(value);
    } catch {
      // No word of it, as said above.
      return null;
    }
  };
  const setting = (
    destination: string,
    path: string,
    member: string,
    body: readonly string[],
    of = destination,
  ) => read(connection.call({ destination, path, interface: of, member, signature: 'ss', body }, LIMIT_MS));
  return {
    property: (of: string, name: string) =>
      read(
        daemon.ask(
          { interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', body: [of, name] },
          LIMIT_MS,
        ),
      ),
    xfconf: (property: string) =>
      setting('org.xfce.Xfconf', '/org/xfce/Xfconf', 'GetProperty', ['xfce4-notifyd', property]),
    async portal(namespace: string, key: string) {
      const of = (member: string) =>
        setting(
          'org.freedesktop.portal.Desktop',
          '/org/freedesktop/portal/desktop',
          member,
          [namespace, key],
          'org.freedesktop.portal.Settings',
        );
      // Portals before 2023 know `Read` alone.
      return (await of('ReadOne')) ?? (await of('Read'));
    },
  };
}
