import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/history.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { disguises } from '../../support/disguises.ts';
import { sha1, startFakeNightscout, type Trouble } from '../../support/fake-nightscout.ts';
import {
  html,
  json,
  startFaultServer,
  startTlsFaultServer,
  text,
  type Reply,
} from '../../support/fault-server.ts';
import { reading } from '../../support/readings.ts';
import { cleanEnvironment, temporaryDirectory } from '../../support/run-cli.ts';
import { valueOf } from '../history/history-folder.ts';

// What a service writes while it runs, and leaves behind, is in a journal or on a disk that others may read. Each goes
// through what can happen to it with secrets that no other text contains, and all of it is searched for them.

const ENTRY = resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

const EMAIL = 'canary-mail-7f3a@example.com';
const PASSWORD = 'canary pässword/4c1e?&=+';
const SESSION = 'canary-session-91bd.eyJyZWdpb24iOiJkZSJ9.s1gnature';
const ACCOUNT_ID = 'c4na27e0-5555-4666-8777-0a1b2c3d4e5f';
const SITE_TOKEN = 'canary-5170a1b2c3d4e5f6';
const FEED_SECRET = 'canary-feed-secret-8d2c';
const SECRETS = [EMAIL, PASSWORD, SESSION, ACCOUNT_ID];
SECRETS.push(...[SITE_TOKEN, FEED_SECRET].flatMap((secret) => [secret, sha1(secret)]));
/** What `watch` says of readings and alarms has them, and the history: that is what they are for. */
const NAMES = ['Canarina', 'Élévée-Quux'];

const formsOf = (secrets: readonly string[]) => secrets.flatMap(disguises).map((form) => form.toLowerCase());
const SECRET_FORMS = [...formsOf(SECRETS), 'bearer '];
const NAME_FORMS = formsOf(NAMES);
const foundIn = (content: string, forms: readonly string[]): string[] => {
  const lower = content.toLowerCase();
  return forms.filter((form) => lower.includes(form));
};

const patient = { patientId: 'p1', firstName: NAMES[0], lastName: NAMES[1] };
const ticket = { token: SESSION, expires: 2_000_000_000, duration: 15_552_000_000 };
const user = { id: ACCOUNT_ID, email: EMAIL, country: 'DE', firstName: 'C' };
/** As LibreLinkUp writes an instant: `11/20/2026 8:15:07 PM`, UTC. */
const now = new Date().toLocaleString('en-US', { timeZone: 'UTC' }).replace(',', '').replaceAll(/\s/g, ' ');
const measurement = { FactoryTimestamp: now, Timestamp: now, ValueInMgPerDl: 133, TrendArrow: 3 };
const login = json(200, { status: 0, data: { user, authTicket: ticket } });
const connections = json(200, { status: 0, data: [{ ...patient, glucoseMeasurement: measurement }], ticket });
const graph = json(200, { status: 0, data: { connection: null, graphData: [measurement] }, ticket });

/** LibreLinkUp with one path that answers otherwise. */
const libre =
  (part = '', fault: Reply = login): Reply =>
  (request, response, server) => {
    const { path } = request;
    const usual = path.includes('/login') ? login : path.includes('/graph') ? graph : connections;
    (part !== '' && path.includes(part) ? fault : usual)(request, response, server);
  };
/** Throws everything it was told back. */
const echo: Reply = (request, response) =>
  text(500, `<html>${JSON.stringify(request)}</html>`)(request, response);
const echoStatus: Reply = (request, response) =>
  json(200, { status: 77, error: { message: request.headers.authorization ?? request.body } })(
    request,
    response,
  );

/** A folder of somebody of whom there are readings, for a site that is set up. */
function filledFolder(site: string): string {
  const dataDir = temporaryDirectory();
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  valueOf(history.rememberPerson({ ...patient, target: null, unit: 'mgdl' } as never));
  const measuredAt = Math.floor(Date.now() / 1000) * 1000 - 600_000;
  valueOf(history.record([reading({ patientId: 'p1', measuredAt })]));
  history.close();
  const nightscout = { on: true, url: site, patientId: 'p1', intervalMinutes: 5 };
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ nightscout }), { mode: 0o600 });
  return dataDir;
}

