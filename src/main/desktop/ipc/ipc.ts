import { ipcMain, type WebContents } from 'electron';
import { setImmediate } from 'node:timers/promises';
import type { Channel, Contracts } from '../../../shared/ipc/contracts.ts';
import { ok } from '../../../shared/result.ts';
import { isOurPage } from '../windows/app-address.ts';
import { LongWork } from './long-work.ts';
import { REQUESTS, workNumber } from './requests.ts';

/** By channel. `signal`: nobody waits for the answer any more. */
type AllHandlers = {
  [C in Channel]: (
    request: Contracts[C]['request'],
    signal: AbortSignal,
    window: WebContents,
  ) => Promise<Contracts[C]['response']> | Contracts[C]['response'];
};

/** What was asked is cancelled here. */
export type Handlers = Omit<AllHandlers, 'work:cancel'>;

/** Told of an exception in a handler: a bug of ours. */
export type OnFault = (channel: Channel, error: unknown) => void;

/** Of what cannot be cancelled. */
const NEVER = new AbortController().signal;

/** More than our windows ever ask at once; what a page gone wild asks beyond it is refused. */
const MOST_AT_ONCE = 50;

/** Registers every channel behind the same checks: who asks, how much at once, and what. */
export function handleAll(handlers: Handlers, onFault: OnFault = () => {}): void {
  const around = { take: inTurns(), work: new LongWork(), onFault };
  const all: AllHandlers = {
    ...handlers,
    'work:cancel': ({ work }, _, window) => {
      around.work.cancel(window, work);
      return ok(null);
    },
  };
  for (const channel of Object.keys(REQUESTS) as Channel[]) handle(channel, all[channel], around);
}

function handle<C extends Channel>(
  channel: C,
  handler: AllHandlers[C],
  { take, work, onFault }: { take: Turns; work: LongWork; onFault: OnFault },
): void {
  ipcMain.handle(channel, (event, request: unknown, number: unknown) => {
    // The words say nothing about what was sent: they may end up in a log.
    if (!isOurPage(event.senderFrame)) throw new Error('This page may not ask.');
    const window = event.sender;
    const act = (signal: AbortSignal) =>
      take(async () => {
        const checked = REQUESTS[channel].safeParse(request);
        if (!checked.success) throw new Error('This cannot be asked so.');
        if (signal.aborted) return null;
        try {
          return await handler(checked.data as Contracts[C]['request'], signal, window);
        } catch (error) {
          if (signal.aborted) return null;
          // What went wrong may name a path or quote an answer: it is not for the window.
          onFault(channel, error);
          throw new Error('This could not be done.');
        }
      });
    if (number === undefined) return act(NEVER);
    const known = workNumber.safeParse(number);
    if (!known.success) throw new Error('This cannot be asked so.');
    return work.run(window, known.data, act);
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
