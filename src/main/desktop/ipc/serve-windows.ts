import { ipcMain } from 'electron';
import { setImmediate } from 'node:timers/promises';
import { CONTRACTS, type Channel, type Contracts } from '../../../shared/ipc/contracts.ts';
import { HAND_OVER } from '../../../shared/ipc/imports.ts';
import { FilesAtHand } from '../../exchange/files-at-hand.ts';
import { pageOf } from '../windows/app-address.ts';
import { workNumber, type Answering, type Answers, type Served } from './answering.ts';
import { ANSWERS } from './answers.ts';
import { droppedPath, takeDropped } from './imports.ts';
import { LongWork } from './long-work.ts';

/** Of what cannot be cancelled. */
const NEVER = new AbortController().signal;

/** More than our windows ever ask at once; what a page gone wild asks beyond it is refused. */
const MOST_AT_ONCE = 50;

/** Answers every channel behind the same checks: which page asks, how much at once, and what. */
export function serveWindows(served: Served, answers: Answers<Channel> = ANSWERS): void {
  const around = { served, take: inTurns(), work: new LongWork(), files: new FilesAtHand() };
  for (const channel of Object.keys(CONTRACTS) as Channel[]) serve(channel, answers[channel], around);
  serveDropped(around);
}

interface Around {
  served: Served;
  take: Turns;
  work: LongWork;
  files: FilesAtHand;
}

/** What the main window's preload hands over, behind the same checks; no page reaches it. */
function serveDropped({ served, take, files }: Around): void {
  ipcMain.handle(HAND_OVER, ({ senderFrame }, path: unknown) => {
    if (pageOf(senderFrame) !== 'window') throw new Error('This page may not ask.');
    return take(() => {
      const checked = droppedPath.safeParse(path);
      if (!checked.success) throw new Error('This cannot be asked so.');
      return takeDropped(served, checked.data, files);
    });
  });
}

function serve<C extends Channel>(
  channel: C,
  { request: accepted, answer }: Answering<C>,
  { served, take, work, files }: Around,
): void {
  ipcMain.handle(channel, (event, request: unknown, number: unknown) => {
    // The words say nothing about what was sent: they may end up in a log.
    const page = pageOf(event.senderFrame);
    if (page === null || !CONTRACTS[channel].pages.includes(page)) throw new Error('This page may not ask.');
    const window = event.sender;
    const act = (signal: AbortSignal, progress: (done: number) => void = () => {}) =>
      take(async () => {
        const checked = accepted.safeParse(request);
        if (!checked.success) throw new Error('This cannot be asked so.');
        if (signal.aborted) return null;
        try {
          const asking = { window, signal, work, files, progress };
          return await answer(served, checked.data as Contracts[C]['request'], asking);
        } catch (error) {
          if (signal.aborted) return null;
          // What went wrong may name a path or quote an answer: it is not for the window.
          served.program.fault('window')(error);
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
