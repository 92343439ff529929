import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { json, startFaultServer } from '../../support/fault-server.ts';
import { calm } from '../../support/staying.ts';
import { systemTells } from '../support/system-tells.ts';
import { expect, test } from '../support/test.ts';

const value = (page: Page, name: string) => page.getByRole('article', { name }).locator('.number');

async function startDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it with demo data' }).click();
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('I have read what Glucoglance is and is not.').check();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Leaves what else the first run asks for another day. */
async function skipTheRest(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Who do you want to follow?' })).toBeVisible();
  // Once the people are there nothing moves under the pointer any more.
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await page.getByRole('button', { name: 'Do the rest later' }).click();
}

test('first start, the demo, and a value in the window', { tag: '@walk' }, async ({ launch }) => {
  const { app } = await launch();
  const page = await app.firstWindow();
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  await expect(page.getByRole('heading', { name: 'Glucoglance' })).toBeVisible();
  await expect(page.getByText('Dosing decisions should not be made based on this device.')).toBeVisible();
  await startDemo(page);
  await expect(value(page, 'Ben Marlowe')).toHaveText(/^\d+\.\d$/);
  await expect(page.getByText('Connected; readings are coming in.')).toBeVisible();
  await page.getByRole('button', { name: 'Chart', exact: true }).click();
  await expect(page.getByText(/^\d+ readings, lowest \d+\smg\/dL/)).toBeVisible();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByText(/^Replayed from [\d,.]+ recorded readings/)).toBeVisible();
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await expect(page.getByText('Every reading is recorded.')).toBeVisible();
  await page.getByRole('button', { name: 'Copy diagnostics' }).click();
  await expect(page.getByText(/\[program\]/)).toBeVisible();
  await page.getByRole('button', { name: 'Leave the demo' }).click();
  await expect(page.getByRole('button', { name: 'Try it with demo data' })).toBeVisible();
  expect(messages).toEqual([]);
});

test('closing hides the window, a second start shows it', async ({ launch, runToEnd }) => {
  const { app } = await launch();
  const page = await app.firstWindow();
  await startDemo(page);
  const window = await app.browserWindow(page);
  await window.evaluate((one) => one.close());
  await expect.poll(() => window.evaluate((one) => one.isVisible())).toBe(false);
  const start = async (...args: string[]) => {
    expect((await runToEnd({ args })).code).toBe(0);
    await expect.poll(() => window.evaluate((one) => one.isVisible())).toBe(true);
  };
  await start();
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
  await start('--page=status');
  await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
});

test('waking up asks at once', async ({ launch }) => {
  const simulator = await startSimulator({ scenario: calm });
  const { app } = await launch({ env: { LIBRELINKUP_BASE_URL: simulator.url } });
  const page = await app.firstWindow();
  await signIn(page, simulator.email, simulator.password);
  await skipTheRest(page);
  await expect(value(page, 'Ada Lindqvist')).toBeVisible();
  const asked = () => simulator.requests.filter(({ path }) => path === '/llu/connections').length;
  // The first poll has been answered once the next one is planned.
  const next = () => page.evaluate(() => window.glucoglance.invoke('snapshot:read', undefined));
  await expect.poll(async () => (await next()).state?.nextPollAt ?? 0).toBeGreaterThan(0);
  const before = asked();
  await systemTells(app, 'resume');
  await expect.poll(asked).toBe(before + 1);
  await simulator.close();
});

test('a page that crashes is built anew, and the monitor does not notice', async ({ launch }) => {
  const { app } = await launch();
  const page = await app.firstWindow();
  await startDemo(page);
  await (await app.browserWindow(page)).evaluate((one) => one.webContents.forcefullyCrashRenderer());
  // The alarm window is another one, and may come at any time.
  const rebuilt = () => app.windows().find((one) => one !== page && one.url().includes('/index.html'));
  await expect.poll(rebuilt).toBeDefined();
  await expect(value(rebuilt()!, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
});

test('sign-in: two people, their unit, and out again', { tag: '@walk' }, async ({ launch }) => {
  const simulator = await startSimulator({ scenario: calm });
  const { app } = await launch({ env: { LIBRELINKUP_BASE_URL: simulator.url } });
  const page = await app.firstWindow();
  await signIn(page, simulator.email, simulator.password);
  await skipTheRest(page);
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d{2,3}$/);
  await expect(value(page, 'Ben Marlowe')).toHaveText(/^\d+\.\d$/);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByText(/only this user can decrypt|asked for it at each start/)).toBeVisible();
  await page.getByLabel('Unit').selectOption('mmol/L');
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(value(page, 'Ada Lindqvist')).toHaveText(/^\d+\.\d$/);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out and forget the password' }).click();
  // What it is and is not has been read; it need not be read again.
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await simulator.close();
});

