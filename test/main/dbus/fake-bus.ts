import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Value, Variant } from '../../../src/main/dbus/marshalling.ts';
import { decode, encode, type Message } from '../../../src/main/dbus/message.ts';

/** What a notification daemon was asked to show. */
export interface SeenNotification {
  id: number;
  replaces: number;
  title: string;
  body: string;
  actions: string[];
  hints: Record<string, Value>;
  expires: number;
  closed: boolean;
  /** ms UTC */
  at: number;
}

const TRAY = 'org.kde.StatusNotifierWatcher';

/** A session bus with a notification daemon and a tray on it, as far as a client of notifications can tell. */
export class FakeBus {
  readonly path: string;
  readonly seen: SeenNotification[] = [];
  /** Method calls, by member, in order. */
  readonly asked: string[] = [];
  hasDaemon = true;
  hasTray = true;
  /** Whether somebody shows what the tray has. */
  hasTrayHost: Value = true;
  /** What the tray has, as it lists it; null: it keeps no list. */
  trayItems: string[] | null = null;
  /** Processes by their names on the bus; `:1.1` is whoever asks. */
  processes: Record<string, number> = {};
  /** Members that are never answered. */
  mute: string[] = [];
  capabilities = ['body', 'body-markup', 'actions'];
  /** What the daemon calls itself, and its own name on the bus. */
  daemonName = 'test';
  owner = ':1.9';
  /** Nobody is told of another owner. */
  silent = false;
  /** Values of settings, by the method and all that it is asked with. */
  readonly settings = new Map<string, Variant>();
  /** A button that is pressed in the same moment in which a notification comes. */
  clickAtOnce: string | null = null;
  /** Keeps the answer to `Notify` back; calling what is in here gives it. */
  keepBack: (() => void)[] | null = null;
  readonly #folder = mkdtempSync(join(tmpdir(), 'glucoglance-bus-'));
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#serve(socket));
  #serial = 0;
  /** How many notifications there were when the daemon started. */
  #started = 0;

