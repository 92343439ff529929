/**
 * What an hour of watching costs while nobody looks, against an app that does nothing, beside it in the same rounds, and
 * against one that does the least of what a minute of watching is: all are opened and hidden. Another length:
 * GLUCOGLANCE_BENCH_MINUTES=<minutes>. On Linux, which tells of each thread, and on the stand-in, without Playwright, to
 * which every page is one that is seen.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { scenarios, startSimulator, type Simulator } from '../../src/main/simulator/simulator.ts';
import { environment, launchApp } from '../../test/e2e/support/launch.ts';
import { chooseRuntime, ROOT, STAND_IN } from '../../test/e2e/support/runtime.ts';
import type { CountedTimers } from '../../test/support/counted-timers.ts';
import type { Answered, Asked } from './hidden-app.ts';
import { benchMinutes, median, ratioLine, ratioOf, type Measurement } from './measuring.ts';
import { usedBy, type Part, type Used } from './processes.ts';
import { signIn } from './signed-in.ts';

const EMPTY = join(import.meta.dirname, 'empty-app');
const BAREST = join(import.meta.dirname, 'barest-app');
const urlOf = (file: string) => pathToFileURL(join(import.meta.dirname, file)).href;
const HOOK = urlOf('hidden-app.ts');
/** Writes down who sets each timer, which takes about half a millisecond each. */
const COUNTING = `${urlOf('../../test/support/counted-timers.ts')} ${HOOK}`;
/** Two people who need no alarm, at whatever time of day: one that nobody answers is shown, and counts the seconds. */
const CALM = {
  ...scenarios['two-people'],
  glucose: (mgdl: number) => 125 + 30 * Math.tanh((mgdl - 125) / 60),
};
/** The system has a place for passwords. */
const SAFE = { ELECTRON_STAND_IN_SAFE_STORAGE: 'available' };
const ROUNDS = 6;
/** Of all the time, what a start goes on with: code that is compiled, a history that is filled. */
const WARM = 1 / 6;
/** Until a window stands, and its page with what is known. */
const OPENED_MS = 10_000;
/** The goal of "no wake-up more often than once in five seconds". */
const MOST_A_MINUTE = 12;

/** An app that runs by itself, and answers what is asked of it. */
interface HiddenApp {
  pid: number;
  timers: () => Promise<CountedTimers[]>;
  end: () => Promise<void>;
}

