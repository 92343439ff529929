import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Page } from '@playwright/test';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { startFakeNightscout } from '../../support/fake-nightscout.ts';
import { entriesSchema } from '../../support/nightscout-schema.ts';
import { calm } from '../../support/staying.ts';
import { expect, test } from '../support/test.ts';

/** Somebody's port, taken until it is closed. */
async function takenPort(): Promise<{ port: number; free: () => Promise<void> }> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, free: () => new Promise((resolve) => server.close(() => resolve())) };
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Types a port and leaves the field, which keeps it. */
async function choosePort(page: Page, port: number): Promise<void> {
  const field = section(page, 'Local feed').getByLabel('Port');
  await field.fill(String(port));
  await field.press('Tab');
}

/** Signs in, leaves what else the first run asks for another day, and goes to the settings. */
async function openSettings(page: Page, { email, password }: Simulator): Promise<void> {
  await page.getByLabel('I have read what Glucoglance is and is not.').check();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await page.getByRole('button', { name: 'Do the rest later' }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
}

test('the local feed is switched on, read by others, and off again', async ({ launch }) => {
  const simulator = await startSimulator({ scenario: calm });
  const { app } = await launch({ env: { LIBRELINKUP_BASE_URL: simulator.url } });
  const page = await app.firstWindow();
  await openSettings(page, simulator);
  const feed = section(page, 'Local feed');
  const first = await takenPort();
  const second = await takenPort();
  await second.free();
  await choosePort(page, first.port);
  await feed.getByRole('switch').check();
  await expect(feed.getByText(`Port ${first.port} of this computer cannot be used`)).toBeVisible();
  await choosePort(page, second.port);
  const url = `http://127.0.0.1:${second.port}`;
  await expect(feed.getByText(`Served at ${url}/sgv.json`)).toBeVisible();
  const entries = entriesSchema.parse(await (await fetch(`${url}/person/1/sgv.json`)).json());
  expect(entries[0]).toMatchObject({ device: 'glucoglance' });
  await expect
    .poll(async () => (await fetch(`${url}/person/1/now`)).json())
    .toMatchObject({ patientName: 'Ada Lindqvist', polledBy: 'desktop', freshness: 'current' });
  await feed.getByLabel('Secret').fill('correct-horse-battery');
  await feed.getByRole('button', { name: 'Ask for this secret' }).click();
  await expect(feed.getByText('Readers must say a secret.')).toBeVisible();
  await expect.poll(async () => (await fetch(`${url}/now`)).status).toBe(401);
  expect((await fetch(`${url}/now?token=correct-horse-battery`)).status).toBe(200);
  await feed.getByRole('switch').uncheck();
  await expect
    .poll(() =>
      fetch(`${url}/now`).then(
        () => 'served',
        () => 'over',
      ),
    )
    .toBe('over');
  await first.free();
  await simulator.close();
});

test('readings reach the Nightscout site that was connected, of the one who was chosen', async ({
  launchWithHands,
}) => {
  const simulator = await startSimulator({ scenario: calm });
  const site = await startFakeNightscout();
  const { app, output, hands } = await launchWithHands({
    env: { LIBRELINKUP_BASE_URL: simulator.url },
  });
  const page = await app.firstWindow();
  await openSettings(page, simulator);
  const nightscout = section(page, 'Nightscout');
  const connect = async (token: string, response: number) => {
    await hands.evaluate((one, given) => void one.dialogAnswers.push(given), { response });
    await nightscout.getByLabel('Address of the site').fill(site.url);
    await nightscout.getByLabel('Token or API secret').fill(token);
    await nightscout.getByRole('button', { name: 'Connect' }).click();
  };
  // No page can answer for the person.
  await connect(site.token, 0);
  await expect.poll(() => hands.evaluate(({ dialogs }) => dialogs.length)).toBe(1);
  await connect('wrong-0123456789abcdef', 1);
  await expect(nightscout.getByText('refuses this token')).toBeVisible();
  await connect(site.token, 1);
  await expect(nightscout.getByText(`Connected to ${site.url}`)).toBeVisible();
  expect(site.received.map(({ path }) => path)).toEqual(['/api/v1/verifyauth', '/api/v1/verifyauth']);
  await nightscout.getByLabel('Whose readings').selectOption({ label: 'Ada Lindqvist' });
  await nightscout.getByRole('switch').check();
  await expect.poll(() => site.dates().length).toBeGreaterThan(30);
  await expect(nightscout.getByText('has the readings up to')).toBeVisible();
  expect([...site.entries.values()].every(({ device }) => device === 'glucoglance')).toBe(true);
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await expect(page.getByText('has the readings up to')).toBeVisible();
  expect(await page.content()).not.toContain(site.token);
  expect(output()).not.toContain(site.token);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Settings' }).click();
  await nightscout.getByRole('button', { name: 'Disconnect' }).click();
  await nightscout.getByRole('button', { name: 'Disconnect' }).last().click();
  await expect(nightscout.getByLabel('Address of the site')).toBeVisible();
  await site.close();
  await simulator.close();
});
