import type { Codec, Keeper } from './codec.ts';

/** One end of the wall between the page's world and the preload's. */
export interface Bridge {
  /** Lets the other end call `name`. */
  offer(name: string, operation: (...given: never[]) => unknown): void;
  /** Calls what the other end offers under `name`, at once. */
  call(name: string, ...given: unknown[]): unknown;
  /** Takes what the other end posted. */
  receive(text: string): void;
}

/**
 * What crosses is copied, as Electron's contextBridge does: functions and promises become stand-ins that call back,
 * everything else loses its prototype, and of an error only the message arrives. `post` hands the text over and
 * returns when the other end has dealt with it, so that calls are synchronous.
 *
 * Runs in the page from its source text, so it stands on its own.
 */
export function createBridge(codec: Codec, post: (text: string) => void): Bridge {
  type Operation = (...given: unknown[]) => unknown;
  type Message =
    | { kind: 'call'; target: string | number; call: number; given: string }
    | { kind: 'return'; call: number; failed: boolean; value: string }
    | { kind: 'settle'; promise: number; failed: boolean; value: string };

  const offered = new Map<string, Operation>();
  const kept = new Map<number, Operation>();
  const returned = new Map<number, { failed: boolean; value: string }>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;

  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const send = (message: Message) => post(JSON.stringify(message));

  const keeper: Keeper = {
    keep(value) {
      const id = ++last;
      if (typeof value === 'function') {
        kept.set(id, value as Operation);
        return id;
      }
      const settle = (failed: boolean, result: unknown) => {
        try {
          send({ kind: 'settle', promise: id, failed, value: codec.encode(result, keeper) });
        } catch (error) {
          send({ kind: 'settle', promise: id, failed: true, value: codec.encode(messageOf(error)) });
        }
      };
      (value as Promise<unknown>).then(
        (result) => settle(false, result),
        (error: unknown) => settle(true, messageOf(error)),
      );
      return id;
    },
    revive(kind, id) {
      if (kind === 'function') return (...given: unknown[]) => call(id, given);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
  };

  function call(target: string | number, given: unknown[]): unknown {
    const number = ++last;
    send({ kind: 'call', target, call: number, given: codec.encode(given, keeper) });
    const result = returned.get(number);
    returned.delete(number);
    if (!result) throw new Error('The other side of the bridge is gone');
    const value = codec.decode(result.value, keeper);
    if (result.failed) throw new Error(value as string);
    return value;
  }

  function answer(target: string | number, given: string): { failed: boolean; value: string } {
    try {
      const operation = typeof target === 'string' ? offered.get(target) : kept.get(target);
      if (!operation) throw new Error('Nothing of that name crosses the bridge');
      const result = operation(...(codec.decode(given, keeper) as unknown[]));
      return { failed: false, value: codec.encode(result, keeper) };
    } catch (error) {
      return { failed: true, value: codec.encode(messageOf(error)) };
    }
  }

  return {
    offer: (name, operation) => void offered.set(name, operation as Operation),
    call: (name, ...given) => call(name, given),
    receive(text) {
      const message = JSON.parse(text) as Message;
      if (message.kind === 'call') {
        send({ kind: 'return', call: message.call, ...answer(message.target, message.given) });
      } else if (message.kind === 'return') {
        returned.set(message.call, { failed: message.failed, value: message.value });
      } else {
        const promise = waiting.get(message.promise);
        waiting.delete(message.promise);
        const value = codec.decode(message.value, keeper);
        if (message.failed) promise?.reject(new Error(value as string));
        else promise?.resolve(value);
      }
    },
  };
}
