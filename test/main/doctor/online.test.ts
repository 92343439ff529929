import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import type { CheckName } from '../../../src/shared/doctor/checks.ts';
import {
  hang,
  html,
  json,
  startFaultServer,
  startTlsFaultServer,
  type FaultServer,
  type Reply,
} from '../../support/fault-server.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { calm } from '../../support/staying.ts';

// `doctor --online`: one question to the server, and one sentence of what came of it, with what to do.

type Printed = { check: CheckName; ok: boolean; detail: string };
const ACCOUNT = { LIBRELINKUP_EMAIL: 'follower@example.com', LIBRELINKUP_PASSWORD: 'secret 1!' };

async function asked(url: string, environment: Record<string, string> = ACCOUNT) {
  const run = await runCli(
    ['doctor', '--online', '--json', '--base-url', url, '--data-dir', temporaryDirectory()],
    {
      environment,
    },
  );
  expect(run.error).toBe('');
  const checks = run.json() as Printed[];
  return (name: CheckName) => checks.find(({ check }) => check === name)!;
}

async function serving(server: Promise<FaultServer>): Promise<FaultServer> {
  const begun = await server;
  onTestFinished(() => begun.close());
  return begun;
}

it('a server that answers is well, and so is the clock by what it says', async () => {
  const simulator = await startSimulator({ scenario: calm });
  onTestFinished(() => simulator.close());
  const { email, password } = simulator;
  const found = await asked(simulator.url, { LIBRELINKUP_EMAIL: email, LIBRELINKUP_PASSWORD: password });
  expect(found('server')).toEqual({ check: 'server', ok: true, detail: 'all well' });
  expect(found('clock')).toEqual({ check: 'clock', ok: true, detail: 'all well' });
  expect(simulator.requests.map(({ path }) => path)).toEqual(['/llu/auth/login', '/llu/connections']);
});

it('whoever is not signed in asks only whether it is there', async () => {
  const simulator = await startSimulator({ scenario: calm });
  onTestFinished(() => simulator.close());
  expect((await asked(simulator.url, {}))('server').ok).toBe(true);
  expect(simulator.requests.map(({ path }) => path)).toEqual([
    expect.stringContaining('/config/country') as string,
  ]);
});

it.each<[string, Reply, RegExp]>([
  [
    'refuses the password',
    json(200, { status: 2, error: { message: 'x' } }),
    /^LibreLinkUp refused .*\. Use the ones/,
  ],
  [
    'wants a newer version',
    json(403, { status: 920, data: { minimumVersion: '4.99.0' } }),
    /^LibreLinkUp no longer talks to version .* wants 4\.99\.0\. Look for a newer Glucoglance\.$/,
  ],
  [
    'has trouble of its own',
    json(503, {}),
    /^127\.0\.0\.1.* \(HTTP 503\)\. Nothing can be done about it here; look/,
  ],
  ['lets nobody through', html(403, 'Cloudflare'), /^Abbott's servers block .*\. (Next try|Try)/],
  [
    'does not answer in time',
    hang,
    /^127\.0\.0\.1.* did not answer in time\. See whether this computer is online/,
  ],
])('of a server that %s it says so, and what to do', async (_, reply, says) => {
  const server = await serving(startFaultServer(reply));
  const found = await asked(server.url);
  expect(found('server')).toMatchObject({ ok: false, detail: expect.stringMatching(says) as string });
});

it('of one that is not there it says so, and what to do', async () => {
  const server = await startFaultServer(hang);
  await server.close();
  expect((await asked(server.url))('server')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^No connection to .*\(nothing listens there\)\. See whether/) as string,
  });
});

it.each(['expired', 'self-signed', 'old-protocol'] as const)(
  'to one whose TLS is %s it sends nothing, says so, and what to do',
  async (fault) => {
    const server = await serving(startTlsFaultServer(fault, json(200, {})));
    const found = await asked(server.url);
    expect(found('server').detail).toMatch(
      /^The connection to .* is not safe .*so nothing was sent\. Check this computer's clock and network\.$/,
    );
    expect(server.received).toEqual([]);
  },
);
