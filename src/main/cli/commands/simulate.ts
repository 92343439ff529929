import { say } from '../../../shared/messages/say.ts';
import { problem, type KnownCause, type Expected } from '../../../shared/problems.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { instantOfEdge, systemOffset } from '../../time/civil-time.ts';
import { systemClock } from '../../time/clock.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { readEdge, readWhole } from '../arguments.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { GlobalOptions } from '../environment.ts';
import type { Host } from '../host.ts';
import { untilStopped } from '../until-stopped.ts';

interface SimulateOptions {
  port?: string;
  scenario?: string;
  seed?: string;
  start?: string;
  speed?: string;
}

export function addSimulate({ program, output, finish }: Host): void {
  program
    .command('simulate')
    .description('serve a made-up LibreLinkUp on this computer until stopped')
    .option('--port <n>', 'port to listen on (default: any free one)')
    .option('--scenario <names>', 'what happens to its people, one after the other')
    .option('--seed <n>', 'whose days they live')
    .option('--start <time>', 'what time it is there (default: now)')
    .option('--speed <x>', 'how much faster its time goes')
    .action(async (given: SimulateOptions) => {
      const json = program.opts<GlobalOptions>().json === true;
      const served = await serve(given, json);
      if (served.ok) return;
      output.failure(served.problem, json);
      finish(EXIT_CODES[served.problem.code]);
    });

  async function serve(given: SimulateOptions, json: boolean): Promise<Result<void>> {
    const { startSimulator, parseScenario, scenarioNames } = await import('../../simulator/simulator.ts');
    const options: SimulatorOptions = {};
    if (given.scenario !== undefined) {
      const parsed = parseScenario(given.scenario);
      if ('unknown' in parsed) {
        const known = scenarioNames.join(', ');
        return bad('--scenario', parsed.unknown.join(','), { code: 'oneOfScenarios', known });
      }
      options.scenario = parsed.scenario;
    }
    const numbers = await readNumbers(given);
    if (!numbers.ok) return numbers;
    try {
      const simulator = await startSimulator({ ...options, ...numbers.value });
      const { url, email, password } = simulator;
      output.line(
        json
          ? JSON.stringify({ url, email, password })
          : say('commandLine.simulating', { url, email, password }),
      );
      await untilStopped();
      await simulator.close();
      return ok(undefined);
    } catch (error) {
      const cause = error instanceof Error && 'code' in error ? PORT_CAUSES[String(error.code)] : undefined;
      if (cause === undefined) throw error;
      return fail(problem('portUnusable', { port: given.port ?? '', cause }));
    }
  }
}

const PORT_CAUSES: Record<string, KnownCause> = {
  EADDRINUSE: 'portTaken',
  EACCES: 'portNotAllowed',
};

async function readNumbers(given: SimulateOptions): Promise<Result<SimulatorOptions>> {
  const options: SimulatorOptions = {};
  if (given.port !== undefined) {
    const port = readWhole('--port', given.port, 0, 65_535);
    if (!port.ok) return port;
    options.port = port.value;
  }
  if (given.seed !== undefined) {
    const seed = readWhole('--seed', given.seed, 0, 999_999_999);
    if (!seed.ok) return seed;
    options.seed = seed.value;
  }
  if (given.start !== undefined) {
    const now = systemClock.now();
    const start = await readEdge('--start', given.start, now);
    if (!start.ok) return start;
    options.start = instantOfEdge(start.value, now, systemOffset);
  }
  if (given.speed !== undefined) {
    const speed = /^\d{1,6}(\.\d+)?$/.test(given.speed) ? Number(given.speed) : 0;
    if (speed <= 0 || speed > 100_000)
      return bad('--speed', given.speed, { code: 'positiveNumber', most: 100_000 });
    options.speed = speed;
  }
  return ok(options);
}

function bad(what: string, given: string, expected: Expected): Result<never> {
  return fail(problem('badInput', { what, given, expected }));
}
