import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { Pulse } from '../../../src/main/time/pulse.ts';
import { UPDATES_FILE, UpdateWatch } from '../../../src/main/updates/update-watch.ts';
import type { UpdateState } from '../../../src/shared/state/update-state.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/shared/time.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { holdFiles } from '../../support/held-files.ts';
import { startFaultServer, type FaultServer, type Reply } from '../../support/fault-server.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

/** A server of our own says which version is the newest; time is the test's. */
describe('looking for a newer version', () => {
  let clock: FakeClock;
  let server: FaultServer;
  let dataDir: string;
  let states: UpdateState[];
  let isWanted: boolean;
  let isAlarming: boolean;
  let asking: Promise<unknown>[];
  let watch: UpdateWatch;

  const release: Reply = (_, response) => {
    response.setHeader('etag', '"one"');
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ tag_name: 'v0.3.0', published_at: '2026-11-20T08:00:00Z', body: '- More' }),
    );
  };
  const start = async (random = 0) => {
    watch = new UpdateWatch({
      dataDir,
      pulse: new Pulse(clock),
      releases: { feed: `${server.url}/latest`, page: `${server.url}/page` },
      version: '0.1.0',
      by: 'page',
      fetch: (...asked) => {
        const answer = fetch(...asked);
        asking.push(answer.catch(() => {}));
        return answer;
      },
      isWanted: () => isWanted,
      mustWait: () => isAlarming,
      publish: (state) => states.push(state),
      onFault: (error) => {
        throw error;
      },
      random: () => random,
    });
    watch.start();
    await settled();
  };
  /** Whatever was asked is answered, and kept. */
  const settled = async () => {
    for (let i = 0; i < 4; i++) {
      await Promise.all(asking);
      await new Promise((resolve) => setImmediate(resolve));
      await allWritten();
    }
  };
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= MINUTE) {
      clock.advance(MINUTE);
      await new Promise((resolve) => setImmediate(resolve));
      if (asking.length > 0) await settled();
      asking = [];
    }
    await settled();
  };
  const last = () => states.at(-1)!;

  beforeEach(async () => {
    clock = new FakeClock();
    server = await startFaultServer(release);
    dataDir = temporaryDirectory();
    [states, asking, isWanted, isAlarming] = [[], [], true, false];
  });
  afterEach(async () => {
    watch.stop();
    await server.close();
  });

  it('asks nobody and tells nothing until somebody wants it, and then some minutes later', async () => {
    isWanted = false;
    await start();
    await pass(2 * DAY);
    expect([server.received.length, last().newer, existsSync(join(dataDir, UPDATES_FILE))]).toEqual([
      0,
      null,
      false,
    ]);
    isWanted = true;
    await pass(2 * MINUTE);
    expect(server.received).toHaveLength(1);
    expect(last()).toEqual({
      host: new URL(server.url).host,
      answeredAt: expect.any(Number) as number,
      newer: { version: '0.3.0', at: Date.UTC(2026, 10, 20, 8), lines: ['More'] },
      by: 'page',
    });
    isWanted = false;
    await pass(MINUTE);
    expect(last().newer).toBeNull();
  });

  it('says nothing of this computer but the name of the program', async () => {
    await start();
    await pass(10 * MINUTE);
    const [{ method, path, headers }] = server.received as [(typeof server.received)[0]];
    expect([method, path]).toEqual(['GET', '/latest']);
    const usual = ['host', 'connection', 'accept-encoding', 'sec-fetch-mode'];
    const own = Object.entries(headers).filter(([name]) => !usual.includes(name));
    expect(Object.fromEntries(own)).toEqual({
      accept: 'application/vnd.github+json',
      'accept-language': 'en',
      'user-agent': 'Glucoglance',
    });
  });

  it('asks once a day and some more, also over restarts, and briefly where nothing is new', async () => {
    await start(0.5);
    await pass(20 * MINUTE);
    expect(server.received).toHaveLength(1);
    watch.stop();
    server.script((_, response) => response.writeHead(304).end());
    await start(0.5);
    expect(last().newer?.version).toBe('0.3.0');
    await pass(24 * HOUR);
    expect(server.received).toHaveLength(1);
    await pass(2 * HOUR);
    expect(server.received).toHaveLength(2);
    expect(server.received[1]!.headers['if-none-match']).toBe('"one"');
    expect(last().newer?.version).toBe('0.3.0');
  });

  it('asks, and tells what is known, also where the disk was slow at the start', async () => {
    writeFileSync(
      join(dataDir, UPDATES_FILE),
      JSON.stringify({ newest: { version: '0.2.0', at: null, lines: [] } }),
    );
    const letGo = holdFiles();
    const started = start();
    clock.advance(10 * SECOND);
    await new Promise((resolve) => setImmediate(resolve));
    expect(last().newer).toBeNull();
    await letGo();
    await started;
    expect(last().newer?.version).toBe('0.2.0');
    await pass(10 * MINUTE);
    expect(server.received).toHaveLength(1);
  });

  it('never asks while an alarm is on', async () => {
    isAlarming = true;
    await start();
    await pass(DAY);
    expect(server.received).toHaveLength(0);
    isAlarming = false;
    await pass(2 * MINUTE);
    expect(server.received).toHaveLength(1);
  });

  it('tries again after an hour where nobody is reached, and after a day where nothing good is said', async () => {
    await server.down();
    await start();
    await pass(10 * MINUTE);
    await server.up();
    server.script((_, response) => response.writeHead(404).end('{}'));
    await pass(49 * MINUTE);
    expect(server.received).toHaveLength(0);
    await pass(10 * MINUTE);
    expect(server.received).toHaveLength(1);
    await pass(23 * HOUR);
    expect([server.received.length, last().newer]).toEqual([1, null]);
  });

  it.each<[string, Reply]>([
    ['a page', (_, response) => response.end('<html>')],
    [
      'more than it could be',
      (_, response) => response.end(JSON.stringify({ tag_name: 'x'.repeat(600_000) })),
    ],
    ['to ask elsewhere', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
    ['our own version', (_, response) => response.end('{"tag_name":"v0.1.0"}')],
  ])('tells of nothing where it is answered with %s', async (_, reply) => {
    server.script(reply);
    await start();
    await pass(30 * MINUTE);
    expect([server.received.map(({ path }) => path), last().newer]).toEqual([['/latest'], null]);
  });

  it('takes nothing for true that stands in its file and cannot be, and a clock that was wrong does not end it', async () => {
    const file = join(dataDir, UPDATES_FILE);
    writeFileSync(file, JSON.stringify({ nextAt: clock.now() + 400 * DAY, newest: { version: '9.9.9<b>' } }));
    await start();
    expect(last()).toMatchObject({ answeredAt: null, newer: null });
    await pass(10 * MINUTE);
    expect(server.received).toHaveLength(1);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      tag: '"one"',
      newest: { version: '0.3.0' },
    });
  });
});
