import type { Page } from '@playwright/test';
import type { Channel, Contracts } from '../../../src/shared/ipc/contracts.ts';
import type { Scenario, Simulator } from '../../../src/main/simulator/simulator.ts';
import { ended } from '../support/launch.ts';
import { calm, onFlatDay, staying } from '../../support/staying.ts';
import { simulatorBegun } from '../support/simulator-begun.ts';
import { panelMissing, RealPanel } from '../../main/desktop/tray/real-panel.ts';
import { systemTells } from '../support/system-tells.ts';
import { expect, test as base, type LaunchedWithHands } from '../support/test.ts';

/** The tray as a person meets it: what it says, what its menu does. */

/** By then the first person's newest reading is over 20 minutes old. */
const SILENT_FOR = 28;

interface Followed extends LaunchedWithHands {
  page: Page;
  simulator: Awaited<ReturnType<typeof simulatorBegun>>;
  ask: <C extends Channel>(channel: C, request: Contracts[C]['request']) => Promise<Contracts[C]['response']>;
  /** What the tray shows. */
  tray: () => Promise<{ tip: string; picture: string; width: number; labels: string[] }>;
  choose: (label: string) => Promise<void>;
}

const test = base.extend<{
  follow: (scenario?: Scenario, minutes?: number, secondsBehind?: number) => Promise<Followed>;
}>({
  follow: async ({ launchWithHands }, use) => {
    const simulators: Simulator[] = [];
    await use(async (scenario = calm, minutes = 0, secondsBehind = 0) => {
      const simulator = await simulatorBegun(scenario, minutes, secondsBehind);
      simulators.push(simulator);
      const launched = await launchWithHands({ env: { LIBRELINKUP_BASE_URL: simulator.url } });
      const { app, hands } = launched;
      const page = await app.firstWindow();
      await page.waitForFunction(() => 'glucoglance' in window);
      const ask: Followed['ask'] = (channel, request) =>
        page.evaluate(([to, given]) => window.glucoglance.invoke(to, given as never), [
          channel,
          request,
        ] as const) as never;
      await expect.poll(async () => (await ask('snapshot:read', undefined)).mode).toBe('signedOut');
      const { email, password } = simulator;
      expect(await ask('account:signIn', { email, password, acceptTerms: false })).toMatchObject({
        ok: true,
      });
      // The first poll has been answered.
      const next = async () => (await ask('snapshot:read', undefined)).state?.nextPollAt ?? 0;
      await expect.poll(next).toBeGreaterThan(0);
      return {
        ...launched,
        page,
        simulator,
        ask,
        tray: () =>
          hands.evaluate(({ trays: [one] }) => {
            const labels = (items: readonly { label: string; submenu: unknown }[]): string[] =>
              items.flatMap(({ label, submenu }) => [label, ...labels((submenu ?? []) as never)]);
            return {
              tip: one!.toolTip,
              picture: one!.image!.toPNG().toString('base64'),
              width: one!.image!.getSize().width,
              labels: labels(one!.shownMenu as never),
            };
          }),
        choose: (label) => hands.evaluate(({ trays: [one] }, wanted) => one!.choose(wanted), label),
      };
    });
    for (const simulator of simulators) await simulator.close();
  },
});

test('nobody signed in: the tray says so, and opens the window', async ({ launchWithHands }) => {
  const { app, hands } = await launchWithHands({ args: ['--hidden'] });
  const tip = () => hands.evaluate(({ trays: [one] }) => one?.toolTip ?? '');
  await expect.poll(tip).toContain('not signed in, nobody is watched');
  await hands.evaluate(({ trays: [one] }) => one!.choose('Open Glucoglance'));
  const window = await app.browserWindow(await app.firstWindow());
  await expect.poll(() => window.evaluate((one) => one.isVisible())).toBe(true);
});

test('the number follows the readings', { tag: '@walk' }, async ({ follow }) => {
  const { app, tray, simulator, page } = await follow(onFlatDay('fast-low'), 14, 100);
  await expect.poll(async () => (await tray()).tip).toMatch(/^Ada \d+ mg\/dL/);
  const before = await tray();
  simulator.catchUp();
  await systemTells(app, 'resume');
  await expect.poll(async () => (await tray()).picture).not.toBe(before.picture);
  const { tip, picture } = await tray();
  const { state } = await page.evaluate(() => window.glucoglance.invoke('snapshot:read', undefined));
  expect(tip).toMatch(new RegExp(`^Ada ${state!.people[0]!.reading!.mgdl} mg/dL`));
  expect(tip).not.toBe(before.tip);
  expect(picture).not.toBe(before.picture);
});

test('an old value is never shown as one of now', { tag: '@walk' }, async ({ follow }) => {
  const { tray } = await follow(onFlatDay('signal-loss'), SILENT_FOR);
  await expect.poll(async () => (await tray()).tip).toMatch(/no data since \d/);
  const { tip, labels } = await tray();
  expect([tip, labels[0]].join()).not.toMatch(/\d (mg\/dL|mmol)/);
});

test('two people: the one that is chosen is drawn, both stand in the menu', async ({ follow }) => {
  const { tray, choose, ask } = await follow();
  await expect.poll(async () => (await tray()).tip).toMatch(/^Ada \d+ mg\/dL/);
  const { labels, picture } = await tray();
  expect(labels[0]).toMatch(/^Ada {2}\d+ mg\/dL/);
  expect(labels[1]).toMatch(/^Ben {2}\d+\.\d mmol\/L/);
  await choose(labels[1]!);
  await expect.poll(async () => (await tray()).tip).toMatch(/^Ben \d+\.\d mmol\/L/);
  expect((await tray()).picture).not.toBe(picture);
  const { settings, state } = await ask('snapshot:read', undefined);
  expect(settings.desktop.trayPerson).toBe(state!.people[1]!.person.patientId);
});

