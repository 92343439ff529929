import { utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { Result } from '../../shared/result.ts';
import { SECOND } from '../../shared/time.ts';
import {
  act,
  AT_ONE_GO,
  COLUMNS,
  IN_STEPS,
  REPLACES,
  WRITES,
  type ActName,
  type AnswerOf,
  type RequestOf,
} from './acts.ts';
import { SharedWork } from './at-work.ts';
import { HistoryFile } from './history-file.ts';
import type { HistoryState } from './history-state.ts';

/** What is asked of the history's thread. `now`: the time by which ages are judged, ms UTC. */
export type Asked =
  | { number: number; name: ActName; request: RequestOf<ActName>; now: number }
  /** Nobody waits for it any more. */
  | { cancel: number }
  /** Nothing more is asked. */
  | { close: true };

/**
 * What comes back: one for each number. An error is a bug. `problemLasts`: after how long the problem of the state is
 * none any more, ms; null: not by itself.
 */
export type Answered = { number: number; state: HistoryState; problemLasts: number | null } & (
  | { result: Result<unknown> }
  | { error: unknown }
);

/** Something that was asked is under way. @param done a share of one */
export interface UnderWay {
  number: number;
  done: number;
}

/** What the thread begins with. */
export interface ThreadData {
  /** Of the history. */
  path: string;
  /** What it is at, in memory that whoever waits sees too; see `SharedWork`. */
  work: Int32Array;
}

/**
 * Answers what comes through a port from the history at a path, until it is closed. Writes do not wait for questions.
 *
 * @param monotonic the clock by which a disk that took nothing is tried again, ms
 */
export function serveHistory(
  port: Pick<MessagePort, 'on' | 'postMessage' | 'close'>,
  { path, work }: ThreadData,
  monotonic = () => performance.now(),
): void {
  /** As whoever asked last has it. */
  let time = 0;
  const shared = new SharedWork(work);
  const clock = { now: () => time, monotonic, after: () => () => {} };
  const file = new HistoryFile(path, clock, shared);
  let waiting: Extract<Asked, { number: number }>[] = [];
  /** Numbers of what is done in steps and is under way. */
  const inSteps = new Set<number>();
  let isClosing = false;

  const answer = (one: (typeof waiting)[number]): void => {
    const { number, name, request, now } = one;
    knock(dirname(path));
    time = now;
    shared.begin(number);
    const isWanted = IN_STEPS.has(name)
      ? () => inSteps.has(number) && !isClosing
      : () => shared.underWay === number;
    let told = 0;
    const goOn = (done = 0) => {
      shared.step();
      if (!isWanted()) throw new Error('Nobody waits for the answer any more.');
      // A hundred times at most.
      if (done < told + 0.01) return;
      told = done;
      port.postMessage({ number, done } satisfies UnderWay);
    };
    const about = () => ({ number, state: file.state, problemLasts: file.problemLasts });
    const tell = (result: Result<AnswerOf<ActName>>) =>
      port.postMessage({ ...about(), result } satisfies Answered, buffersOf(name, result));
    const tellError = (error: unknown) => port.postMessage({ ...about(), error } satisfies Answered);
    try {
      if (IN_STEPS.has(name)) inSteps.add(number);
      const doIt = () => act({ file, now, goOn }, name, request);
      const result = AT_ONE_GO.has(name) ? shared.during('other', doIt) : doIt();
      if (!(result instanceof Promise)) return tell(result);
      void result.then(tell, tellError).finally(() => {
        inSteps.delete(number);
        endIfDone();
      });
    } catch (error) {
      tellError(error);
    }
  };
  const endIfDone = (): void => {
    if (!isClosing || waiting.length > 0 || inSteps.size > 0) return;
    file.close();
    port.close();
  };
  const next = (): void => {
    const one = nextOf(waiting);
    waiting = waiting.filter((other) => other !== one);
    if (one) answer(one);
    // In turns, so that what is cancelled meanwhile is not begun.
    if (waiting.length > 0) setImmediate(next);
    else endIfDone();
  };
  port.on('message', (asked: Asked) => {
    if ('cancel' in asked) {
      waiting = waiting.filter(({ number }) => number !== asked.cancel);
      inSteps.delete(asked.cancel);
    } else if ('close' in asked) isClosing = true;
    else waiting.push(asked);
    if (isClosing || waiting.length === 1) setImmediate(next);
  });
}

/** What is to be written comes first, but for what would take it away again. */
function nextOf<T extends { name: ActName }>(waiting: readonly T[]): T | undefined {
  const end = waiting.findIndex(({ name }) => REPLACES.has(name));
  const before = end === -1 ? waiting : waiting.slice(0, end);
  return before.find(({ name }) => WRITES.has(name)) ?? waiting[0];
}

/**
 * Waits here while the disk takes nothing. Further on, in the memory that SQLite shares with other processes, a thread
 * that waits for a disk keeps its whole process from starting another, and on older systems from getting memory.
 */
function knock(folder: string): void {
  try {
    const now = Date.now() / SECOND;
    utimesSync(folder, now, now);
  } catch {
    // What cannot be written, SQLite has words for.
  }
}

function buffersOf<N extends ActName>(name: N, result: Result<AnswerOf<N>>): ArrayBuffer[] {
  const columns = result.ok ? (COLUMNS[name]?.(result.value) ?? []) : [];
  return [...new Set(columns.map(({ buffer }) => buffer as ArrayBuffer))];
}
