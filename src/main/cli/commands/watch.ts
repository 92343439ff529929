import { SECOND } from '../../../shared/time.ts';
import { shownLink, type AppState } from '../../../shared/state/app-state.ts';
import { readingJson } from '../../../shared/glucose/reading.ts';
import { say } from '../../../shared/messages/say.ts';
import { inEnglish } from '../../../shared/messages/speech.ts';
import { ageText } from '../../../shared/messages/sentences/durations.ts';
import { problemSentence } from '../../../shared/messages/sentences/problem.ts';
import { linkSentence } from '../../../shared/messages/sentences/link.ts';
import { recordedAgainSentences } from '../../../shared/messages/sentences/notice.ts';
import { problem, type Problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { AlarmListener, AlarmWatch } from '../../alarms/alarm-watch.ts';
import { systemClock } from '../../time/clock.ts';
import { Pulse } from '../../time/pulse.ts';
import { linkCause } from '../../monitor/link.ts';
import type { MonitorEvent } from '../../monitor/monitor-event.ts';
import type { Monitor } from '../../monitor/monitor.ts';
import { asCalled } from '../../profile/people.ts';
import { givenAddress } from '../../nightscout/address.ts';
import { claimFolder } from '../../session/claim-folder.ts';
import { Following } from '../../session/following.ts';
import { onRecordedAgain } from '../../session/recorded-again.ts';
import { readWhole } from '../arguments.ts';
import { LiveTerminal } from '../live-terminal.ts';
import { fitted, liveLines, personLine, type Piece } from '../live-view.ts';
import { localTime, terminalWidth } from '../output.ts';
import type { Host } from '../host.ts';
import { bySystemdNotify, serviceManagerOf, ServiceReport } from '../service-manager.ts';
import type { Session } from '../session.ts';
import { terminalNotifier } from '../terminal-notifier.ts';

interface WatchOptions {
  interval?: string;
  count?: string;
}

export function addWatch({ program, runForever }: Host): void {
  program
    .command('watch')
    .description('poll, record and raise alarms until stopped')
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
          const expected = { code: 'onceAMinute' } as const;
          return fail(problem('badInput', { what: '--interval', given: String(interval.value), expected }));
        }
        return watch(session, interval.value, count.value);
      }),
    );
}

async function watch(session: Session, intervalSeconds: number, polls: number): Promise<Result<void>> {
  const { profile, output, options } = session;
  // Nobody will type a password into a program that runs by itself, so not being signed in ends it at once.
  const client = await profile.client();
  if (!client.ok) return client;
  // Before anything is written: whoever watches may be ended at any time.
  const claimed = await claimFolder(profile, options.demo ? 'demo' : 'account');
  if (!claimed.ok) return claimed;
  const nightscout = profile.currentSettings().nightscout.on ? givenAddress(options.nightscout) : ok(null);
  if (!nightscout.ok) return nightscout;
  const started = systemClock.monotonic();
  const forPeople = output.terminal && !options.json;
  // A terminal that cannot draw a line over again gets one more.
  const screen =
    forPeople && process.env['TERM'] !== 'dumb' ? new LiveTerminal(process.stdout, process.env) : null;
  const notifier = terminalNotifier(session, screen ? (sentence) => screen.say(sentence) : undefined);
  const pulse = new Pulse(systemClock);
  const following = new Following({
    mode: options.demo ? 'demo' : 'account',
    by: 'watch',
    profile,
    dataDir: options.dataDir,
    pulse,
    notifier,
    intervalSeconds: () => intervalSeconds,
    nightscout: nightscout.value,
  });
  const { monitor, alarms } = following;
  const show = screen
    ? showLive(session, monitor, screen)
    : forPeople
      ? printLines(session, monitor)
      : printJson(session, monitor, alarms);
  const tell = (sentence: string) => (screen ? screen.say(sentence) : output.say(sentence));
  tellBeside(following, tell);
  let given: Problem | null = null;
  let stopWaiting = (): void => {};
  const ended = new Promise<void>((resolve) => {
    let left = polls;
    monitor.subscribe((event) => {
      if (event.type === 'polled' && --left <= 0) resolve();
      // No poll will ever follow: whoever counts them would wait for ever.
      if (event.type !== 'polled' || polls === Infinity) return;
      const { link, nextPollAt, polledBy } = monitor.state;
      if (nextPollAt === null && polledBy === null && link.code === 'problem' && left > 0) {
        given = link.problem;
        resolve();
      }
    });
    stopWaiting = output.onClosed(resolve);
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    process.once('SIGHUP', resolve);
  });
  following.start();
  const report = reportOf(pulse, monitor, () => tell(say('commandLine.systemdSilent')));
  report?.start();
  await ended;
  stopWaiting();
  show.end();
  await report?.stop();
  const stopped = following.stop();
  session.abort();
  await stopped;
  output.say(
    say('commandLine.watched', {
      count: monitor.recorded,
      age: ageText(Math.round((systemClock.monotonic() - started) / SECOND)),
    }),
  );
  // Readings that still wait for the disk are lost with this process.
  const failed = given ?? monitor.unrecorded;
  return failed ? fail(failed) : ok(undefined);
}

