import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { ada } from '../../../src/main/simulator/people.ts';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { UPDATES_FILE } from '../../../src/main/updates/update-watch.ts';
import { startFaultServer, type FaultServer, type Reply } from '../../support/fault-server.ts';
import { calm, staying } from '../../support/staying.ts';
import { temporaryPlace } from '../../support/temporary-root.ts';
import { hasten, minutesOf } from '../support/hasten.ts';
import { askInstead, buildReleased, FEED } from '../support/released.ts';
import { expect, test as base } from '../support/test.ts';

/*
 * The notice of a newer version, in a program that knows where releases are: this one does once its owner has said so in
 * package.json. Who is asked is a server of our own.
 */
const SPEED = 60;
/** Minutes of the program in which the first question has come, where one comes. */
const FIRST_ASKED = 12;

const released =
  (version: string): Reply =>
  (_, response) => {
    response.setHeader('etag', `"${version}"`);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        tag_name: `v${version}`,
        published_at: '2026-11-20T08:00:00Z',
        body: '- The **chart** shows two people.',
      }),
    );
  };
const unchanged: Reply = (_, response) => void response.writeHead(304).end();

const test = base.extend<{ server: FaultServer }, { app: string }>({
  // Built once for all.
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(temporaryPlace(), 'glucoglance-released-'));
      buildReleased(folder);
      await use(folder);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  server: async ({}, use) => {
    const server = await startFaultServer(released('9.0.0'));
    await use(server);
    await server.close();
  },
});
test.describe.configure({ mode: 'default' });

const notice = (page: Page) => page.getByRole('region', { name: 'A newer version' });

async function switchOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const setting = page.getByRole('switch', { name: 'Tell me about newer versions' });
  await expect(page.getByText(/^api\.github\.com is asked once a day/)).toBeVisible();
  await setting.click();
  await expect(setting).toBeChecked();
}

/** So many minutes of the program go by. */
async function pass(app: ElectronApplication, minutes: number): Promise<void> {
  const until = (await minutesOf(app)) + minutes;
  await expect.poll(() => minutesOf(app), { timeout: 120_000 }).toBeGreaterThan(until);
}

/** Signs in, not through the form, which is not what these specs are about. */
async function signIn(page: Page, { email, password }: Simulator): Promise<void> {
  await page.waitForFunction(() => 'glucoglance' in globalThis);
  const given = { email, password, acceptTerms: false };
  const done = await page.evaluate((asked) => window.glucoglance.invoke('account:signIn', asked), given);
  expect(done.ok).toBe(true);
  await page.evaluate(() =>
    window.glucoglance.invoke('settings:update', { desktop: { welcomed: true, nightOffered: true } }),
  );
}

test('nobody is asked until it is switched on; then once, by the name of the program alone, and told once', async ({
  app,
  launch,
  keeping,
  dataDir,
  server,
}) => {
  const simulator = await startSimulator({ scenario: calm });
  const start = async () => {
    const launched = await launch({ app, env: { LIBRELINKUP_BASE_URL: simulator.url, ...keeping } });
    await askInstead(launched.app, server.url);
    return launched;
  };
  const onTheNextDay = async () => {
    const file = join(dataDir, UPDATES_FILE);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { nextAt: number };
    expect(kept.nextAt).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    writeFileSync(file, JSON.stringify({ ...kept, nextAt: Date.now() }));
    const launched = await start();
    await hasten(launched.app, SPEED);
    return launched;
  };
  const first = await start();
  const page = await first.app.firstWindow();
  await signIn(page, simulator);
  await hasten(first.app, SPEED);
  await pass(first.app, FIRST_ASKED);
  expect(server.received).toEqual([]);

  await switchOn(page);
  await expect(notice(page)).toContainText('Glucoglance 9.0.0 is out, since');
  await expect(notice(page)).toContainText('The chart shows two people.');
  const [asked] = server.received;
  const carried = ['host', 'connection', 'accept-encoding', 'pragma', 'cache-control'];
  const said = Object.entries(asked!.headers).filter(
    ([name]) => !carried.includes(name) && !name.startsWith('sec-fetch-'),
  );
  expect([asked!.method, asked!.path, asked!.body, Object.fromEntries(said)]).toEqual([
    'GET',
    FEED,
    '',
    { accept: 'application/vnd.github+json', 'accept-language': 'en', 'user-agent': 'Glucoglance' },
  ]);
  await pass(first.app, FIRST_ASKED);
  expect(server.received).toHaveLength(1);

  await notice(page).getByRole('button', { name: 'Not this one' }).click();
  await expect(notice(page)).toBeHidden();
  await first.app.close();

  // The next day: what has not changed is not sent again, and what was put away is not told again.
  server.script(unchanged, released('9.1.0'));
  const next = await onTheNextDay();
  await expect.poll(() => server.received.length, { timeout: 120_000 }).toBe(2);
  expect(server.received[1]!.headers['if-none-match']).toBe('"9.0.0"');
  await pass(next.app, 2);
  const again = await next.app.firstWindow();
  await expect(again.getByRole('article', { name: 'Ada Lindqvist' })).toBeVisible();
  await expect(notice(again)).toBeHidden();
  await next.app.close();

  // Another day, another version.
  const last = await onTheNextDay();
  await expect(notice(await last.app.firstWindow())).toContainText('Glucoglance 9.1.0 is out', {
    timeout: 120_000,
  });
  expect(server.received).toHaveLength(3);
  await simulator.close();
});

for (const isSilenced of [false, true]) {
  test(`not while an alarm is on that is ${isSilenced ? 'acknowledged' : 'ringing'}`, async ({
    app: folder,
    launch,
    bus,
    server,
  }) => {
    const simulator = await startSimulator({ scenario: staying({ [ada.key]: 60 }) });
    const { app } = await launch({
      app: folder,
      env: {
        LIBRELINKUP_BASE_URL: simulator.url,
        // Without notifications there would be another alarm, that something is wrong.
        DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.path}`,
      },
    });
    await askInstead(app, server.url);
    const page = await app.firstWindow();
    await signIn(page, simulator);
    const ringing = page.getByRole('alert').filter({ hasText: 'low' });
    await expect(ringing).toBeVisible();
    await switchOn(page);
    if (isSilenced) {
      await ringing.getByRole('button', { name: 'Acknowledge' }).click();
      await expect(ringing).toBeHidden();
    }
    await hasten(app, SPEED);
    await pass(app, FIRST_ASKED);
    expect(server.received).toEqual([]);
    await expect(notice(page)).toBeHidden();

    // It is not on any more.
    await page.evaluate(async () => {
      const { alarms } = (await window.glucoglance.invoke('snapshot:read', undefined)).settings;
      const low = { ...alarms.low, on: false };
      await window.glucoglance.invoke('settings:update', { alarms: { ...alarms, low } });
    });
    await expect(notice(page)).toContainText('Glucoglance 9.0.0 is out', { timeout: 120_000 });
    await simulator.close();
  });
}