interface Story {
  args: readonly string[];
  dataDir: string;
  environment?: Record<string, string>;
  input?: string;
  /** What is done while it runs, given its output so far; it is ended after that. Without: it ends by itself. */
  meanwhile?: (run: {
    out: () => string;
    error: () => string;
    said: () => Promise<unknown>;
  }) => Promise<void>;
}

/** Runs a service, and searches all that it has said and left behind. */
async function search(
  name: string,
  { args, dataDir, environment = {}, input, meanwhile }: Story,
): Promise<string> {
  const home = temporaryDirectory();
  mkdirSync(join(home, 'run'));
  const child = spawn(process.execPath, [ENTRY, ...args, '--data-dir', dataDir], {
    env: cleanEnvironment({ HOME: home, XDG_CONFIG_HOME: home, ...environment }),
    stdio: 'pipe',
  });
  const said = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (more: string) => (said.out += more));
  child.stderr.setEncoding('utf8').on('data', (more: string) => (said.error += more));
  const ended = once(child, 'close');
  child.stdin.end(input ?? '');
  await meanwhile?.({
    out: () => said.out,
    error: () => said.error,
    said: () => Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended]),
  });
  if (meanwhile) child.kill('SIGTERM');
  await ended;
  expect(foundIn(said.out + said.error, SECRET_FORMS), `${name}: output`).toEqual([]);
  if (args[0] !== 'watch') expect(foundIn(said.out + said.error, NAME_FORMS), `${name}: names`).toEqual([]);
  for (const folder of [dataDir, home])
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = join(file.parentPath, file.name);
      const content = path + readFileSync(path, 'latin1') + readFileSync(path, 'utf8');
      expect(foundIn(content, SECRET_FORMS), `${name}: ${path}`).toEqual([]);
      if (!file.name.startsWith('history.db'))
        expect(foundIn(content, NAME_FORMS), `${name}: ${path}`).toEqual([]);
    }
  return said.out + said.error;
}

const account = { LIBRELINKUP_EMAIL: EMAIL, LIBRELINKUP_PASSWORD: PASSWORD };

it('can find what it looks for', () => {
  expect(foundIn(`x${Buffer.from(`{"p":"${PASSWORD}"}`).toString('base64')}`, SECRET_FORMS)).not.toEqual([]);
  expect(foundIn(`api-secret: ${sha1(SITE_TOKEN).toUpperCase()}`, SECRET_FORMS)).not.toEqual([]);
  expect(foundIn('authorization: Bearer x', SECRET_FORMS)).not.toEqual([]);
});

it.each<[string, Reply | 'self-signed' | 'down', RegExp]>([
  ['all is well', libre(), /"type":"reading"/],
  ['the password is refused', libre('/login', json(200, { status: 2, error: { message: 'no' } })), /refused/],
  [
    'the account is locked',
    libre('/login', json(200, { status: 429, data: { data: { lockout: 300 } } })),
    /locked/,
  ],
  ['the server gives back what it was told', libre('/login', echo), /HTTP 500/],
  ['it gives the session back', libre('/connections', echo), /HTTP 500/],
  ['it gives it back as its words', libre('/connections', echoStatus), /status/],
  ['the session is over', libre('/connections', json(401, { message: 'invalid or expired jwt' })), /session/],
  ['the network is blocked', libre('/llu', html(403, 'Cloudflare')), /block/],
  ['it is led elsewhere', libre('/llu', text(302, '', { location: 'http://127.0.0.1:1/?token=x' })), /./],
  ['the certificate is nobody’s', 'self-signed', /not safe/],
  ['nobody is there', 'down', /No connection/],
])('watch writes no secret where %s', async (name, reply, says) => {
  const server =
    reply === 'self-signed'
      ? await startTlsFaultServer(reply)
      : await startFaultServer(reply === 'down' ? echo : reply);
  if (reply === 'down') await server.down();
  const dataDir = filledFolder('https://site.example');
  const args = ['watch', '--json', '--count', '1', '--base-url', server.url];
  expect(await search(name, { args, dataDir, environment: account })).toMatch(says);
  if (reply !== 'down') await server.close();
});

