import { ipcMain } from 'electron';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CONTRACTS, type Channel, type Contracts } from '../../../shared/ipc/contracts.ts';
import { HAND_OVER } from '../../../shared/ipc/imports.ts';
import type { FilesAtHand } from '../../exchange/files-at-hand.ts';
import { pageOf } from '../windows/app-address.ts';
import { workNumber, type Answering, type Answers, type Served } from './answering.ts';
import { LongWork } from './long-work.ts';

/** Of what cannot be cancelled. */
const NEVER = new AbortController().signal;

/** More than our windows ever ask at once; what a page gone wild asks beyond it is refused. */
const MOST_AT_ONCE = 50;

/** What answers, with all that it reaches into. */
interface Loaded {
  answers: Answers<Channel>;
  files: FilesAtHand;
}

/**
 * Answers every channel behind the same checks: which page asks, how much at once, and what. What answers is loaded
 * once a page asks: a start has enough to do before.
 *
 * @param given in place of all that the program answers
 */
export function serveWindows(served: Served, given?: Answers<Channel>): void {
  let loading: Promise<Loaded> | null = null;
  const load = () => (loading ??= loadAnswers(given));
  const around = { served, take: inTurns(served), work: new LongWork(), load };
  for (const channel of Object.keys(CONTRACTS) as Channel[]) serve(channel, around);
  serveDropped(around);
}

async function loadAnswers(given?: Answers<Channel>): Promise<Loaded> {
  const { FilesAtHand } = await import('../../exchange/files-at-hand.ts');
  return { answers: given ?? (await import('./answers.ts')).ANSWERS, files: new FilesAtHand() };
}

interface Around {
  served: Served;
  take: Turns;
  work: LongWork;
  load: () => Promise<Loaded>;
}

/** What the main window's preload hands over, behind the same checks; no page reaches it. */
function serveDropped({ served, take, load }: Around): void {
  ipcMain.handle(HAND_OVER, ({ senderFrame }, path: unknown) => {
    if (pageOf(senderFrame) !== 'window') throw new Error('This page may not ask.');
    return take(async () => {
      const [{ files }, { droppedPath, takeDropped }] = await Promise.all([load(), import('./imports.ts')]);
      const checked = droppedPath.safeParse(path);
      if (!checked.success) throw new Error('This cannot be asked so.');
      return takeDropped(served, checked.data, files);
    });
  });
}

function serve<C extends Channel>(channel: C, { served, take, work, load }: Around): void {
  ipcMain.handle(channel, (event, request: unknown, number: unknown) => {
    // The words say nothing about what was sent: they may end up in a log.
    const page = pageOf(event.senderFrame);
    if (page === null || !CONTRACTS[channel].pages.includes(page)) throw new Error('This page may not ask.');
    const window = event.sender;
    const act = (signal: AbortSignal, progress: (done: number) => void = () => {}) =>
      take(async () => {
        const { answers, files } = await load();
        const { request: accepted, answer }: Answering<C> = answers[channel];
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
function inTurns({ program }: Served): Turns {
  let asked = 0;
  let turn = Promise.resolve();
  return async (act) => {
    if (asked >= MOST_AT_ONCE) throw new Error('Too much is asked at once.');
    asked += 1;
    try {
      turn = turn.then(() => nextTurn());
      await turn;
      return await program.underWay.during(act);
    } finally {
      asked -= 1;
    }
  };
}
