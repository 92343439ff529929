import type { Delivery } from '../../../shared/alarms/journal-entry.ts';
import type { Clock } from '../../clock.ts';
import { BUS, BusConnection, CallFailed } from './dbus/connection.ts';
import type { Message } from './dbus/message.ts';
import type { Answer, NotificationRequest, SystemNotifications } from './system-notifications.ts';

const NOTIFICATIONS = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;

/** A bus or a daemon that has not answered a question by now is not there. */
const LIMIT_MS = 2000;
/** What became of a notification is told by then, however many questions it takes. */
const OUTCOME_MS = 4000;

/** Its word about one notification is taken for so long, even though nobody waits for it any more. */
const LATE_MS = 60_000;

/** Of the Desktop Notifications Specification: urgency, how long to stay, why one was closed. */
const URGENCY = { normal: 1, critical: 2 };
const STAYS = { asUsual: -1, untilClosed: 0 };
const DISMISSED_BY_PERSON = 2;

/** What the daemon has of ours. */
interface Shown {
  /** null: not answered yet. */
  id: number | null;
  /** The daemon's own name on the bus: only it may speak about the notification. */
  sender: string | null;
  isClosed: boolean;
  onAnswer: (answer: Answer) => void;
}

export interface LinuxOptions {
  /** Where the session bus listens; null: there is none. */
  busPath: string | null;
  clock: Clock;
}

/**
 * Notifications over a connection of our own to the session bus. libnotify is not used: its call waits with the main
 * thread, for minutes where no daemon is there. A daemon is asked only when it is there already; none is started.
 */
export class LinuxNotifications implements SystemNotifications {
  readonly means = 'org.freedesktop.Notifications';
  readonly #options: LinuxOptions;
  readonly #shown = new Map<string, Shown>();
  #connecting: Promise<BusConnection> | null = null;

  constructor(options: LinuxOptions) {
    this.#options = options;
  }

  async available(): Promise<boolean> {
    try {
      return await (await this.#connection()).hasOwner(NOTIFICATIONS.destination);
    } catch {
      return false;
    }
  }

  show(request: NotificationRequest, onAnswer: (answer: Answer) => void): Promise<Delivery> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(OUTCOME_MS, () => resolve('unknown'));
      void this.#show(request, onAnswer).then((outcome) => {
        cancel();
        resolve(outcome);
      });
    });
  }

  close(key: string): void {
    const shown = this.#shown.get(key);
    if (!shown) return;
    this.#shown.delete(key);
    shown.isClosed = true;
    const { id } = shown;
    if (id !== null)
      void this.#connection().then(
        (connection) => closeAt(connection, id),
        () => {},
      );
  }

  async #show(request: NotificationRequest, onAnswer: (answer: Answer) => void): Promise<Delivery> {
    const before = this.#shown.get(request.key);
    const shown: Shown = { id: null, sender: null, isClosed: false, onAnswer };
    this.#shown.set(request.key, shown);
    try {
      const connection = await this.#connection();
      if (!(await connection.hasOwner(NOTIFICATIONS.destination))) throw new CallFailed('no daemon');
      const withButtons = await takesButtons(connection);
      const { body, sender } = await notify(connection, request, before?.id ?? 0, withButtons);
      shown.id = body[0] as number;
      shown.sender = sender ?? null;
      if (shown.isClosed) closeAt(connection, shown.id);
      return 'shown';
    } catch (error) {
      return error instanceof CallFailed && error.timedOut ? 'unknown' : 'failed';
    }
  }

  /** The one connection; a new one where there is none, or none any more. */
  #connection(): Promise<BusConnection> {
    const { busPath, clock } = this.#options;
    if (busPath === null) return Promise.reject(new CallFailed('there is no session bus'));
    this.#connecting ??= this.#connect(busPath, clock);
    return this.#connecting;
  }

  async #connect(busPath: string, clock: Clock): Promise<BusConnection> {
    const forget = (): void => {
      this.#connecting = null;
    };
    try {
      const connection = await BusConnection.open(busPath, clock, LIMIT_MS);
      connection.onClosed = forget;
      connection.onSignal = (message) => {
        // After what is waiting for a reply that came just before has learnt of it.
        if (message.interface === NOTIFICATIONS.interface) setImmediate(() => this.#hear(message));
      };
      const rule = `type='signal',interface='${NOTIFICATIONS.interface}'`;
      await connection.call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] });
      return connection;
    } catch (error) {
      forget();
      throw error;
    }
  }

  #hear({ sender, member, body: [id, said] }: Message): void {
    const found = [...this.#shown].find(([, one]) => one.id === id && one.sender === sender);
    if (!found) return;
    const [key, { onAnswer }] = found;
    if (member === 'ActionInvoked') onAnswer(said === 'default' ? 'open' : (said as Answer));
    if (member !== 'NotificationClosed') return;
    this.#shown.delete(key);
    if (said === DISMISSED_BY_PERSON) onAnswer('dismissed');
  }
}

/** Some old daemons make a dialog of a notification with buttons; those do not say that they take them. */
async function takesButtons(connection: BusConnection): Promise<boolean> {
  const { body } = await connection.call({ ...NOTIFICATIONS, member: 'GetCapabilities' });
  return Array.isArray(body[0]) && body[0].includes('actions');
}

function notify(
  connection: BusConnection,
  { title, body, urgent, silent, buttons }: NotificationRequest,
  replaces: number,
  withButtons: boolean,
): Promise<Message> {
  const actions = ['default', '', ...buttons.flatMap(({ answer, label }) => [answer, label])];
  const hints = [
    ['urgency', { signature: 'y', value: urgent ? URGENCY.critical : URGENCY.normal }],
    ['suppress-sound', { signature: 'b', value: silent }],
    ['desktop-entry', { signature: 's', value: 'glucoglance' }],
  ] as const;
  const call = {
    ...NOTIFICATIONS,
    member: 'Notify',
    signature: 'susssasa{sv}i',
    body: [
      'Glucoglance',
      replaces,
      'glucoglance',
      title,
      escapeMarkup(body),
      withButtons ? actions : [],
      hints,
      urgent ? STAYS.untilClosed : STAYS.asUsual,
    ],
  };
  return connection.call(call, LATE_MS);
}

function closeAt(connection: BusConnection, id: number): void {
  const call = { ...NOTIFICATIONS, member: 'CloseNotification', signature: 'u', body: [id] };
  connection.call(call).catch(() => {});
}

/** A body may hold markup; a title may not. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