test('snoozed and woken from the menu', async ({ follow }) => {
  const { tray, choose, ask } = await follow();
  await choose('All but urgent lows for 1 h');
  await expect.poll(async () => (await tray()).labels.join()).toMatch(/Quiet until \d/);
  const snoozed = (await ask('snapshot:read', undefined)).alarms;
  expect(snoozed.length).toBeGreaterThan(0);
  expect(snoozed.every(({ phase, kind }) => phase === 'snoozed' && kind !== 'urgentLow')).toBe(true);
  await choose('End snooze');
  await expect.poll(async () => (await tray()).labels.join()).not.toContain('Quiet');
  expect((await ask('snapshot:read', undefined)).alarms).toEqual([]);
  await choose('Highs for 30 min');
  await expect.poll(async () => (await tray()).labels.join()).toMatch(/Highs quiet until \d/);
});

test('why it rang is a click away, in the journal', async ({ follow }) => {
  const { tray, choose, page, ask } = await follow(staying({ ada: 46 }), 10);
  await ask('settings:update', { desktop: { welcomed: true, nightOffered: true } });
  const ringing = async () => (await ask('snapshot:read', undefined)).alarms.length;
  await expect.poll(ringing).toBeGreaterThan(0);
  expect((await tray()).labels).toContain('Why did it ring?');
  await choose('Why did it ring?');
  await expect(page.getByRole('button', { name: 'Journal' })).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('.why-answer')).toContainText(/ow, Ada .*: on since/);
  await expect(page.locator('.journal-row').first()).toBeVisible();
});

test('no value is to be seen where others might look', async ({ follow }) => {
  const { tray, ask } = await follow();
  await expect.poll(async () => (await tray()).tip).toMatch(/mg\/dL/);
  const shown = await tray();
  await ask('settings:update', { desktop: { trayPrivate: true } });
  await expect.poll(async () => (await tray()).picture).not.toBe(shown.picture);
  const hidden = await tray();
  expect([hidden.tip, ...hidden.labels].join()).not.toMatch(/\d (mg\/dL|mmol)/);
});

test('another display, another size of picture', async ({ follow }) => {
  const { tray, hands } = await follow();
  await expect.poll(async () => (await tray()).tip).toMatch(/mg\/dL/);
  const { width } = await tray();
  const bounds = { x: 0, y: 0, width: 3840, height: 2160 };
  await hands.evaluate((system, at) => system.setDisplays([{ bounds: at, scaleFactor: 2 }]), bounds);
  await expect.poll(async () => (await tray()).width).toBe(2 * width);
  const light = await tray();
  await hands.evaluate((system) => system.setSystemDark(true));
  await hands.evaluate((system) => system.setSystemDark(false));
  expect((await tray()).picture).toBe(light.picture);
});

test('what stands in the way of readings is said in the tray', async ({ follow }) => {
  const { tray, simulator, app } = await follow();
  await expect.poll(async () => (await tray()).tip).toMatch(/mg\/dL/);
  simulator.setOnline(false);
  await systemTells(app, 'resume');
  await expect.poll(async () => (await tray()).labels.join('\n')).toMatch(/No connection to/);
});

test('D4: without a panel it is told; a real one that comes late shows the icon, and a click on it opens the window', async ({
  launchWithHands,
}) => {
  const missing = panelMissing();
  test.skip(missing !== null && process.env['CI'] === undefined, missing ?? '');
  const panel = await RealPanel.begin();
  const { DBUS_SESSION_BUS_ADDRESS: bus = '' } = panel.env;
  const { app, hands } = await launchWithHands({
    env: { DBUS_SESSION_BUS_ADDRESS: bus, XDG_CURRENT_DESKTOP: 'XFCE' },
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'glucoglance' in window);
  const faults = () =>
    page.evaluate(async () => (await window.glucoglance.invoke('snapshot:read', undefined)).armed.faults);
  await expect.poll(faults).toContain('noTray');
  await panel.start({ iconPx: 24, bar: 'light' });
  const place = async () => {
    const picture = await hands.evaluate(({ trays: [one] }) => one?.image?.toPNG().toString('base64'));
    return picture === undefined ? null : panel.find(Buffer.from(picture, 'base64'));
  };
  await expect.poll(place).not.toBeNull();
  await expect.poll(faults).not.toContain('noTray');
  const shown = await app.browserWindow(page);
  await shown.evaluate((one) => one.hide());
  const { x, y } = (await place())!;
  panel.click(x + 12, y + 12);
  await expect.poll(() => shown.evaluate((one) => one.isVisible())).toBe(true);
  await panel.stop();
});

test('quitting from the menu asks first, and takes the icon away', async ({ follow }) => {
  const followed = await follow();
  const { hands, choose } = followed;
  await choose('Quit');
  await expect.poll(() => hands.evaluate(({ dialogs }) => dialogs.length)).toBe(1);
  const gone = ended(followed);
  await hands.evaluate(({ dialogs: [dialog] }) => dialog!.answer({ response: 1 })).catch(() => {});
  expect(await gone).toBe(0);
});
