import { ipcMain } from 'electron';
import type { Channel, Contracts } from '../../shared/ipc.ts';
import { isOurPage } from './app-address.ts';
import { REQUESTS } from './requests.ts';

export type Handlers = {
  [C in Channel]: (
    request: Contracts[C]['request'],
  ) => Promise<Contracts[C]['response']> | Contracts[C]['response'];
};

/** Registers every channel behind the same two checks: who asks, and what. */
export function handleAll(handlers: Handlers): void {
  for (const channel of Object.keys(REQUESTS) as Channel[]) handle(channel, handlers[channel]);
}

function handle<C extends Channel>(channel: C, handler: Handlers[C]): void {
  ipcMain.handle(channel, async (event, request: unknown) => {
    // The words say nothing about what was sent: they may end up in a log.
    if (!isOurPage(event.senderFrame)) throw new Error('This page may not ask.');
    const checked = REQUESTS[channel].safeParse(request);
    if (!checked.success) throw new Error('This cannot be asked so.');
    return handler(checked.data as Contracts[C]['request']);
  });
}
