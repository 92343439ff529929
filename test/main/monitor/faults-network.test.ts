import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  badGzip,
  bomb,
  cutOff,
  drip,
  hang,
  hangUp,
  html,
  overlong,
  reset,
  startFaultServer,
  text,
  truncated,
  type Reply,
} from '../../support/fault-server.ts';
import { runCli } from '../../support/run-cli.ts';
import { networkError } from '../../support/simulated-world.ts';
import { LIST, MINUTE, SECOND, ServedWorld, START } from './served-world.ts';

/** A connection that fails in this way, whoever is asked. */
const failing = (code: string) => (() => Promise.reject(networkError(code))) as typeof fetch;

/** Polls into a fault that answers everything and says what became of it. */
async function meet(fault: Reply): Promise<ServedWorld> {
  const world = await ServedWorld.begin();
  const before = world.stored;
  world.fault = () => fault;
  await world.poll();
  expect(world.stored).toEqual(before);
  expect(world.state).toMatchObject({ pollReason: 'afterProblem' });
  expect(world.pollsIn).toBe(MINUTE);
  world.fault = () => null;
  await world.poll();
  expect(world.state.link.code).toBe('ok');
  expect(world.stored.length).toBeGreaterThan(before.length);
  world.fault = () => fault;
  await world.poll();
  return world;
}

