import { isDeepStrictEqual } from 'node:util';
import type { Unit } from '../../shared/glucose/units.ts';
import type { Problem } from '../../shared/problems.ts';
import type { Result } from '../../shared/result.ts';
import { SECOND } from '../../shared/time.ts';
import type { Credentials } from '../credentials/vault.ts';
import { HistoryThread } from '../history/history-thread.ts';
import { Profile, type Places } from '../profile/profile.ts';
import { GlucoseService } from '../service.ts';
import { checkFolder, markFolder } from '../session/claim-folder.ts';
import { readRunOptions, type GlobalOptions, type RunOptions } from './environment.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Output } from './output.ts';

/** Within this a one-shot command ends, whatever the network does; the contract says 25 s. */
const COMMAND_LIMIT_MS = 23 * SECOND;

/** What a command works with. */
export interface Session {
  options: RunOptions;
  output: Output;
  /** What the service works with, for what goes on by itself or looks deeper. */
  profile: Profile;
  service: GlucoseService;
  /** The simulator's account, with --demo. */
  demoCredentials: Credentials | null;
  /** The server that will be asked. */
  server(): string;
  /** The unit to show: as asked for, else as the settings say, else the one of the person's account. */
  unitFor(own: Unit | null): Unit;
  /** Waits for a person's answer, which does not count towards the time of the command. */
  unlimited<T>(answer: Promise<T>): Promise<T>;
  /** Ends whatever request is under way. */
  abort(): void;
  close(): Promise<void>;
}

export type CommandBody = (session: Session) => Promise<Result<void>>;

/**
 * Runs a command's body with a service that is closed afterwards, and returns the exit code.
 *
 * @param limitMs how long its requests may take in all
 */
export async function runCommand(
  given: GlobalOptions,
  environment: NodeJS.ProcessEnv,
  output: Output,
  body: CommandBody,
  limitMs: number | null = COMMAND_LIMIT_MS,
): Promise<number> {
  const options = readRunOptions(given, environment);
  const report = (problem: Problem): number => {
    output.failure(problem, given.json === true);
    return EXIT_CODES[problem.code];
  };
  if (!options.ok) return report(options.problem);
  const session = await openSession(options.value, output, limitMs);
  try {
    const owner = options.value.demo ? 'demo' : 'account';
    const checked = await checkFolder(session.profile, owner);
    if (!checked.ok) return report(checked.problem);
    const settings = session.service.settings();
    if (!settings.ok && limitMs !== null) return report(settings.problem);
    const result = await body(session);
    await markFolder(session.profile, owner);
    const failed = result.ok ? null : result.problem;
    for (const notice of session.service.notices)
      if (!isDeepStrictEqual(notice, failed)) output.problem(notice);
    if (failed) return report(failed);
    const unwritten = await output.finished();
    return unwritten ? report(unwritten) : 0;
  } finally {
    await session.close();
  }
}

async function openSession(options: RunOptions, output: Output, limitMs: number | null): Promise<Session> {
  const { dataDir, server } = options;
  const demo = options.demo ? await startDemo() : null;
  const simulator = demo?.simulator ?? null;
  const baseUrl = simulator?.url ?? server.baseUrl;
  const demoCredentials = simulator && { email: simulator.email, password: simulator.password };
  const credentials = demoCredentials ?? options.credentials;

  const limit = new AbortController();
  const begin = () => (limitMs === null ? undefined : setTimeout(() => limit.abort(), limitMs));
  let timer = begin();
  const profile = new Profile({
    dataDir,
    ...(credentials !== null && { credentials }),
    server: {
      ...(baseUrl !== null && { baseUrl }),
      ...(server.apiVersion !== null && { apiVersion: server.apiVersion }),
      ownServer: simulator !== null,
    },
    requests: { signal: limit.signal, unremembered: limitMs === null },
    places: {
      // Whoever runs on must not wait for a disk.
      ...(limitMs === null && { openHistory: (path, clock) => new HistoryThread(path, clock) }),
      ...(demo !== null && { wrapHistory: demo.wrapHistory }),
    },
  });
  return {
    options,
    output,
    profile,
    service: new GlucoseService(profile),
    demoCredentials,
    server: () => baseUrl ?? profile.currentSettings().baseUrl,
    unitFor: (own) => options.unit ?? profile.currentSettings().unit ?? own ?? 'mgdl',
    async unlimited(answer) {
      clearTimeout(timer);
      try {
        return await answer;
      } finally {
        timer = begin();
      }
    },
    abort: () => limit.abort(),
    async close() {
      clearTimeout(timer);
      await profile.close();
      await simulator?.close();
    },
  };
}

async function startDemo() {
  const [{ startSimulator }, { DemoHistory }] = await Promise.all([
    import('../simulator/simulator.ts'),
    import('../session/demo-history.ts'),
  ]);
  const wrapHistory: Places['wrapHistory'] = (history, clock) => new DemoHistory(history, clock);
  return { simulator: await startSimulator(), wrapHistory };
}
