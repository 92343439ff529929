import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inEnglish } from '../../shared/messages/speech.ts';
import { linkSentence } from '../../shared/messages/sentences/link.ts';
import { printable } from '../../shared/printable.ts';
import type { AppState } from '../../shared/state/app-state.ts';
import { shownLink } from '../../shared/state/app-state.ts';
import { withName } from '../../shared/status/kept-poller.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import { BEAT_MS, type Pulse } from '../time/pulse.ts';
import { localTime } from './output.ts';

/** A poll that is so long overdue does not come any more: none of its requests, and no wait, may last as long. */
const OVERDUE_MS = 3 * MINUTE;
/** Nobody who is asked to end waits longer for a word that it does. */
const LAST_WORD_MS = 2 * SECOND;
/** A line of STATUS is about nobody: whoever may use this computer can read it. */
const SOMEBODY = 'Somebody';

/** Where systemd wants to hear, and how often (https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html). */
export interface ServiceManager {
  socket: string;
  /** It takes the process for hanging after so long without a sign, ms; null: it does not mind. */
  patienceMs: number | null;
}

/** The service manager that has started this process and wants to hear how it goes; null: nobody does. */
export function serviceManagerOf(env: NodeJS.ProcessEnv): ServiceManager | null {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: patience } = env;
  if (!socket) return null;
  const milliseconds = Number(patience) / 1000;
  return { socket, patienceMs: milliseconds > 0 ? milliseconds : null };
}

/** Hands assignments such as `READY=1` to the service manager; rejects where they do not arrive. */
export type Notify = (assignments: readonly string[]) => Promise<void>;

/**
 * By the program that comes with systemd, since Node cannot speak to a socket of this kind. It is told nothing else: the
 * environment of this process may hold a password.
 */
export function bySystemdNotify({ socket }: ServiceManager, env: NodeJS.ProcessEnv): Notify {
  return async (assignments) => {
    const child = spawn('systemd-notify', assignments, {
      env: { PATH: env['PATH'], NOTIFY_SOCKET: socket },
      stdio: 'ignore',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`systemd-notify: ${code}`);
  };
}

export interface ServiceReportOptions {
  manager: ServiceManager;
  notify: Notify;
  pulse: Pulse;
  state: () => AppState;
  /** Told once, when the service manager cannot be told. */
  onFault: () => void;
}

/**
 * Tells the service manager that it watches, how it goes, and as long as polls truly come that it lives. What waits for
 * a person lives too: to start it anew would help nobody.
 */
export class ServiceReport {
  readonly #options: ServiceReportOptions;
  #overdueBeats = 0;
  /** What has arrived: that it is ready, the last line of status, and when it was last alive, by the monotonic clock. */
  #known = { isReady: false, status: '', livesAt: -Infinity };
  #telling: Promise<void> | null = null;
  #hasFailed = false;
  #end = () => {};

  constructor(options: ServiceReportOptions) {
    this.#options = options;
  }

  start(): void {
    this.#tell();
    this.#end = this.#options.pulse.beat(BEAT_MS, () => this.#beat());
  }

  /** It ends. @returns once that is told, or nobody takes it */
  async stop(): Promise<void> {
    this.#end();
    const { promise: limit, resolve } = Promise.withResolvers<void>();
    const cancel = this.#options.pulse.clock.after(LAST_WORD_MS, resolve);
    await Promise.race([this.#sayLast(), limit]);
    cancel();
  }

  async #sayLast(): Promise<void> {
    await this.#telling;
    this.#tell('STOPPING=1');
    await this.#telling;
  }

  #beat(): void {
    const { state, pulse } = this.#options;
    this.#overdueBeats = isDue(state(), pulse.clock.now()) ? this.#overdueBeats + 1 : 0;
    if (this.#telling === null) this.#tell();
  }

  /** What is news; nothing where nothing is. */
  #tell(last?: string): void {
    const { pulse, state, notify } = this.#options;
    const status = sentenceOf(state());
    const lives = this.#isToShowLife();
    const assignments = [
      ...(last === undefined ? [] : [last]),
      ...(this.#known.isReady ? [] : ['READY=1']),
      ...(status === this.#known.status ? [] : [`STATUS=${status}`]),
      ...(lives ? ['WATCHDOG=1'] : []),
    ];
    if (assignments.length === 0) return;
    const livesAt = lives ? pulse.clock.monotonic() : this.#known.livesAt;
    this.#telling = notify(assignments)
      .then(
        () => void (this.#known = { isReady: true, status, livesAt }),
        () => this.#failed(),
      )
      .finally(() => (this.#telling = null));
  }

  /** Twice as often as it has to be, where it is true. */
  #isToShowLife(): boolean {
    const { manager, pulse } = this.#options;
    if (manager.patienceMs === null || this.#overdueBeats * BEAT_MS >= OVERDUE_MS) return false;
    return pulse.clock.monotonic() - this.#known.livesAt >= manager.patienceMs / 2 - BEAT_MS / 2;
  }

  #failed(): void {
    if (!this.#hasFailed) this.#options.onFault();
    this.#hasFailed = true;
  }
}

/** Whether the server is to be asked now, or is being asked; a poll under way counts from when it was due. */
function isDue({ polledBy, pollReason, nextPollAt }: AppState, now: number): boolean {
  if (polledBy !== null || pollReason === 'waitingForUser') return false;
  return nextPollAt === null || now > nextPollAt;
}

function sentenceOf(state: AppState): string {
  const link = withName(shownLink(state), SOMEBODY);
  return printable(inEnglish(() => linkSentence(link, localTime)));
}
