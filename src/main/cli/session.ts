import type { Unit } from '../../shared/glucose/units.ts';
import type { Problem } from '../../shared/problems.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Credentials } from '../credentials/vault.ts';
import { createGlucoseService, type GlucoseService } from '../service.ts';
import { readRunOptions, type GlobalOptions, type RunOptions } from './environment.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Output } from './output.ts';

/** Within this a one-shot command ends, whatever the network does; the contract says 25 s. */
const COMMAND_LIMIT_MS = 23_000;

/** What a command works with. */
export interface Session {
  options: RunOptions;
  output: Output;
  service: GlucoseService;
  /** The simulator's account, with --demo. */
  demoCredentials: Credentials | null;
  /** The unit to show: as asked for, else as the settings say, else the one of the person's account. */
  unitFor(own: Unit | null): Unit;
}

export type CommandBody = (session: Session) => Promise<Result<void>>;

/** Runs a command's body with a service that is closed afterwards, and returns the exit code. */
export async function runCommand(
  given: GlobalOptions,
  environment: NodeJS.ProcessEnv,
  output: Output,
  body: CommandBody,
): Promise<number> {
  const options = readRunOptions(given, environment);
  if (!options.ok) return report(options.problem, output);
  const session = await openSession(options.value, output);
  if (!session.ok) return report(session.problem, output);
  const { service } = session.value;
  try {
    const result = await body(session.value);
    for (const notice of service.notices) output.problem(notice);
    return result.ok ? 0 : report(result.problem, output);
  } finally {
    service.close();
    await session.value.close();
  }
}

function report(problem: Problem, output: Output): number {
  output.problem(problem);
  return EXIT_CODES[problem.code];
}

async function openSession(
  options: RunOptions,
  output: Output,
): Promise<Result<Session & { close(): Promise<void> }>> {
  const { dataDir, apiVersion } = options;
  let { baseUrl, credentials } = options;
  let close = async () => {};
  if (options.demo) {
    const { startSimulator } = await import('../simulator/simulator.ts');
    const simulator = await startSimulator();
    baseUrl = simulator.url;
    credentials = { email: simulator.email, password: simulator.password };
    close = () => simulator.close();
  }
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), COMMAND_LIMIT_MS);
  timer.unref();
  const service = createGlucoseService({
    dataDir,
    signal: limit.signal,
    ...(baseUrl !== null && { baseUrl }),
    ...(credentials !== null && { credentials }),
    ...(apiVersion !== null && { apiVersion }),
  });
  const unitFor = (own: Unit | null): Unit => {
    if (options.unit !== null) return options.unit;
    const settings = service.settings();
    return (settings.ok ? settings.value.read().unit : null) ?? own ?? 'mgdl';
  };
  const demoCredentials = options.demo ? credentials : null;
  return ok({ options, output, service, demoCredentials, unitFor, close });
}
