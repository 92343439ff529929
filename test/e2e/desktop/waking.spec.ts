import type { Snapshot } from '../../../src/shared/state/snapshot.ts';
import { calm } from '../../support/staying.ts';
import { simulatorBegun } from '../support/simulator-begun.ts';
import { systemTells } from '../support/system-tells.ts';
import { expect, test } from '../support/test.ts';

const ASLEEP_MS = 3 * 3600 * 1000;

test('D1: a lid that is opened before the Wi-Fi is there tells of no missing data', async ({
  launchWithHands,
  bus,
}) => {
  const simulator = await simulatorBegun(calm, 0);
  const { app, hands } = await launchWithHands({
    env: { LIBRELINKUP_BASE_URL: simulator.url, DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.path}` },
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'glucoglance' in globalThis);
  const invoke = (channel: string, request?: unknown) =>
    page.evaluate(
      ([to, given]) =>
        (
          globalThis as unknown as { glucoglance: { invoke(c: string, r: unknown): Promise<unknown> } }
        ).glucoglance.invoke(to, given),
      [channel, request] as const,
    );
  const snapshot = async () => (await invoke('snapshot:read')) as Snapshot;
  const link = async () => (await snapshot()).state?.link.code;
  await expect.poll(async () => (await snapshot()).mode).toBe('signedOut');
  const { email, password } = simulator;
  expect(await invoke('account:signIn', { email, password, acceptTerms: false })).toMatchObject({ ok: true });
  await expect.poll(link).toBe('ok');

  await hands.evaluate((system) => void (system.online = false));
  await app.evaluate(({ powerMonitor }, asleep) => {
    powerMonitor.emit('suspend');
    const before = Date.now;
    Date.now = () => before() + asleep;
  }, ASLEEP_MS);
  simulator.sleep(ASLEEP_MS);
  await systemTells(app, 'resume');
  await expect.poll(link).toBe('problem');
  await hands.evaluate((system) => void (system.online = true));
  await expect.poll(link).toBe('ok');
  expect(bus.seen.filter(({ title }) => /no data/i.test(title))).toEqual([]);
  await simulator.close();
});