/** What a site answers, and what is said of it. */
const SITES: [string, Trouble | null, RegExp][] = [
  ['takes what it is sent', null, /sent to 127\.0\.0\.1/],
  ['refuses the token', { status: 401, text: `{"message":"Unauthorized ${SITE_TOKEN}"}` }, /refuses/],
  [
    'gives back what it was told',
    { status: 500, text: `<p>${sha1(SITE_TOKEN)} ${SITE_TOKEN}</p>` },
    /HTTP 500/,
  ],
  ['lets nobody through', { status: 429, headers: { 'retry-after': '60' } }, /less often/],
  ['leads elsewhere', { status: 302, headers: { location: `/?token=${sha1(SITE_TOKEN)}` } }, /127\.0\.0\.1/],
];

it.each(SITES)('watch and upload write no secret where the site %s', async (name, trouble, says) => {
  const server = await startFaultServer(libre());
  const site = await startFakeNightscout({ token: SITE_TOKEN });
  site.trouble = trouble;
  const environment = { ...account, NIGHTSCOUT_URL: site.url, NIGHTSCOUT_TOKEN: SITE_TOKEN };
  const watched = search(`watch: ${name}`, {
    args: ['watch', '--json', '--interval', '1', '--base-url', server.url],
    dataDir: filledFolder(site.url),
    environment,
    async meanwhile({ error, said }) {
      while (!says.test(error())) await said();
    },
  });
  const uploaded = search(`upload: ${name}`, {
    args: ['upload', 'nightscout'],
    dataDir: filledFolder(site.url),
    environment,
  });
  await watched;
  expect(await uploaded).toMatch(says);
  expect(site.received.some(({ headers }) => headers['api-secret'] === sha1(SITE_TOKEN))).toBe(true);
  await Promise.all([site.close(), server.close()]);
});

it('an address that has a secret in it is refused without it', async () => {
  const url = `https://user:${SITE_TOKEN}@site.example/?token=${SITE_TOKEN}`;
  const said = await search('address', {
    args: ['upload', 'nightscout'],
    dataDir: filledFolder('https://site.example'),
    environment: { ...account, NIGHTSCOUT_URL: url, NIGHTSCOUT_TOKEN: SITE_TOKEN },
  });
  expect(said).toContain('NIGHTSCOUT_URL');
});

it('serve writes no secret, whoever comes with whichever, and where its port is taken', async () => {
  const dataDir = filledFolder('https://site.example');
  const asked: number[] = [];
  await search('serve', {
    args: ['serve', '--port', '0', '--secret-stdin', '--json'],
    dataDir,
    environment: account,
    input: `${FEED_SECRET}\n`,
    async meanwhile({ out, said }) {
      while (!out().includes('\n')) await said();
      const { url } = JSON.parse(out()) as { url: string };
      const ask = async (query: string, headers: Record<string, string> = {}) =>
        asked.push((await fetch(`${url}/sgv.json${query}`, { headers })).status);
      await ask(`?token=${FEED_SECRET}`);
      await ask('', { 'api-secret': sha1(FEED_SECRET) });
      await ask(`?token=x${FEED_SECRET}`);
      await ask('', { authorization: `Bearer ${FEED_SECRET}`, origin: 'https://evil.example' });
    },
  });
  expect(asked).toEqual([200, 200, 401, 403]);
  const taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  const { port } = taken.address() as { port: number };
  const args = ['serve', '--port', String(port), '--secret-stdin'];
  expect(await search('taken port', { args, dataDir, input: `${FEED_SECRET}\n` })).toContain(String(port));
  taken.close();
});
