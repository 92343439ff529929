import type { Delivery } from '../../../shared/alarms/journal-entry.ts';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { BUS, BusConnection, CallFailed } from '../../dbus/connection.ts';
import type { Message } from '../../dbus/message.ts';
import { keptBack, type KeptBack } from './do-not-disturb.ts';
import { LinuxDaemon, NOTIFICATIONS, ownerOfNotifications } from './linux-daemon.ts';
import type {
  Answer,
  NotificationRequest,
  NotificationState,
  SystemNotifications,
} from './system-notifications.ts';

/** A bus or a daemon that has not answered a question by now does not answer. */
const LIMIT_MS = 2 * SECOND;
/** What became of a notification is told by then, however many questions it takes. */
const OUTCOME_MS = 2 * SECOND;

/** Of the Desktop Notifications Specification: why one was closed. */
const DISMISSED_BY_PERSON = 2;

const OUTCOMES: Readonly<Record<KeptBack, Delivery>> = { no: 'shown', yes: 'failed', perhaps: 'unknown' };

/** What a daemon has of ours. */
interface Shown {
  /** null: not answered yet. */
  id: number | null;
  /** Who has it: only that one may speak about it, or be spoken to. null: nobody yet. */
  daemon: LinuxDaemon | null;
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
  readonly means = NOTIFICATIONS;
  readonly #options: LinuxOptions;
  readonly #shown = new Map<string, Shown>();
  #connecting: Promise<BusConnection> | null = null;
  /** Whoever shows them, where we have met already. */
  #daemon: LinuxDaemon | null = null;

  constructor(options: LinuxOptions) {
    this.#options = options;
  }

  async state(): Promise<NotificationState> {
    try {
      const connection = await this.#connection();
      this.#daemon = await LinuxDaemon.meet(connection, await ownerOfNotifications(connection));
      return (await keptBack(connection, this.#daemon, false)) === 'no' ? 'ready' : 'paused';
    } catch (error) {
      return timedOut(error) ? 'hanging' : 'absent';
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
    if (shown.id !== null) shown.daemon?.close(shown.id);
  }

  async #show(request: NotificationRequest, onAnswer: (answer: Answer) => void): Promise<Delivery> {
    const before = this.#shown.get(request.key);
    const shown: Shown = { id: null, daemon: null, isClosed: false, onAnswer };
    this.#shown.set(request.key, shown);
    // Whose number is not known yet cannot be replaced: it goes once it is.
    if (before?.id === null) before.isClosed = true;
    try {
      const connection = await this.#connection();
      const daemon = await this.#met(connection);
      const replaces = before?.daemon?.owner === daemon.owner ? before.id : null;
      const kept = keptBack(connection, daemon, request.urgent);
      const { body } = await daemon.notify(request, replaces ?? 0);
      shown.id = body[0] as number;
      shown.daemon = daemon;
      if (shown.isClosed) daemon.close(shown.id);
      return OUTCOMES[await kept];
    } catch (error) {
      return timedOut(error) ? 'unknown' : 'failed';
    }
  }

  /** Who shows them now; one that came after another is met first. */
  async #met(connection: BusConnection): Promise<LinuxDaemon> {
    const owner = await ownerOfNotifications(connection);
    if (this.#daemon?.owner !== owner) this.#daemon = await LinuxDaemon.meet(connection, owner);
    return this.#daemon;
  }

  /** What its notifications were is gone with a daemon: the numbers of the next one mean others. */
  #forget(): void {
    this.#daemon = null;
    for (const [key, { daemon }] of this.#shown) if (daemon !== null) this.#shown.delete(key);
  }

  /** The one connection; a new one where there is none, or none any more. */
  #connection(): Promise<BusConnection> {
    const { busPath, clock } = this.#options;
    if (busPath === null) return Promise.reject(new CallFailed('there is no session bus'));
    this.#connecting ??= this.#connect(busPath, clock);
    return this.#connecting;
  }

  async #connect(busPath: string, clock: Clock): Promise<BusConnection> {
    const lose = (): void => {
      this.#connecting = null;
      this.#forget();
    };
    try {
      const connection = await BusConnection.open(busPath, clock, LIMIT_MS);
      connection.onClosed = lose;
      connection.onSignal = (message) => {
        // After what is waiting for a reply that came just before has learnt of it.
        if (message.interface === NOTIFICATIONS) setImmediate(() => this.#hear(message));
        if (message.member === 'NameOwnerChanged' && message.sender === BUS.destination) this.#forget();
      };
      for (const rule of [
        `type='signal',interface='${NOTIFICATIONS}'`,
        `type='signal',sender='${BUS.destination}',member='NameOwnerChanged',arg0='${NOTIFICATIONS}'`,
      ])
        await connection.call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] });
      return connection;
    } catch (error) {
      lose();
      throw error;
    }
  }

  #hear({ sender, member, body: [id, said] }: Message): void {
    const found = [...this.#shown].find(([, one]) => one.id === id && one.daemon?.owner === sender);
    if (!found) return;
    const [key, { onAnswer }] = found;
    if (member === 'ActionInvoked') onAnswer(said === 'default' ? 'open' : (said as Answer));
    if (member !== 'NotificationClosed') return;
    this.#shown.delete(key);
    if (said === DISMISSED_BY_PERSON) onAnswer('dismissed');
  }
}

function timedOut(error: unknown): boolean {
  return error instanceof CallFailed && error.timedOut;
}
