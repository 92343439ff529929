import type { AppState } from '../../../shared/app-state.ts';
import { readingJson } from '../../../shared/glucose/reading.ts';
import { cli, linkSentence } from '../../../shared/messages/en.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { systemClock } from '../../clock.ts';
import { causeOf, Monitor, type MonitorEvent } from '../../monitor/monitor.ts';
import { asCalled } from '../../people.ts';
import { readWhole } from '../arguments.ts';
import { LiveTerminal } from '../live-terminal.ts';
import { liveLines } from '../live-view.ts';
import { localTime } from '../output.ts';
import type { Host } from '../program.ts';
import type { Session } from '../session.ts';

interface WatchOptions {
  interval?: string;
  count?: string;
}

const SECOND = 1000;

export function addWatch({ program, runForever }: Host): void {
  program
    .command('watch')
    .description('poll and record until stopped')
    .option('--interval <seconds>', 'time between two polls (default: 60)')
    .option('--count <n>', 'stop after so many polls')
    .action((given: WatchOptions) =>
      runForever(async (session) => {
        const interval =
          given.interval === undefined ? ok(60) : readWhole('--interval', given.interval, 1, 3600);
        if (!interval.ok) return interval;
        const count =
          given.count === undefined ? ok(Infinity) : readWhole('--count', given.count, 1, 1_000_000);
        if (!count.ok) return count;
        const local = session.server().startsWith('http:');
        if (interval.value < 60 && !local) {
          const expected = 'LibreLinkUp is asked at most once a minute';
          return fail(problem('badInput', { what: '--interval', given: String(interval.value), expected }));
        }
        return watch(session, interval.value, count.value);
      }),
    );
}

async function watch(session: Session, intervalSeconds: number, polls: number): Promise<Result<void>> {
  const { service, output, options } = session;
  // Nobody will type a password into a program that runs by itself, so not being signed in ends it at once.
  const client = await service.resources.client();
  if (!client.ok) return client;
  const started = systemClock.monotonic();
  const monitor = new Monitor({
    resources: service.resources,
    clock: systemClock,
    dataDir: options.dataDir,
    intervalMs: intervalSeconds * SECOND,
  });
  const show = output.terminal && !options.json ? showLive(session, monitor) : printEvents(session, monitor);
  const ended = new Promise<void>((resolve) => {
    let left = polls;
    monitor.subscribe((event) => {
      if (event.type === 'polled' && --left <= 0) resolve();
    });
    output.onClosed(resolve);
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  monitor.start();
  await ended;
  show.end();
  session.abort();
  await monitor.stop();
  output.say(cli.watched(monitor.recorded, Math.round((systemClock.monotonic() - started) / SECOND)));
  return ok(undefined);
}

/** Events for programs, one JSON object a line. */
function printEvents(session: Session, monitor: Monitor): { end(): void } {
  const { output, service } = session;
  let cause = causeOf(monitor.state.link);
  let holder: number | null = null;
  let storage: string | null = null;
  const print = (event: MonitorEvent) => {
    if (event.type === 'reading') {
      const person = asCalled(event.person, service.resources.currentSettings());
      output.line(
        JSON.stringify({ type: 'reading', reading: readingJson(event.reading, person, service.now()) }),
      );
    } else if (event.type === 'state') {
      if (event.state.polledBy !== holder && event.state.polledBy !== null)
        output.say(cli.polledBy(event.state.polledBy));
      holder = event.state.polledBy;
      const { storage: failing } = event.state;
      if (failing && failing.code !== storage) output.problem(failing);
      storage = failing?.code ?? null;
      const now = causeOf(event.state.link);
      if (now !== cause) output.line(JSON.stringify(stateEvent(event.state)));
      cause = now;
    }
  };
  const unsubscribe = monitor.subscribe(print);
  return { end: unsubscribe };
}

/** `{type,code,message,retryAt}`; a problem is named by its own code. */
function stateEvent({ link, nextPollAt }: AppState) {
  const failed = link.code === 'problem';
  const retryAt = failed ? (link.problem.retryAt ?? nextPollAt) : null;
  return {
    type: 'state',
    code: failed ? link.problem.code : link.code,
    message: linkSentence(link, localTime),
    retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
  };
}

/** A picture for people, drawn anew each second. */
function showLive(session: Session, monitor: Monitor): { end(): void } {
  const terminal = new LiveTerminal(process.stdout, process.env);
  const draw = () => {
    const { state } = monitor;
    terminal.draw(liveLines(state, session.service.now(), ({ unit }) => session.unitFor(unit)));
  };
  const timer = setInterval(draw, SECOND);
  const unsubscribe = monitor.subscribe(draw);
  process.stdout.on('resize', draw);
  return {
    end() {
      clearInterval(timer);
      unsubscribe();
      process.stdout.off('resize', draw);
      draw();
      terminal.end();
    },
  };
}