/** For the service manager that has started this process, where one has. */
function reportOf(pulse: Pulse, monitor: Monitor, onFault: () => void): ServiceReport | null {
  const manager = serviceManagerOf(process.env);
  if (manager === null) return null;
  const notify = bySystemdNotify(manager, process.env);
  return new ServiceReport({ manager, notify, pulse, state: () => monitor.state, onFault });
}

/**
 * Tells of what fails beside the polls; of an upload that goes on failing once, and once that it goes on; and that what
 * could not be recorded can be again.
 */
function tellBeside(following: Following, tell: (sentence: string) => void): void {
  const { backups, monitor, upload } = following;
  onRecordedAgain(monitor, (over) => recordedAgainSentences(over, localTime).forEach((one) => tell(one)));
  const tellProblem = (why: Problem) => tell(problemSentence(why, localTime));
  let told: string | null = null;
  following.subscribe(({ type }) => {
    if (type === 'backup' && backups.state?.problem) tellProblem(backups.state.problem);
    if (type !== 'upload' || upload.state === null) return;
    const { problem: why, host, lastCount: count, newestAt } = upload.state;
    if (why && why.code !== told) tellProblem(why);
    if (!why && told !== 'none' && newestAt !== null)
      tell(say('commandLine.uploadGoesOn', { count, host, time: localTime(newestAt) }));
    if (why || newestAt !== null) told = why?.code ?? 'none';
  });
}

interface Listener {
  reading(event: Extract<MonitorEvent, { type: 'reading' }>): void;
  state(state: AppState): void;
}

/** Tells of each new reading, and of the state where its cause is another than before. */
function listen({ output }: Session, monitor: Monitor, to: Listener): () => void {
  let cause = linkCause(monitor.state.link);
  let holder: number | null = null;
  return monitor.subscribe((event) => {
    if (event.type === 'reading') to.reading(event);
    if (event.type !== 'state') return;
    const { state } = event;
    if (state.polledBy !== holder && state.polledBy !== null)
      output.say(say('commandLine.polledBy', { pid: state.polledBy }));
    holder = state.polledBy;
    const now = linkCause(shownLink(state));
    if (now !== cause) to.state(state);
    cause = now;
  });
}

/** Events for programs, one JSON object a line. */
function printJson(session: Session, monitor: Monitor, alarms: AlarmWatch): { end(): void } {
  const { output, service, profile } = session;
  const print = (event: object): void => output.line(JSON.stringify(event));
  const printAlarm: AlarmListener = (patientId, { kind, decision, at, mgdl }) =>
    print({ type: 'alarm', patientId, kind, decision, at: new Date(at).toISOString(), mgdl });
  const unsubscribe = [
    listen(session, monitor, {
      reading(event) {
        const person = asCalled(event.person, profile.currentSettings());
        print({ type: 'reading', reading: readingJson(event.reading, person, service.now()) });
      },
      state: (state) => print(stateEvent(state)),
    }),
    alarms.subscribe(printAlarm),
  ];
  return { end: () => unsubscribe.forEach((end) => end()) };
}

/** The same for people, in plain lines. */
function printLines(session: Session, monitor: Monitor): { end(): void } {
  const { output, service, profile } = session;
  const print = (pieces: readonly Piece[]): void =>
    output.line(
      pieces
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    );
  const end = listen(session, monitor, {
    reading({ reading, person: info }) {
      const now = service.now();
      const person = asCalled(info, profile.currentSettings());
      const { recent = [] } =
        monitor.state.people.find((one) => one.person.patientId === info.patientId) ?? {};
      const line = personLine({ person, reading, recent }, now, session.unitFor(info.unit));
      print([{ text: `${localTime(now)} ` }, ...fitted(line, (terminalWidth(process.stdout) ?? 80) - 10)]);
    },
    state: (state) =>
      print([{ text: `${localTime(service.now())} ${linkSentence(shownLink(state), localTime)}` }]),
  });
  return { end };
}

/** `{type,code,message,retryAt}`; a problem is named by its own code. */
function stateEvent(state: AppState) {
  const { nextPollAt } = state;
  const link = shownLink(state);
  const failed = link.code === 'problem';
  const retryAt = failed ? (link.problem.retryAt ?? nextPollAt) : null;
  return {
    type: 'state',
    code: failed ? link.problem.code : link.code,
    message: inEnglish(() => linkSentence(link, localTime)),
    retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
  };
}

/** A picture for people, drawn anew each second. */
function showLive(session: Session, monitor: Monitor, terminal: LiveTerminal): { end(): void } {
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
