import { say } from '../../../shared/messages/say.ts';
import { problem, type KnownCause } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { MINUTE } from '../../../shared/time.ts';
import { systemClock } from '../../time/clock.ts';
import { pollerOf } from '../../monitor/poller-lock.ts';
import { readWhole } from '../arguments.ts';
import type { Host } from '../host.ts';
import { readStandardInput } from '../prompt.ts';
import type { Session } from '../session.ts';
import { untilStopped } from '../until-stopped.ts';

interface ServeOptions {
  port: string;
  secretStdin?: true;
}

export function addServe({ program, runForever }: Host): void {
  program
    .command('serve')
    .description('serve the recorded readings on this computer, as xDrip and Nightscout do, until stopped')
    .option('--port <n>', 'port to listen on (0: any free one)', '17580')
    .option('--secret-stdin', 'read from standard input a secret that readers must say')
    .action((given: ServeOptions) => runForever((session) => serve(session, given)));
}

async function serve(session: Session, given: ServeOptions): Promise<Result<void>> {
  const { profile, output, options } = session;
  const port = readWhole('--port', given.port, 0, 65_535);
  if (!port.ok) return port;
  const secret = await readSecret(given.secretStdin === true);
  if (!secret.ok) return secret;
  const [{ startFeed }, { feedAnswer }, { whoseFeed }, { knownOnDisk }] = await Promise.all([
    import('../../feed/server.ts'),
    import('../../feed/answers.ts'),
    import('../../feed/person.ts'),
    import('../../feed/status-on-disk.ts'),
  ]);
  const { dataDir, demo } = options;
  const known = () => knownOnDisk(dataDir, systemClock.now(), demo);
  // Anew for each answer: the desktop may have changed them meanwhile.
  const source = { profile, demo, settings: () => known().settings, known: async () => known() };
  const feed = await startFeed({
    port: port.value,
    secret: secret.value,
    origins: profile.currentSettings().feed.origins,
    answer: (asked) => feedAnswer(source, asked),
    onFault: (error) => output.problem(problem('unexpected', { detail: nameOf(error) })),
  });
  if (!feed.ok) return feed;
  const { url } = feed.value;
  output.line(options.json ? JSON.stringify({ url }) : say('commandLine.serving', { url }));
  const whose = await whoseFeed(source, null);
  if (whose.ok && whose.value === 'several') output.say(say('commandLine.servesSeveral'));
  const endLooking = await tellWhoWatches(session);
  const stopWaiting = output.onClosed(() => process.emit('SIGHUP'));
  await untilStopped();
  stopWaiting();
  endLooking();
  await feed.value.close();
  return ok(undefined);
}

async function readSecret(wanted: boolean): Promise<Result<string | null>> {
  if (!wanted) return ok(null);
  const { isFeedSecret } = await import('../../feed/secret.ts');
  const secret = (await readStandardInput()).trim();
  if (isFeedSecret(secret)) return ok(secret);
  const given = secret === '' ? '' : '…';
  return fail(problem('badInput', { what: 'secret', given, expected: { code: 'secretLength' } }));
}

/** Says when nobody asks the server, and when somebody does again. @returns what ends it */
async function tellWhoWatches({ options, output }: Session): Promise<() => void> {
  let told: number | null = -1;
  const look = async (): Promise<void> => {
    const pid = await pollerOf(options.dataDir);
    if (pid === null && told !== null) output.say(say('commandLine.nobodyWatches'));
    if (pid !== null && told === null) output.say(say('commandLine.somebodyWatches', { pid }));
    told = pid;
  };
  await look();
  const timer = setInterval(() => void look(), MINUTE);
  return () => clearInterval(timer);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ('unknownError' satisfies KnownCause);
}
