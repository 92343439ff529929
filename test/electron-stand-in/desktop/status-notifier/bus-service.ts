import { connect, type Socket } from 'node:net';
import type { Value } from '../../../../src/main/dbus/marshalling.ts';
import { decode, encode, type Message } from '../../../../src/main/dbus/message.ts';

/** What a call is answered with: a signature and values; null: there is no such member. */
export type Answer = readonly [signature: string, ...body: Value[]] | null;

const BUS = 'org.freedesktop.DBus';
const LINE_END = '\r\n';

/** An object on a session bus that answers calls: the half that the app's own client of the bus does not have. */
export class BusService {
  readonly #socket: Socket;
  readonly #answer: (call: Message) => Answer;
  readonly #waiting = new Map<number, (reply: Message | null) => void>();
  #received = Buffer.alloc(0);
  #isReady = false;
  #serial = 0;
  /** Told when the bus is gone, or there is none. */
  onClosed: () => void = () => {};

  /** @param answer what a call by somebody else is answered with */
  constructor(busPath: string, answer: (call: Message) => Answer) {
    this.#answer = answer;
    this.#socket = connect({ path: busPath });
    this.#socket.unref();
    this.#socket.on('data', (bytes) => this.#receive(bytes));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      for (const settle of this.#waiting.values()) settle(null);
      this.#waiting.clear();
      this.onClosed();
    });
    const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    // In one breath: whoever is refused gets no answer to what comes after.
    this.#socket.write(`\0AUTH EXTERNAL ${uid}${LINE_END}BEGIN${LINE_END}`);
  }

  /** Whether the bus has let us in. */
  async hello(): Promise<boolean> {
    const call = { destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member: 'Hello' };
    return (await this.call(call)) !== null;
  }

  /** Asks somebody else; null where that fails. */
  call(
    to: Required<Pick<Message, 'destination' | 'path' | 'interface' | 'member'>>,
    [signature, ...body]: NonNullable<Answer> = [''],
  ): Promise<Message | null> {
    if (this.#socket.destroyed) return Promise.resolve(null);
    return new Promise((settle) => {
      const serial = this.#send({ type: 'call', noAutoStart: true, signature, body, ...to });
      this.#waiting.set(serial, settle);
    });
  }

  signal(from: Required<Pick<Message, 'path' | 'interface' | 'member'>>): void {
    if (!this.#socket.destroyed) this.#send({ type: 'signal', signature: '', body: [], ...from });
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(message: Omit<Message, 'serial'>): number {
    const serial = ++this.#serial;
    this.#socket.write(encode({ ...message, serial }));
    return serial;
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    if (!this.#isReady) {
      const end = this.#received.indexOf(LINE_END);
      if (end < 0) return;
      if (!this.#received.toString('latin1', 0, end).startsWith('OK ')) return this.close();
      this.#received = this.#received.subarray(end + LINE_END.length);
      this.#isReady = true;
    }
    for (let next = decode(this.#received); next; next = decode(this.#received)) {
      this.#received = this.#received.subarray(next.length);
      this.#take(next.message);
    }
  }

  #take(message: Message): void {
    const { type, serial, sender = '', replySerial = -1 } = message;
    if (type === 'reply' || type === 'error') {
      this.#waiting.get(replySerial)?.(type === 'reply' ? message : null);
      this.#waiting.delete(replySerial);
    }
    if (type !== 'call') return;
    const answer = this.#answer(message);
    const to = { destination: sender, replySerial: serial };
    if (answer) {
      const [signature, ...body] = answer;
      this.#send({ type: 'reply', signature, body, ...to });
    } else {
      const errorName = 'org.freedesktop.DBus.Error.UnknownMethod';
      this.#send({ type: 'error', errorName, signature: '', body: [], ...to });
    }
  }
}