  private constructor() {
    this.path = join(this.#folder, 'bus');
  }

  static async start(): Promise<FakeBus> {
    const bus = new FakeBus();
    bus.#server.listen(bus.path);
    await once(bus.#server, 'listening');
    return bus;
  }

  async stop(): Promise<void> {
    this.disconnect();
    this.#server.close();
    await once(this.#server, 'close');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Ends every connection, as a bus that is started anew does. */
  disconnect(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Hangs, with its connections open. */
  stopReading(): void {
    for (const socket of this.#sockets) socket.pause();
  }

  get connections(): number {
    return this.#sockets.size;
  }

  get open(): SeenNotification[] {
    return this.seen.filter(({ closed }) => !closed);
  }

  /** The person clicks a button of a notification, or with `default` on itself. */
  click(id: number, action: string, sender = this.owner): void {
    this.#signal('ActionInvoked', 'us', [id, action], sender);
  }

  /** It goes away; 2: the person pushed it aside. */
  dismiss(id: number, reason = 2): void {
    for (const one of this.seen) if (one.id === id) one.closed = true;
    this.#signal('NotificationClosed', 'uu', [id, reason], this.owner);
  }

  /** Another program shows a notification. @returns its number */
  showForAnother(title: string): number {
    return this.#show(['other', 0, '', title, '', [], [], -1]);
  }

  /** Another daemon takes the place of the one that is there; its numbers start over, and it has nothing of ours. */
  restartDaemon(owner = `${this.owner}1`): void {
    const before = this.owner;
    this.owner = owner;
    for (const one of this.seen) one.closed = true;
    this.#started = this.seen.length;
    if (this.silent) return;
    const body = ['org.freedesktop.Notifications', before, this.owner];
    this.#signal('NameOwnerChanged', 'sss', body, 'org.freedesktop.DBus', 'org.freedesktop.DBus');
  }

  #signal(
    member: string,
    signature: string,
    body: Value[],
    sender: string,
    of = 'org.freedesktop.Notifications',
  ): void {
    const message: Message = {
      type: 'signal',
      serial: ++this.#serial,
      path: '/org/freedesktop/Notifications',
      interface: of,
      member,
      sender,
      signature,
      body,
    };
    for (const socket of this.#sockets) socket.write(encode(message));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {});
    let received = Buffer.alloc(0);
    let isReady = false;
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      while (!isReady && received.includes('\r\n')) {
        const end = received.indexOf('\r\n');
        const line = received.toString('latin1', 0, end);
        received = received.subarray(end + 2);
        isReady = line === 'BEGIN';
        if (/^\0?AUTH EXTERNAL [0-9a-f]+$/.test(line)) socket.write('OK 1234deadbeef\r\n');
        else if (!isReady) socket.write(line.includes('AUTH') ? 'REJECTED EXTERNAL\r\n' : 'ERROR\r\n');
      }
      if (!isReady) return;
      for (let next = decode(received); next; next = decode(received)) {
        received = received.subarray(next.length);
        this.#answer(socket, next.message);
      }
    });
  }

  #answer(socket: Socket, call: Message): void {
    const member = call.member ?? '';
    this.asked.push(member);
    if (this.mute.includes(member)) return;
    const serial = ++this.#serial;
    const reply =
      call.destination?.startsWith(':') && call.destination !== this.owner ? null : this.#reply(call);
    if (reply === null) {
      const errorName = 'org.freedesktop.DBus.Error.ServiceUnknown';
      socket.write(
        encode({ type: 'error', serial, replySerial: call.serial, errorName, signature: '', body: [] }),
      );
      return;
    }
    const [signature, body] = reply;
    const sender = call.destination === 'org.freedesktop.DBus' ? 'org.freedesktop.DBus' : this.owner;
    const answer = encode({ type: 'reply', serial, replySerial: call.serial, sender, signature, body });
    if (member === 'Notify' && this.keepBack) {
      this.keepBack.push(() => socket.write(answer));
      return;
    }
    socket.cork();
    socket.write(answer);
    if (member === 'Notify' && this.clickAtOnce !== null) this.click(body[0] as number, this.clickAtOnce);
    socket.uncork();
  }

  #reply({ member = '', body }: Message): [string, Value[]] | null {
    const setting = this.settings.get([member, ...body.map(String)].join(' '));
    if (setting) return ['v', [setting]];
    switch (member) {
      case 'Hello':
        return ['s', [':1.1']];
      case 'NameHasOwner':
        return ['b', [body[0] === TRAY ? this.hasTray : this.hasDaemon]];
      case 'Get':
        if (body[0] !== TRAY) return null;
        if (body[1] === 'RegisteredStatusNotifierItems')
          return this.trayItems && ['v', [{ signature: 'as', value: this.trayItems }]];
        if (body[1] !== 'IsStatusNotifierHostRegistered') return null;
        return [
          'v',
          [{ signature: typeof this.hasTrayHost === 'boolean' ? 'b' : 's', value: this.hasTrayHost }],
        ];
      case 'GetNameOwner':
        return this.hasDaemon ? ['s', [this.owner]] : null;
      case 'GetServerInformation':
        return ['ssss', [this.daemonName, 'vendor', '1', '1.2']];
      case 'GetConnectionUnixProcessID': {
        const process = this.processes[body[0] as string];
        return process === undefined ? null : ['u', [process]];
      }
      case 'GetCapabilities':
        return ['as', [this.capabilities]];
      case 'Notify':
        return ['u', [this.#show(body)]];
      case 'AddMatch':
        return ['', []];
      case 'CloseNotification':
        this.dismiss(body[0] as number, 3);
        return ['', []];
      default:
        return null;
    }
  }

  #show(body: readonly Value[]): number {
    const [, replaces, , title, text, actions, hints, expires] = body;
    for (const one of this.seen) if (one.id === replaces) one.closed = true;
    const id = (replaces as number) || this.seen.length - this.#started + 1;
    this.seen.push({
      id,
      replaces: replaces as number,
      title: title as string,
      body: text as string,
      actions: actions as string[],
      hints: Object.fromEntries((hints as [string, Variant][]).map(([key, { value }]) => [key, value])),
      expires: expires as number,
      closed: false,
      at: Date.now(),
    });
    return id;
  }
}
