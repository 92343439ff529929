// Loaded before a program, and in each of its threads: counts which timers fire, and by whom they were set. What is asked
// of all threads is in the main one's `globalThis.countedTimers`.
import { isMainThread, threadId, workerData } from 'node:worker_threads';

/** The timers that one place in the code sets, in one thread. */
export interface CountedTimers {
  thread: string;
  /** Who set them: the functions that led there, the last one first; `runtime` where none of them is the program's. */
  source: string;
  fired: number;
  /** What those are set for that wait now, ms. */
  waiting: number[];
}

declare global {
  /** @param threads so many are there, the main one among them; one that is blocked does not answer */
  var countedTimers: (threads: number) => Promise<CountedTimers[]>;
}

const FRAMES = 4;
const fired = new Map<string, number>();
const waiting = new Map<unknown, { source: string; delay: number }>();

/** The functions of the program's own files that are being executed. */
function setBy(): string {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, setBy);
  const names = (holder.stack ?? '')
    .split('\n')
    .filter((line) => /\/(?:src|out)\/main\//.test(line))
    .map((line) => /^\s*at (?:async )?(?:new )?(\S+) \(/.exec(line)?.[1] ?? 'anonymous');
  return names.slice(0, FRAMES).join(' < ') || 'runtime';
}

type Callback = (...given: unknown[]) => void;
type Setting = (callback: Callback, delay?: number, ...rest: unknown[]) => NodeJS.Timeout;

for (const [set, clear] of [
  ['setTimeout', 'clearTimeout'],
  ['setInterval', 'clearInterval'],
] as const) {
  const [setReally, clearReally] = [globalThis[set] as unknown as Setting, globalThis[clear]];
  const counted: Setting = (callback, delay = 1, ...rest) => {
    const source = setBy();
    const timer = setReally(
      (...given: unknown[]) => {
        fired.set(source, (fired.get(source) ?? 0) + 1);
        if (set === 'setTimeout') waiting.delete(timer);
        callback(...given);
      },
      delay,
      ...rest,
    );
    waiting.set(timer, { source, delay });
    return timer;
  };
  // With what belongs to it, for `util.promisify`.
  globalThis[set] = Object.assign(counted, setReally) as never;
  globalThis[clear] = (timer) => {
    waiting.delete(timer);
    clearReally(timer);
  };
}

function countedHere(): CountedTimers[] {
  const thread = isMainThread ? 'main' : `${Object.keys(Object(workerData)).join('+')} (${threadId})`;
  const all = [...waiting.values()];
  const sources = new Set([...fired.keys(), ...all.map(({ source }) => source)]);
  return [...sources].map((source) => ({
    thread,
    source,
    fired: fired.get(source) ?? 0,
    waiting: all.filter((one) => one.source === source).map(({ delay }) => delay),
  }));
}

// All hear what each says: a question is a number, an answer has it.
const channel = new BroadcastChannel('counted-timers');
let questions = 0;
if (isMainThread)
  globalThis.countedTimers = (threads) =>
    new Promise((settle) => {
      const question = ++questions;
      const answers = [countedHere()];
      channel.onmessage = ({ data }: { data: { to: number; told: CountedTimers[] } }) => {
        if (data.to === question && answers.push(data.told) === threads) settle(answers.flat());
      };
      channel.postMessage(question);
    });
else
  channel.onmessage = ({ data }: { data: unknown }) => {
    if (typeof data === 'number') channel.postMessage({ to: data, told: countedHere() });
  };
channel.unref();