describe('network', () => {
  it('row 1: offline at the start, the history is there and the state says why there is no more', async () => {
    const world = await ServedWorld.begin();
    const known = world.state.people[0]!.reading;
    await world.server.down();
    await world.restart();
    expect(world.told).toBe(`No connection to ${world.host} (nothing listens there).`);
    expect(world.state.people[0]).toMatchObject({ person: { firstName: 'Ada' }, reading: known });
    expect(world.state.lastAnswerAt).toBeNull();
    await world.pollThroughStart();
    const waits: (number | null)[] = [];
    for (let poll = 0; poll < 6; poll += 1) {
      waits.push(world.pollsIn! / MINUTE);
      await world.poll();
    }
    expect(waits).toEqual([1, 2, 5, 10, 15, 15]);
    await world.server.up();
    await world.poll();
    expect(world.told).toBe('Connected; readings are coming in.');
  });

  it('row 1: a computer without any network says that it is offline', async () => {
    const world = await ServedWorld.begin({ fetch: failing('ENETUNREACH') });
    expect(world.told).toBe(`No connection to ${world.host} (this computer is offline).`);
    expect(world.state).toMatchObject({ people: [], pollReason: 'afterProblem' });
    await world.pollThroughStart();
    expect(world.pollsIn).toBe(MINUTE);
  });

  it('row 2: offline while running, the value ages; back online is one poll at once, then the graph', async () => {
    const world = await ServedWorld.begin();
    const [ada] = world.state.people;
    await world.server.down();
    const ages: string[] = [];
    while (world.clock.now() < START + 25 * MINUTE) {
      await world.poll();
      ages.push(world.state.people[0]!.link.code);
      expect(world.told).toBe(`No connection to ${world.host} (nothing listens there).`);
    }
    expect(ages.filter((code, index) => code !== ages[index - 1])).toEqual(['ok', 'delayed', 'phoneSilent']);
    expect(world.state.people[0]!.reading).toEqual(ada!.reading);
    await world.server.up();
    const [asked, graph] = [world.asked(LIST), `${LIST}/${ada!.person.patientId}/graph`];
    const graphs = world.asked(graph);
    await world.networkIsBack();
    expect([world.asked(LIST) - asked, world.asked(graph) - graphs]).toEqual([1, 1]);
    expect(world.told).toBe('Connected; readings are coming in.');
    // Where nothing failed meanwhile nothing has to be tried again.
    world.monitor.networkIsBack();
    expect(world.asked(LIST) - asked).toBe(1);
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('row 3: a name that is not found (%s)', async (code) => {
    const world = await ServedWorld.begin({ fetch: failing(code), baseUrl: 'https://api.libreview.io' });
    expect(world.state.link).toMatchObject({ code: 'problem', problem: { code: 'nameNotFound' } });
    expect(world.told).toBe(
      'This computer cannot find api.libreview.io: it seems to be offline, or the name is wrong.',
    );
    await world.pollThroughStart();
    expect(world.pollsIn).toBe(MINUTE);
  });

  it('row 3: a name that no server of names knows', async () => {
    const world = await ServedWorld.begin({ baseUrl: 'https://no-such-host.invalid' });
    expect(world.told).toBe(
      'This computer cannot find no-such-host.invalid: it seems to be offline, or the name is wrong.',
    );
  });

  it('row 4: a connection that is reset or closed', async () => {
    const ways: [Reply, string][] = [
      [reset, 'it was reset'],
      [hangUp, 'it was closed at once'],
    ];
    for (const [reply, cause] of ways) {
      const world = await meet(reply);
      expect(world.state.link).toMatchObject({ problem: { code: 'connectionFailed' } });
      expect(world.told).toBe(`No connection to ${world.host} (${cause}).`);
    }
  });

  it('row 4: a connection that is refused', async () => {
    const world = await ServedWorld.begin();
    await world.server.down();
    await world.poll();
    expect(world.told).toBe(`No connection to ${world.host} (nothing listens there).`);
    expect(world.pollsIn).toBe(MINUTE);
  });

  it.each([
    ['a page with HTTP 200', html(200, 'Welcome to our Wi-Fi')],
    ['HTTP 511', html(511, 'Sign in to the network')],
  ])('row 5: a captive portal that answers with %s', async (_, reply) => {
    const world = await meet(reply);
    expect(world.state.link).toMatchObject({ problem: { code: 'answerNotFromServer' } });
    expect(world.told).toBe(
      `Something else answered in place of ${world.host}. ` +
        'Perhaps this network wants a sign-in: open any web page in a browser.',
    );
  });

  it('row 5: a captive portal that sends on is not followed', async () => {
    const portal = await startFaultServer(html(200, 'Sign in'));
    try {
      const world = await meet(text(302, '', { location: `${portal.url}/sign-in` }));
      expect(world.state.link).toMatchObject({ problem: { code: 'answerNotFromServer' } });
      expect(portal.connections()).toBe(0);
    } finally {
      await portal.close();
    }
  });

  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['old-protocol', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ] as const)('row 6: TLS that is %s gets nothing and is named', async (tls, cause) => {
    const world = await ServedWorld.begin({ tls });
    expect(world.state.link).toMatchObject({ problem: { code: 'tlsFailed' } });
    expect(world.told).toBe(
      `The connection to ${world.host} is not safe (${cause}), so nothing was sent. ` +
        "Check this computer's clock and network.",
    );
    expect(world.server.received).toHaveLength(0);
    expect(world.pollsIn).toBe(MINUTE);
  });

  it('row 6: TLS that is good is let through, and no switch turns the checks off', async () => {
    const world = await ServedWorld.begin({ tls: 'good' });
    expect(world.told).toBe('Connected; readings are coming in.');
    const sources = resolve(import.meta.dirname, '../../../src');
    for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const source = readFileSync(join(sources, name), 'utf8');
      expect(source, name).not.toMatch(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/);
    }
  });

  it.each([
    [407, 'the proxy wants a sign-in'],
    [503, 'the proxy refused with HTTP 503'],
  ])('row 7: a proxy that answers %d is named', async (status, cause) => {
    const proxy = createServer().listen(0, '127.0.0.1');
    proxy.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
    await once(proxy, 'listening');
    const environment = {
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      LIBRELINKUP_EMAIL: 'follower@example.com',
      LIBRELINKUP_PASSWORD: 'secret 1!',
    };
    const run = await runCli(['record', '--base-url', 'https://api.example'], { environment });
    proxy.close();
    expect(run).toMatchObject({ code: 6, out: '', error: `No connection to api.example (${cause}).\n` });
  });

  it.each([
    ['sends no headers', hang],
    ['drips a body', drip],
  ])('row 8: a slow server that %s ends at the deadline', async (_, reply) => {
    const world = await ServedWorld.begin();
    const before = world.stored;
    world.fault = () => reply;
    const due = world.state.nextPollAt!;
    await world.pollFor(20 * SECOND);
    expect(world.clock.now()).toBe(due + 20 * SECOND);
    expect(world.state.link).toMatchObject({ problem: { code: 'timedOut' } });
    expect(world.told).toBe(`${world.host} did not answer in time.`);
    expect(world.pollsIn).toBe(MINUTE);
    expect(world.stored).toEqual(before);
  });

  it.each([
    ['is shorter than promised', truncated, 'The answer of HOST broke off half-way.'],
    ['is reset half-way', cutOff, 'The answer of HOST broke off half-way.'],
    ['is longer than promised', overlong, 'The answer of HOST cannot be read: it is not JSON.'],
  ])('row 9: a body that %s is not read', async (_, reply, sentence) => {
    const world = await meet(reply);
    expect(world.told).toBe(sentence.replace('HOST', world.host));
  });

  it('row 10: a gzip bomb is stopped', async () => {
    const world = await meet(bomb);
    expect(world.state.link).toMatchObject({ problem: { code: 'answerTooLarge' } });
    expect(world.told).toBe(`The answer of ${world.host} is far larger than any real one and was not read.`);
  });

  it('row 11: bad gzip is not read', async () => {
    const world = await meet(badGzip);
    expect(world.told).toBe(`The answer of ${world.host} cannot be read: it cannot be decompressed.`);
  });

  it.each([301, 302, 303, 307, 308])('row 12: HTTP redirect %d is refused', async (status) => {
    const elsewhere = await startFaultServer(text(200, '{}'));
    try {
      const world = await meet(text(status, '', { location: `${elsewhere.url}/llu/connections` }));
      expect(world.state.link).toMatchObject({ problem: { code: 'answerNotFromServer' } });
      expect(elsewhere.connections()).toBe(0);
    } finally {
      await elsewhere.close();
    }
  });

  it('row 13: a connection that never comes about ends at the deadline', async () => {
    let called = () => {};
    const calling = new Promise<void>((resolve) => (called = resolve));
    const never = ((_: string, { signal }: RequestInit) =>
      new Promise((__, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason as Error));
        called();
      })) as typeof fetch;
    const world = await ServedWorld.open({ fetch: never });
    const begun = world.start();
    await calling;
    world.clock.advance(20 * SECOND);
    await begun;
    expect(world.told).toBe(`${world.host} did not answer in time.`);
    expect(world.pollsIn).toBe(5 * SECOND);
  });

  it('row 13: a connection the system gives up sooner is the same to the user', async () => {
    for (const code of ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']) {
      const world = await ServedWorld.begin({ fetch: failing(code) });
      expect(world.told).toBe(`${world.host} did not answer in time.`);
    }
  });
});
