/** What a look at one person costs after a day and after a year, and how long an alarm takes from the answer on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alarmOptions } from '../../src/main/alarms/alarm-options.ts';
import { AlarmWatch } from '../../src/main/alarms/alarm-watch.ts';
import { systemClock } from '../../src/main/time/clock.ts';
import { Pulse } from '../../src/main/time/pulse.ts';
import { Monitor } from '../../src/main/monitor/monitor.ts';
import { Profile } from '../../src/main/profile/profile.ts';
import { ada } from '../../src/main/simulator/people.ts';
import { scenarios } from '../../src/main/simulator/scenarios.ts';
import { startSimulator } from '../../src/main/simulator/simulator.ts';
import type { HeardReading } from '../../src/shared/alarms/events.ts';
import { step } from '../../src/shared/alarms/machine.ts';
import { DEFAULT_RULES } from '../../src/shared/alarms/rules.ts';
import { initialState, type AlarmState } from '../../src/shared/alarms/state.ts';
import { trendArrow } from '../../src/shared/glucose/trend.ts';
import { median, medians, type Measurement } from './measuring.ts';

const MINUTE = 60_000;
const START = Date.UTC(2025, 10, 20);
const DAY = 1440;
const YEAR = 365 * DAY;
const LOOKS = 4 * DAY;
const ALARMS = 20;

/** The i-th minute: lows and highs, every day the same, so that both looks see the same. */
function readingAt(i: number): HeardReading {
  const ofDay = i % DAY;
  const mgdl = Math.round(150 + 70 * Math.sin(ofDay / 97) + 40 * Math.sin(ofDay / 29));
  return {
    measuredAt: START + i * MINUTE,
    mgdl,
    offScale: null,
    trend: trendArrow(1 + (Math.floor(ofDay / 13) % 5)),
  };
}

/** Hears readings and looks at the clock in between; the state it ends in. */
function live(from: AlarmState, first: number, minutes: number): AlarmState {
  let state = from;
  for (let i = first; i < first + minutes; i += 1) {
    const at = START + i * MINUTE + 20_000;
    const now = { at, offsetSeconds: 3600 };
    state = step(state, { type: 'reading', reading: readingAt(i) }, DEFAULT_RULES, now).state;
    state = step(state, { type: 'tick' }, DEFAULT_RULES, { ...now, at: at + 30_000 }).state;
  }
  return state;
}

function looking(): Measurement {
  const afterDay = live(initialState(START), 0, DAY);
  const afterYear = live(initialState(START), 0, YEAR);
  const times = medians(61, {
    day: () => live(afterDay, DAY, LOOKS / 2),
    year: () => live(afterYear, YEAR, LOOKS / 2),
  });
  return {
    what: 'a look after a year against one after a day, time',
    figure: `${(times.year / times.day).toFixed(2)} x`,
    goal: '<= 1.2',
    detail:
      `${((times.year / LOOKS) * 1000).toFixed(1)} µs a look against ${((times.day / LOOKS) * 1000).toFixed(1)} µs; ` +
      `the state is ${JSON.stringify(afterYear).length} against ${JSON.stringify(afterDay).length} characters`,
  };
}

/** From the last byte of an answer that brings a low to the call of the notifier; ms. */
async function fromAnswerToNotifier(): Promise<number> {
  const people = [ada];
  const simulator = await startSimulator({ scenario: { ...scenarios.steady, people, glucose: () => 50 } });
  const dataDir = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  let answeredAt = 0;
  const timed: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const body = await response.arrayBuffer();
    const { status, headers } = response;
    if (typeof input === 'string' && input.endsWith('/llu/connections')) answeredAt = performance.now();
    const plain = new Headers(headers);
    plain.delete('content-encoding');
    return new Response(body, { status, headers: plain });
  };
  const { email, password } = simulator;
  const profile = new Profile({
    dataDir,
    credentials: { email, password },
    server: { baseUrl: simulator.url },
    requests: { fetch: timed },
  });
  const pulse = new Pulse(systemClock);
  const monitor = new Monitor({ profile, pulse, dataDir, intervalMs: MINUTE });
  try {
    return await new Promise<number>((resolve) => {
      const notifier = {
        deliver: () => {
          resolve(performance.now() - answeredAt);
          return Promise.resolve('shown' as const);
        },
        withdraw: () => undefined,
      };
      const alarms = new AlarmWatch(alarmOptions(profile, { dataDir, pulse, notifier }));
      monitor.subscribe((event) => alarms.hear(event));
      monitor.subscribe((event) => event.type === 'polled' && alarms.stop());
      monitor.start();
    });
  } finally {
    await monitor.stop();
    await profile.history.close();
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** `npm run bench` says the rest. */
export async function measure(): Promise<Measurement[]> {
  const times: number[] = [];
  for (let i = 0; i < ALARMS; i += 1) times.push(await fromAnswerToNotifier());
  return [
    looking(),
    {
      what: 'from an answer with a low to the notifier',
      figure: `${median(times).toFixed(1)} ms`,
      goal: '<= 1000 ms',
      detail: `median of ${ALARMS} starts against the simulator over HTTP; the longest ${Math.max(...times).toFixed(1)} ms`,
    },
  ];
}
