import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { calm } from '../../support/staying.ts';
import { hasten, minutesOf } from '../support/hasten.ts';
import { expect, test } from '../support/test.ts';

/** So many times as fast, for who waits, goes the time of the program. */
const SPEED = 20;
const SENTENCE =
  /^Tonight an alarm might not come, or not be noticed: .*\ban alarm for low glucose is switched off\b.*\.$/;

test('the evening check says once, in one sentence, what is wrong, and Status has it', async ({
  launch,
  bus,
}) => {
  const simulator = await startSimulator({ scenario: calm });
  const { app } = await launch({
    env: {
      TZ: 'UTC',
      LIBRELINKUP_BASE_URL: simulator.url,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.path}`,
    },
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'glucoglance' in globalThis);
  const { email, password } = simulator;
  const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
  await page.evaluate(
    async ([given, eveningAt]) => {
      const bridge = window.glucoglance;
      await bridge.invoke('account:signIn', { ...given, acceptTerms: false });
      const { alarms } = (await bridge.invoke('snapshot:read', undefined)).settings;
      await bridge.invoke('settings:update', {
        desktop: { welcomed: true, eveningAt },
        alarms: { ...alarms, low: { ...alarms.low, on: false } },
      });
    },
    [{ email, password }, minute] as const,
  );
  await expect(page.getByRole('article').first()).toBeVisible();
  const said = () => bus.seen.filter(({ title }) => title === 'Before the night');

  await hasten(app, SPEED);
  await expect
    .poll(() => said().map(({ body }) => body), { timeout: 60_000 })
    .toEqual([expect.stringMatching(SENTENCE)]);
  const { body } = said()[0]!;
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  const check = page.getByRole('region', { name: 'Check-up' }).getByRole('listitem');
  const causes = body.slice(body.indexOf(': ') + 2, -1);
  await expect(check.filter({ hasText: 'Evening check' })).toContainText(causes);

  // The evening goes on, and nothing more is said of it.
  const until = (await minutesOf(app)) + 5;
  await expect.poll(() => minutesOf(app), { timeout: 60_000 }).toBeGreaterThan(until);
  expect(said()).toHaveLength(1);
  await simulator.close();
});
