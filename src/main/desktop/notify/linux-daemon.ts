import { say } from '../../../shared/messages/say.ts';
import { MINUTE } from '../../../shared/time.ts';
import { BUS, CallFailed, type BusConnection, type Call } from '../../dbus/connection.ts';
import type { Value } from '../../dbus/marshalling.ts';
import type { Message } from '../../dbus/message.ts';
import type { NotificationRequest } from './system-notifications.ts';

export const NOTIFICATIONS = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

/** Its word about one notification is taken for so long, even though nobody waits for it any more. */
const LATE_MS = MINUTE;

/** Of the Desktop Notifications Specification: urgency, how long to stay. */
const URGENCY = { normal: 1, critical: 2 };
const PICTURE_PX = 64;
const STAYS = { asUsual: -1, untilClosed: 0 };

/** Who shows the notifications of this session, as far as the bus knows. Rejects with `CallFailed` where nobody does. */
export async function ownerOfNotifications(connection: BusConnection): Promise<string> {
  const { body } = await connection.call({
    ...BUS,
    member: 'GetNameOwner',
    signature: 's',
    body: [NOTIFICATIONS],
  });
  const [owner] = body;
  if (typeof owner !== 'string') throw new CallFailed('the bus names no owner');
  return owner;
}

/**
 * One program that shows notifications. It is addressed by the name the bus gave it, which nobody else ever has: what is
 * meant for it can never reach another one that came after it, whose notifications have the same numbers.
 */
export class LinuxDaemon {
  readonly owner: string;
  /** What it calls itself, in lower case. */
  readonly name: string;
  readonly #connection: BusConnection;
  readonly #capabilities: readonly unknown[];

  private constructor(
    connection: BusConnection,
    owner: string,
    name: string,
    capabilities: readonly unknown[],
  ) {
    this.#connection = connection;
    this.owner = owner;
    this.name = name;
    this.#capabilities = capabilities;
  }

  /** Asks it who it is and what it can do, which is a proof of life as well. */
  static async meet(connection: BusConnection, owner: string): Promise<LinuxDaemon> {
    const to = { destination: owner, path: PATH, interface: NOTIFICATIONS };
    const [information, capabilities] = await Promise.all([
      connection.call({ ...to, member: 'GetServerInformation' }),
      connection.call({ ...to, member: 'GetCapabilities' }),
    ]);
    const [name] = information.body;
    const [can] = capabilities.body;
    return new LinuxDaemon(
      connection,
      owner,
      typeof name === 'string' ? name.toLowerCase() : '',
      Array.isArray(can) ? can : [],
    );
  }

  can(capability: string): boolean {
    return this.#capabilities.includes(capability);
  }

  /** @param replaces the number of one of ours; 0: of none */
  notify(request: NotificationRequest, replaces: number): Promise<Message> {
    const { title, body, urgent, silent, picture, buttons } = request;
    const actions = [
      'default',
      say('notification.open'),
      ...buttons.flatMap(({ answer, label }) => [answer, label]),
    ];
    const hints = [
      ['urgency', { signature: 'y', value: urgent ? URGENCY.critical : URGENCY.normal }],
      ['suppress-sound', { signature: 'b', value: silent }],
      ['desktop-entry', { signature: 's', value: 'glucoglance' }],
      ['image-data', { signature: '(iiibiiay)', value: imageData(picture(PICTURE_PX)) }],
    ] as const;
    const said = [
      'Glucoglance',
      replaces,
      'glucoglance',
      title,
      unmarked(body, this.can('body-markup') ? ESCAPED : ALIKE),
      // Some old daemons make a dialog of a notification with buttons; those do not say that they take them.
      this.can('actions') ? actions : [],
      hints,
      urgent ? STAYS.untilClosed : STAYS.asUsual,
    ];
    return this.ask({ member: 'Notify', signature: 'susssasa{sv}i', body: said }, LATE_MS);
  }

  close(id: number): void {
    this.ask({ member: 'CloseNotification', signature: 'u', body: [id] }).catch(() => {});
  }

  /** Asks this program and nobody else. */
  ask(
    question: Pick<Call, 'member' | 'signature' | 'body'> & Partial<Call>,
    limitMs?: number,
  ): Promise<Message> {
    const call = { path: PATH, interface: NOTIFICATIONS, ...question, destination: this.owner };
    return this.#connection.call(call, limitMs);
  }
}

/** Width, height, bytes in a row, whether there is alpha, bits of a channel, channels, and the pixels. */
function imageData({ size, pixels }: ReturnType<NotificationRequest['picture']>): Value {
  return [size, size, 4 * size, true, 8, 4, [...pixels]];
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Of daemons that do not say that they read markup some do all the same: for them it is what no one takes for markup. */
const ALIKE: Readonly<Record<string, string>> = { '&': '＆', '<': '‹', '>': '›' };

/** A body may hold markup, a title may not: nothing in our texts is any. */
function unmarked(text: string, by: Readonly<Record<string, string>>): string {
  return text.replaceAll(/[&<>]/g, (mark) => by[mark]!);
}
