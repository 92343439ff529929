import type { Readable, Writable } from 'node:stream';
import type { Protocol } from './protocol.ts';

export type Command = keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues;
export type Parameters<C extends Command> = Protocol.CommandParameters[C];
export type Answer<C extends Command> = Protocol.CommandReturnValues[C];
export type Happening = keyof Protocol.Events;

interface Pending {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

type Listener = (payload: unknown) => void;

/**
 * Chromium's remote control over a pair of pipes: each message is JSON and ends with a zero byte. Pipes, because
 * Chromium ends by itself when the other end of them is gone, however this process ended.
 */
export class Connection {
  readonly #to: Writable;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #received: Buffer[] = [];
  #lastId = 0;
  #closed = false;

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    to.on('error', () => this.#close());
    from.on('data', (bytes: Buffer) => this.#read(bytes));
    from.on('close', () => this.#close());
  }

  /** Sends one command, to a page where a session is given, else to the browser. */
  send<C extends Command>(command: C, parameters?: Parameters<C>, session?: string): Promise<Answer<C>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('the browser is closed'));
        return;
      }
      const id = ++this.#lastId;
      this.#pending.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      const message = { id, method: command, params: parameters ?? {}, sessionId: session };
      this.#to.write(`${JSON.stringify(message)}\0`);
    });
  }

  /** Listens to one kind of event, of a page where a session is given. Returns how to stop. */
  on<E extends Happening>(
    event: E,
    listener: (payload: Protocol.Events[E]) => void,
    session = '',
  ): () => void {
    const key = `${session} ${event}`;
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners);
    listeners.add(listener as Listener);
    return () => void listeners.delete(listener as Listener);
  }

  #read(bytes: Buffer): void {
    let rest = bytes;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#received, rest.subarray(0, end)]).toString('utf8');
      this.#received = [];
      rest = rest.subarray(end + 1);
      this.#take(JSON.parse(text) as Message);
    }
    if (rest.length > 0) this.#received.push(rest);
  }

  #take({ id, method, params, sessionId, result, error }: Message): void {
    if (id === undefined) {
      for (const listener of this.#listeners.get(`${sessionId ?? ''} ${method}`) ?? []) listener(params);
      return;
    }
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(error.message));
    else pending?.resolve(result);
  }

  #close(): void {
    this.#closed = true;
    for (const pending of this.#pending.values()) pending.reject(new Error('the browser is closed'));
    this.#pending.clear();
  }
}