test('a wrong password, and until when another try must wait', async ({ launch }) => {
  const server = await startFaultServer(json(200, { status: 2, error: { message: 'notAuthenticated' } }));
  const { app } = await launch({ env: { LIBRELINKUP_BASE_URL: server.url } });
  const page = await app.firstWindow();
  await signIn(page, 'a@example.com', 'wrong');
  await expect(page.getByRole('alert')).toContainText('LibreLinkUp refused this e-mail and password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText(/Next try possible in \d+ s/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled();
  expect(server.received).toHaveLength(1);
  await server.close();
});

test('a lockout counts down', async ({ launch }) => {
  const server = await startFaultServer(json(200, { status: 429, data: { data: { lockout: 300 } } }));
  const { app } = await launch({ env: { LIBRELINKUP_BASE_URL: server.url } });
  const page = await app.firstWindow();
  await signIn(page, 'a@example.com', 'x');
  await expect(page.getByRole('alert')).toContainText('has locked sign-ins');
  await expect(page.getByText(/Next try possible in 5 min/)).toBeVisible();
  await server.close();
});

test('documents are named, and accepted by a click only', async ({ launch }) => {
  const ticket = { token: 't', expires: 2_000_000_000, duration: 1 };
  const step = json(200, { status: 4, data: { step: { type: 'tou' }, user: {}, authTicket: ticket } });
  const documents = json(200, {
    status: 0,
    data: { lluToUHtml: { en: 'https://files.example/tou' }, lluToUVersions: { default: '2026-01-02' } },
  });
  const login = json(200, { status: 0, data: { user: { id: 'u' }, authTicket: ticket } });
  const person = { patientId: 'p', firstName: 'Eve', glucoseMeasurement: null };
  const server = await startFaultServer(step, documents);
  const { app } = await launch({ env: { LIBRELINKUP_BASE_URL: server.url } });
  const page = await app.firstWindow();
  await signIn(page, 'a@example.com', 'x');
  await expect(page.getByRole('alert')).toContainText(
    'Terms of Use (version 2026-01-02): https://files.example/tou',
  );
  expect(server.received.map(({ path }) => path)).not.toContain('/auth/continue/tou');
  server.script(step, documents, login, json(200, { status: 0, data: [person] }));
  await page.getByRole('button', { name: 'I have read the Terms of Use and accept it' }).click();
  await skipTheRest(page);
  await expect(page.getByRole('article', { name: 'Eve' })).toBeVisible();
  await server.close();
});

test('a broken settings file is set aside and said', async ({ launch, dataDir }) => {
  mkdirSync(`${dataDir}-demo`, { recursive: true });
  writeFileSync(join(`${dataDir}-demo`, 'config.json'), '{ this is not JSON');
  const { app } = await launch();
  const page = await app.firstWindow();
  await startDemo(page);
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await expect(page.getByText('The settings could not be read.')).toBeVisible();
});

for (const [name, content, sentence] of [
  ['damaged', Buffer.from('this was a history once'), 'A new one is written from now on.'],
  ['foreign', foreignDatabase(), 'is not a history of Glucoglance'],
] as const) {
  test(`a ${name} history does not keep values from the window`, async ({ launch, dataDir }) => {
    mkdirSync(`${dataDir}-demo`, { recursive: true });
    writeFileSync(join(`${dataDir}-demo`, 'history.db'), content);
    const { app } = await launch();
    const page = await app.firstWindow();
    await startDemo(page);
    await page.getByRole('button', { name: 'Status', exact: true }).click();
    await expect(page.getByText(sentence).first()).toBeVisible();
  });
}

/** The header of an SQLite file that says it belongs to somebody else. */
function foreignDatabase(): Buffer {
  const page = Buffer.alloc(4096);
  page.write('SQLite format 3\0', 0, 'latin1');
  page.writeUInt16BE(4096, 16);
  page.set([1, 1, 0, 0x40, 0x20, 0x20], 18);
  page.writeUInt32BE(0x12345678, 68);
  return page;
}
