import { ipcMain } from 'electron';
import { setImmediate } from 'node:timers/promises';
import type { Channel, Contracts } from '../../../shared/ipc.ts';
import { isOurPage } from '../windows/app-address.ts';
import { REQUESTS } from './requests.ts';

export type Handlers = {
  [C in Channel]: (
    request: Contracts[C]['request'],
  ) => Promise<Contracts[C]['response']> | Contracts[C]['response'];
};

/** Told of an exception in a handler: a bug of ours. */
export type OnFault = (channel: Channel, error: unknown) => void;

/** More than our windows ever ask at once; what a page gone wild asks beyond it is refused. */
const MOST_AT_ONCE = 50;

/** Registers every channel behind the same checks: who asks, how much at once, and what. */
export function handleAll(handlers: Handlers, onFault: OnFault = () => {}): void {
  const take = inTurns();
  for (const channel of Object.keys(REQUESTS) as Channel[]) handle(channel, handlers[channel], take, onFault);
}

function handle<C extends Channel>(channel: C, handler: Handlers[C], take: Turns, onFault: OnFault): void {
  ipcMain.handle(channel, (event, request: unknown) => {
    // The words say nothing about what was sent: they may end up in a log.
    if (!isOurPage(event.senderFrame)) throw new Error('This page may not ask.');
    return take(async () => {
      const checked = REQUESTS[channel].safeParse(request);
      if (!checked.success) throw new Error('This cannot be asked so.');
      try {
        return await handler(checked.data as Contracts[C]['request']);
      } catch (error) {
        // What went wrong may name a path or quote an answer: it is not for the window.
        onFault(channel, error);
        throw new Error('This could not be done.');
      }
    });
  });
}

type Turns = <T>(act: () => Promise<T>) => Promise<T>;

/** Begins one request per turn of the event loop, so that polls and alarms get theirs in between. */
function inTurns(): Turns {
  let asked = 0;
  let turn = Promise.resolve();
  return async (act) => {
    if (asked >= MOST_AT_ONCE) throw new Error('Too much is asked at once.');
    asked += 1;
    try {
      turn = turn.then(() => setImmediate());
      await turn;
      return await act();
    } finally {
      asked -= 1;
    }
  };
}
