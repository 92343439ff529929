import { join } from 'node:path';
import { CHANNELS, type Channel } from '../../../../src/shared/ipc/contracts.ts';
import { FULL } from '../../../main/desktop/ipc/full-requests.ts';
import { json, startFaultServer } from '../../../support/fault-server.ts';
import { expect, test } from '../../support/test.ts';
import { count, opened, signedIn, type InPage } from './page.ts';
import { ACCOUNT_ID, EMAIL, PASSWORD, secretsIn, TOKEN } from './secrets.ts';

// What goes to the window and comes from the server: no secret, and no markup. See docs/security.md.

const ticket = { token: TOKEN, expires: 2_000_000_000, duration: 15_552_000_000 };
const login = json(200, {
  status: 0,
  data: { user: { id: ACCOUNT_ID, email: EMAIL, country: 'DE', firstName: 'C' }, authTicket: ticket },
});
const measurement = { FactoryTimestamp: '11/20/2026 8:15:07 PM', ValueInMgPerDl: 133, TrendArrow: 3 };
const listOf = (...people: object[]) =>
  json(200, {
    status: 0,
    data: people.map((one) => ({ patientId: 'p1', glucoseMeasurement: measurement, ...one })),
    ticket,
  });

/** Channels that end the program, or what the next ones ask about. */
const LAST: readonly Channel[] = ['account:signOut', 'demo:start', 'demo:stop', 'app:quit'];

test('no secret is in any answer, event, page or output', async ({ launchWithHands, folder }) => {
  const server = await startFaultServer(login, listOf({ firstName: 'Ada' }));
  const launched = await launchWithHands({ env: { LIBRELINKUP_BASE_URL: server.url } });
  const page = await opened(launched.app);
  // Where files are saved: each channel that asks is answered, and none is left waiting.
  const filePath = join(folder, 'saved');
  await launched.hands.evaluate((one, path) => {
    for (let asked = 0; asked < 10; asked += 1) one.dialogAnswers.push({ canceled: false, filePath: path });
  }, filePath);
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  await page.evaluate(() => {
    const all = globalThis as unknown as InPage & { told: unknown[] };
    all.told = [];
    for (const event of ['snapshot:changed', 'page:show'] as const)
      all.glucoglance.on(event, (told) => all.told.push(told));
  });
  await signedIn(page, 'Ada');

  const requests = CHANNELS.filter((channel) => !LAST.includes(channel)).map((channel) =>
    channel === 'account:signIn'
      ? ([channel, { email: EMAIL, password: PASSWORD, acceptTerms: false }] as const)
      : ([channel, FULL[channel]] as const),
  );
  const answers = await page.evaluate(async (all) => {
    const { glucoglance, told } = globalThis as unknown as InPage & { told: unknown[] };
    const said: string[] = [];
    for (const [channel, request] of all) {
      const answer: unknown = await glucoglance
        .invoke(channel as 'snapshot:read', request as undefined)
        .catch((error: Error) => error.message);
      said.push(`${channel} ${JSON.stringify(answer)} ${String(answer)}`);
    }
    const storage = JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      history.state,
    ]);
    return [...said, JSON.stringify(told), storage, document.documentElement.outerHTML];
  }, requests);
  const texts = [...answers, ...messages, launched.output(), await page.locator('body').innerText()];
  for (const text of texts) expect.soft(secretsIn(text), text.slice(0, 40)).toEqual([]);
  // There was something to find, and the search finds it.
  expect(answers.join()).toContain('Ada');
  expect(server.received.some(({ body }) => secretsIn(body).length > 0)).toBe(true);
  await server.close();
  count(requests.length + 4);
});

test('what a server says is text, without direction or end', async ({ launch }) => {
  const markup = '<img src=x onerror="ran=true"><b>bold</b>';
  const people = [
    { patientId: 'p1', firstName: markup, lastName: '</h2><script>ran=true</script>' },
    { patientId: 'p2', firstName: 'Ada\u202Eevil\u2066\u200F\u0000\u001B[31m\n\r\u2028', lastName: '' },
    { patientId: 'p3', firstName: 'x'.repeat(10_000), lastName: 'y'.repeat(10_000) },
    { patientId: '"><script>ran=true</script>', firstName: '{{7*7}}${7*7}', lastName: 'javascript:ran=true' },
    { patientId: '__proto__', firstName: 'Proto', lastName: 'constructor' },
    { patientId: '../../etc/passwd', firstName: 'Path', lastName: '%00' },
  ];
  const server = await startFaultServer(login, listOf(...people));
  const { app } = await launch({ env: { LIBRELINKUP_BASE_URL: server.url } });
  const page = await opened(app);
  await page.evaluate(() => {
    const all = globalThis as unknown as { seen: string[] };
    all.seen = [];
    document.addEventListener('securitypolicyviolation', (event) => all.seen.push(event.effectiveDirective));
  });
  await signedIn(page, markup);
  const text = await page.locator('body').innerText();
  expect(text).toContain(markup);
  expect(text).toContain('{{7*7}}${7*7}');
  expect(text).not.toMatch(/\p{Cf}|(?![\n\t])\p{Cc}/u);
  expect(text).not.toMatch(/x{65}|y{65}/);
  const state = await page.evaluate(() => {
    const all = globalThis as unknown as { seen: string[]; ran?: boolean };
    return [all.ran, all.seen, document.querySelectorAll('img[src="x"], script:not([src])').length];
  });
  expect(state).toEqual([undefined, [], 0]);
  // What each was asked for went to the server's own path, and nowhere else.
  expect(server.received.filter(({ path }) => !path.startsWith('/llu/') || /\/\.\.?\//.test(path))).toEqual(
    [],
  );
  await server.close();
  count(people.length * 2);
});
