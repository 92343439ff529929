import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { html, json, startFaultServer, text, type Reply } from '../../support/fault-server.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { disguises } from '../../support/disguises.ts';

// Secrets no other text contains. Every output, file and error of the runs below is searched for them.
const EMAIL = 'canary-mail-7f3a@example.com';
const PASSWORD = 'canary pässword/4c1e?&=+';
const TOKEN = 'canary-token-91bd.eyJyZWdpb24iOiJkZSJ9.s1gnature';
const ACCOUNT_ID = 'c4na27e0-5555-4666-8777-0a1b2c3d4e5f';
const STEP_TOKEN = 'canary-step-token-33aa';

const SECRETS = [EMAIL, PASSWORD, TOKEN, ACCOUNT_ID, STEP_TOKEN].flatMap(disguises);

function found(content: string): string[] {
  const lower = content.toLowerCase();
  return SECRETS.filter((secret) => lower.includes(secret.toLowerCase()));
}

const ticket = { token: TOKEN, expires: 2_000_000_000, duration: 15_552_000_000 };
const login = json(200, {
  status: 0,
  data: { user: { id: ACCOUNT_ID, email: EMAIL, country: 'DE', firstName: 'C' }, authTicket: ticket },
});
const measurement = { FactoryTimestamp: '11/20/2026 8:15:07 PM', ValueInMgPerDl: 133, TrendArrow: 3 };
const list = json(200, {
  status: 0,
  data: [{ patientId: 'p1', firstName: 'Ada', glucoseMeasurement: measurement }],
  ticket,
});
const graph = json(200, { status: 0, data: { connection: null, graphData: [measurement] }, ticket });
const step = json(200, {
  status: 4,
  data: { step: { type: 'tou' }, user: {}, authTicket: { token: STEP_TOKEN, expires: 2_000_000_000 } },
});
/** A server that throws everything it was told back at us. */
const echo: Reply = (request, response) =>
  text(500, `<html>${JSON.stringify(request)}</html>`)(request, response);
const echoJson: Reply = (request, response) =>
  json(200, { status: 77, error: { message: request.headers.authorization } })(request, response);
const echoBody: Reply = (request, response) =>
  json(200, { status: 77, error: { message: request.body } })(request, response);

const STORIES: [string, string[], Reply[]][] = [
  ['sign in', ['authenticate', '--json'], [login]],
  ['sign in, in words', ['authenticate'], [login]],
  ['connections', ['connections', '--json'], [login, list]],
  ['record', ['record', '--json'], [login, list]],
  ['backfill', ['backfill'], [login, list, graph]],
  ['history', ['history', '--json'], []],
  ['refused', ['current'], [json(200, { status: 2, error: { message: `no ${EMAIL}`.slice(0, 3) } })]],
  ['terms', ['authenticate'], [step, json(404, {})]],
  ['terms accepted', ['authenticate', '--accept-terms'], [step, json(404, {}), login]],
  ['locked', ['current'], [json(200, { status: 429, data: { data: { lockout: 300 } } })]],
  ['echo', ['current'], [echo]],
  ['echo after sign-in', ['current'], [login, echo]],
  ['echo in JSON', ['current'], [login, echoJson]],
  ['echo of the body', ['current'], [echoBody]],
  ['blocked', ['current'], [login, html(403, 'Cloudflare')]],
  ['expired', ['current'], [login, json(401, { message: 'invalid or expired jwt' })]],
  ['evil region', ['current'], [json(200, { status: 0, data: { redirect: true, region: 'evil.example/' } })]],
  ['logout', ['logout'], []],
  ['wrong option', ['current', '--nonsense'], []],
  ['wrong unit', ['current', '--unit', 'x'], []],
];

it('can find what it looks for', () => {
  expect(found(`x${Buffer.from(`{"p":"${PASSWORD}"}`).toString('base64')}`)).not.toEqual([]);
  expect(found(`{"email":"${EMAIL.toUpperCase()}"}`)).not.toEqual([]);
  expect(found(JSON.stringify({ p: PASSWORD }))).not.toEqual([]);
  expect(found(new URLSearchParams({ p: PASSWORD }).toString())).not.toEqual([]);
});

it('no output and no file of any run holds e-mail, password, token or account id', async () => {
  const scanned: string[] = [];
  for (const [name, args, replies] of STORIES) {
    const server = await startFaultServer(...replies);
    const dataDir = temporaryDirectory();
    const home = temporaryDirectory();
    const run = await runCli([...args, '--base-url', server.url, '--data-dir', dataDir], {
      environment: {
        LIBRELINKUP_EMAIL: EMAIL,
        LIBRELINKUP_PASSWORD: PASSWORD,
        HOME: home,
        XDG_CONFIG_HOME: home,
      },
    });
    await server.close();
    expect(found(run.out + run.error), `${name}: output`).toEqual([]);
    for (const folder of [dataDir, home]) {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })) {
        if (!file.isFile()) continue;
        const path = join(file.parentPath, file.name);
        scanned.push(file.name);
        expect(
          found(path + readFileSync(path, 'latin1') + readFileSync(path, 'utf8')),
          `${name}: ${path}`,
        ).toEqual([]);
      }
    }
  }
  // The runs must have left something to search.
  expect(new Set(scanned)).toEqual(new Set(['history.db', 'state.json']));
}, 600_000);
