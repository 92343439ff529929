import { connect, type Socket } from 'node:net';
import type { Clock } from '../time/clock.ts';
import type { Value } from './marshalling.ts';
import { decode, encode, type Message } from './message.ts';

/** Whom to ask and what. */
export interface Call {
  destination: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  body?: readonly Value[];
}

export const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/** How a call that was not answered well ended. */
export class CallFailed extends Error {
  readonly timedOut: boolean;

  constructor(message: string, timedOut = false) {
    super(message);
    this.timedOut = timedOut;
  }
}

interface Waiting {
  settle: (reply: Message) => void;
  fail: (error: CallFailed) => void;
}

const LINE_END = '\r\n';
const LONGEST_LINE = 4096;
/** A bus that does not read for so long is left; pictures of notifications are the most there is to write, bytes. */
const MOST_UNREAD = 1 << 20;

/** The way to a bus, over a socket: nothing in here waits with the thread. */
export class BusConnection {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #waiting = new Map<number, Waiting>();
  /** Told of every signal that reaches us. */
  onSignal: (message: Message) => void = () => {};
  onClosed: () => void = () => {};
  #onLine: ((line: string) => void) | null = null;
  #received = Buffer.alloc(0);
  #serial = 0;
  /** Our own name on the bus. */
  name = '';
  #closed = false;

  private constructor(socket: Socket, clock: Clock, limitMs: number) {
    this.#socket = socket;
    this.#clock = clock;
    this.#limitMs = limitMs;
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
    // The program does not stay for the sake of a bus.
    socket.unref();
  }

  /** Rejects with `CallFailed` where nobody answers at the address within the limit, which holds for each later call too. */
  static async open(address: string, clock: Clock, limitMs: number): Promise<BusConnection> {
    const connection = new BusConnection(connect({ path: address }), clock, limitMs);
    try {
      await connection.#authenticate();
      const { body } = await connection.call({ ...BUS, member: 'Hello' });
      connection.name = body[0] as string;
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Rejects with `CallFailed` on an error reply, after the limit, or where the connection ends. */
  call({ signature = '', body = [], ...to }: Call, limitMs = this.#limitMs): Promise<Message> {
    if (this.#socket.writableLength > MOST_UNREAD) this.close();
    const serial = ++this.#serial;
    return this.#limited(limitMs, (settle, fail) => {
      this.#waiting.set(serial, { settle, fail });
      this.#socket.write(encode({ type: 'call', noAutoStart: true, serial, signature, body, ...to }));
      return () => this.#waiting.delete(serial);
    });
  }

  /** Whether somebody has the name now. Asked of the bus itself, which starts nobody for it. */
  async hasOwner(name: string): Promise<boolean> {
    const { body } = await this.call({ ...BUS, member: 'NameHasOwner', signature: 's', body: [name] });
    return body[0] === true;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    for (const { fail } of this.#waiting.values()) fail(new CallFailed('the connection ended'));
    this.#waiting.clear();
    this.onClosed();
  }

  #authenticate(): Promise<string> {
    return this.#limited(this.#limitMs, (settle, fail) => {
      this.#waiting.set(0, { settle: () => {}, fail });
      this.#onLine = (line) => {
        if (!line.startsWith('OK ')) return fail(new CallFailed(line));
        this.#onLine = null;
        this.#socket.write(`BEGIN${LINE_END}`);
        settle(line);
      };
      const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
      this.#socket.write(`\0AUTH EXTERNAL ${uid}${LINE_END}`);
      return () => this.#waiting.delete(0);
    });
  }

  /** @param begin starts it, and returns what is to be done at its end */
  #limited<T>(
    limitMs: number,
    begin: (settle: (value: T) => void, fail: (error: CallFailed) => void) => () => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) return reject(new CallFailed('the connection has ended'));
      const cancel = this.#clock.after(limitMs, () => end(() => reject(new CallFailed('no answer', true))));
      const end = (act: () => void): void => {
        cancel();
        forget();
        act();
      };
      const forget = begin(
        (value) => end(() => resolve(value)),
        (error) => end(() => reject(error)),
      );
    });
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    try {
      while (!this.#closed && (this.#onLine === null ? this.#takeMessage() : this.#takeLine()));
    } catch {
      // Out of step with the other side: there is no way back into it.
      this.close();
    }
  }

  #takeLine(): boolean {
    const end = this.#received.indexOf(LINE_END);
    if (end < 0 && this.#received.length > LONGEST_LINE) throw new RangeError('no line of D-Bus');
    if (end < 0) return false;
    const line = this.#received.toString('latin1', 0, end);
    this.#received = this.#received.subarray(end + LINE_END.length);
    this.#onLine?.(line);
    return true;
  }

  #takeMessage(): boolean {
    const decoded = decode(this.#received);
    if (decoded === null) return false;
    this.#received = this.#received.subarray(decoded.length);
    const { message } = decoded;
    if (message.type === 'signal') this.onSignal(message);
    const waiting = this.#waiting.get(message.replySerial ?? -1);
    if (message.type === 'reply') waiting?.settle(message);
    if (message.type === 'error') waiting?.fail(new CallFailed(message.errorName ?? 'error'));
    return true;
  }
}

/**
 * Where the session bus listens, as a path for a socket: that of `DBUS_SESSION_BUS_ADDRESS`, else where systemd puts it.
 * An abstract socket begins with NUL. null: nowhere that a socket of this system reaches.
 */
export function sessionBusPath(env: Readonly<Record<string, string | undefined>>): string | null {
  const address = env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const runtime = env['XDG_RUNTIME_DIR'];
  return address === '' && runtime ? `${runtime}/bus` : pathIn(address);
}

/** Where the bus of the whole system listens, likewise: that of `DBUS_SYSTEM_BUS_ADDRESS`, else where every system has it. */
export function systemBusPath(env: Readonly<Record<string, string | undefined>>): string | null {
  return pathIn(env['DBUS_SYSTEM_BUS_ADDRESS'] ?? 'unix:path=/run/dbus/system_bus_socket');
}

/** The first of an address of D-Bus that a socket reaches. */
function pathIn(address: string): string | null {
  for (const one of address.split(';')) {
    if (!one.startsWith('unix:')) continue;
    const keys = new Map(
      one
        .slice(5)
        .split(',')
        .map((pair) => splitOnce(pair)),
    );
    const path = keys.get('path');
    const abstract = keys.get('abstract');
    if (path !== undefined) return path;
    if (abstract !== undefined) return `\0${abstract}`;
  }
  return null;
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf('=');
  const value = pair.slice(at + 1);
  try {
    // As in a URL: %20 is a space.
    return [pair.slice(0, at), decodeURIComponent(value)];
  } catch {
    return [pair.slice(0, at), value];
  }
}