export async function measure(): Promise<Measurement[]> {
  const runtime = chooseRuntime();
  if (process.platform !== 'linux' || runtime.kind !== 'stand-in') {
    console.log(
      '  skipped: only Linux tells it, and only on the stand-in; GLUCOGLANCE_E2E_ON=stand-in prefers it',
    );
    return [];
  }
  const minutes = benchMinutes(60);
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  // One for each: of two sessions of an account one is refused.
  const simulators: Simulator[] = [];
  const begun = new Set<HiddenApp>();
  const startServer = async () => {
    const simulator = await startSimulator({ scenario: CALM });
    simulators.push(simulator);
    return { simulator, env: { LIBRELINKUP_BASE_URL: simulator.url, ...SAFE } };
  };
  const home = join(folder, 'home');
  const start = async (dataDir: string, app: string, more: Record<string, string>) => {
    const env = environment(home, { ELECTRON_STAND_IN_IMPORT: HOOK, ...more });
    const hidden = await openAndHide(app, dataDir, env);
    begun.add(hidden);
    return hidden;
  };
  const startOurs = async (name: string, more: Record<string, string> = {}) => {
    const { simulator, env } = await startServer();
    const dataDir = join(folder, name);
    const first = await launchApp({ dataDir, home, env });
    await signIn(await first.app.firstWindow(), simulator);
    await first.app.close();
    return start(dataDir, ROOT, { ...env, ...more });
  };
  try {
    const ours = await startOurs('ours');
    const empty = await start(join(folder, 'empty'), EMPTY, SAFE);
    const { simulator: other, env } = await startServer();
    const login = { BENCH_EMAIL: other.email, BENCH_PASSWORD: other.password };
    const barest = await start(join(folder, 'barest'), BAREST, { ...env, ...login });
    // Of another one, which ends before anything is measured.
    const counted = await startOurs('counted', { ELECTRON_STAND_IN_IMPORT: COUNTING });
    const before = await counted.timers();
    await setTimeout(WARM * minutes * 60_000);
    const timers = fired(before, await counted.timers(), WARM * minutes);
    await counted.end();
    begun.delete(counted);
    const look = () => [ours, empty, barest].map(({ pid }) => usedBy(pid));
    const looks = [look()];
    const roundMinutes = ((1 - WARM) * minutes) / ROUNDS;
    for (let round = 0; round < ROUNDS; round++) {
      await setTimeout(roundMinutes * 60_000);
      looks.push(look());
    }
    return lines(looks, timers, { minutes, roundMinutes, on: `on ${runtime.kind}` });
  } finally {
    for (const app of begun) await app.end();
    for (const simulator of simulators) await simulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function openAndHide(app: string, dataDir: string, env: Record<string, string>): Promise<HiddenApp> {
  const child = spawn(STAND_IN, [app, `--user-data-dir=${dataDir}`], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ask = async (asked: Asked): Promise<Answered> => {
    const answer = once(child, 'message');
    child.send(asked);
    return ((await answer) as [Answered])[0];
  };
  await setTimeout(OPENED_MS);
  await ask('hide');
  return {
    pid: child.pid!,
    timers: async () => {
      const answer = await ask('timers');
      return 'timers' in answer ? answer.timers : [];
    },
    async end() {
      const gone = once(child, 'exit');
      child.send('quit' satisfies Asked);
      await gone;
    },
  };
}

/** How often each timer fired a minute, the most often first. */
function fired(before: CountedTimers[], after: CountedTimers[], minutes: number) {
  const key = ({ thread, source }: CountedTimers) => `${thread}: ${source}`;
  const was = new Map(before.map((one) => [key(one), one.fired]));
  return after
    .map((one) => ({ of: key(one), perMinute: (one.fired - (was.get(key(one)) ?? 0)) / minutes }))
    .filter(({ perMinute }) => perMinute > 0)
    .toSorted((a, b) => b.perMinute - a.perMinute);
}

interface Around {
  minutes: number;
  roundMinutes: number;
  on: string;
}

/** @param looks at ours, at the empty app and at the barest, before the first round and after each */
function lines(looks: Used[][], timers: ReturnType<typeof fired>, around: Around): Measurement[] {
  const { minutes, roundMinutes, on } = around;
  const perMinute = (app: number, of: (used: Used) => number) =>
    looks.slice(1).map((look, round) => (of(look[app]!) - of(looks[round]![app]!)) / roundMinutes);
  const [EMPTY_ONE, BAREST_ONE] = [1, 2];
  const against = (what: string, goal: string, of: (used: Used) => number, other = EMPTY_ONE) => {
    const [ours, theirs] = [perMinute(0, of), perMinute(other, of)];
    const said = `${median(ours).toFixed(1)} and ${median(theirs).toFixed(1)} ms of processor a minute`;
    return ratioLine(what, ratioOf(ours, theirs), goal, `${said}; ${minutes} min, ${on}`);
  };
  const part = (name: Part) => (used: Used) => used.work[name];
  const whole = ({ work }: Used) => work.main + work.pages + work.rest;
  const [most] = timers;
  const [first, last] = [looks[0]![0]!, looks.at(-1)![0]!];
  const woken = [...last.waits]
    .map(([of, waited]) => ({ of, rate: (waited - (first.waits.get(of) ?? 0)) / (roundMinutes * ROUNDS) }))
    .filter(({ rate }) => rate >= 1)
    .toSorted((a, b) => b.rate - a.rate);
  const wokenOf = (name: Part): Measurement => {
    const all = woken.filter(({ of }) => of.startsWith(`${name} `));
    return {
      what: `wake-ups of its ${name === 'main' ? 'main process' : 'pages'}, the busiest thread`,
      figure: `${(all[0]?.rate ?? 0).toFixed(1)} a minute`,
      goal: name === 'main' ? 'less' : `≤ ${MOST_A_MINUTE}`,
      detail: all.map(({ of, rate }) => `${of.split(' ').slice(3).join(' ')} ${rate.toFixed(1)}`).join(', '),
    };
  };
  return [
    against('watching with its window hidden, against an empty app', '≤ 2', whole),
    against(
      'the same, against one that asks, records and packs a picture once a minute',
      'less',
      whole,
      BAREST_ONE,
    ),
    // Against that one, too: an empty app's main process may sleep for a whole round.
    against('the same, its main process alone', 'less', part('main'), BAREST_ONE),
    against('the same, its pages alone', 'less', part('pages')),
    {
      what: 'the timer of its main process that fires most often',
      figure: `${(most?.perMinute ?? 0).toFixed(1)} a minute`,
      goal: `≤ ${MOST_A_MINUTE}`,
      detail: timers.map(({ of, perMinute: rate }) => `${of} ${rate.toFixed(1)}`).join('; '),
    },
    wokenOf('main'),
    wokenOf('pages'),
  ];
}
