import { DEFAULT_SIZE } from '../../../../src/main/desktop/windows/window-bounds.ts';
import { problem } from '../../../../src/shared/problems.ts';
import { fakeOptions, installFake } from '../../../../scripts/gallery/fake-bridge.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { answers, NOON, ringing, snapshot } from '../../../../scripts/gallery/scenes/snapshots.ts';
import { asked, expect, test } from '../../support/test.ts';

test('goes where main says, to the person it names', async ({ open }) => {
  const page = await open({ ...scenes['now two people']!, answers });
  await page.evaluate(() => window.fake.tell('page:show', { page: 'status', patientId: null }));
  await expect(page.getByRole('heading', { name: 'Status', level: 1 })).toBeVisible();
  await page.evaluate(() => window.fake.tell('page:show', { page: 'now', patientId: 'ben' }));
  await expect(page.locator('.person-large')).toHaveAttribute('aria-label', 'Ben Marlowe');
});

test('an older snapshot that comes late is dropped', async ({ open }) => {
  const page = await open(scenes['now in range']!);
  await page.evaluate(() => window.fake.change({ mode: 'demo' }));
  await expect(page.getByText('made up')).toBeVisible();
  await page.evaluate(() =>
    window.fake.tell('snapshot:changed', { ...window.fake.snapshot, mode: 'account', sequence: 1 }),
  );
  await page.evaluate(() => new Promise((frame) => requestAnimationFrame(frame)));
  await expect(page.getByText('made up')).toBeVisible();
});

test('every page by keyboard alone', async ({ open }) => {
  const page = await open({ ...scenes['now in range']!, answers });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  for (const name of ['Chart', 'Settings', 'Status', 'Now']) {
    const button = page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused();
    await expect(button).toHaveAttribute('aria-current', 'page');
  }
});

test('where the focus is can be seen', async ({ open }) => {
  const page = await open(scenes['settings']!);
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const isSeen = () => {
      const focused = document.activeElement!;
      const around = [focused, focused.closest('label'), focused.parentElement].filter((one) => one !== null);
      return around.some((one) =>
        [getComputedStyle(one), getComputedStyle(one, '::after')].some(
          ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        ),
      );
    };
    const focused = await page.evaluate(() => document.activeElement!.outerHTML.slice(0, 200));
    await expect.poll(() => page.evaluate(isSeen), focused).toBe(true);
  }
});

test('what rings is said first, acknowledged and snoozed for as long as its kind allows', async ({
  open,
}) => {
  const page = await open(scenes['alarm urgent low']!);
  const banner = page.getByRole('alert');
  await expect(banner).toContainText('Ada Lindqvist: urgent low');
  await expect(banner).toContainText('2.9 mmol/L at 11:59');
  await banner.getByRole('button', { name: 'Acknowledge' }).click();
  await banner.getByRole('button', { name: 'Snooze 30 min' }).click();
  const told = await page.evaluate(() => window.fake.calls);
  // The page itself asks how today goes, and says where it stands.
  expect(told.filter(({ channel }) => channel.startsWith('alarm:'))).toEqual([
    { channel: 'alarm:acknowledge', request: { patientId: 'ada', kind: 'urgentLow' } },
    { channel: 'alarm:snooze', request: { patientId: 'ada', kind: 'urgentLow', minutes: 30 } },
  ]);
});

test('what a click could not do is said, until the next one works or it is put away', async ({ open }) => {
  const failed = { ok: false as const, problem: problem('unexpected', { detail: 'nobody answers' }) };
  const page = await open({ ...scenes['alarm urgent low']!, answers: { 'alarm:acknowledge': failed } });
  const acknowledge = page.getByRole('alert').getByRole('button', { name: 'Acknowledge' });
  await acknowledge.click();
  const said = page.getByRole('alert').filter({ hasText: 'nobody answers' });
  await expect(said).toBeVisible();
  await said.getByRole('button', { name: 'Dismiss' }).click();
  await expect(said).toHaveCount(0);
  await acknowledge.click();
  await expect(said).toBeVisible();
  await page.getByRole('button', { name: 'Snooze 30 min' }).click();
  await expect(said).toHaveCount(0);
});

test('a stronger alarm stands for the weaker one of the same person', async ({ open }) => {
  const urgent = ringing({ kind: 'urgentLow', priority: 'high', mgdl: 52 });
  const page = await open({
    snapshot: snapshot({ alarms: [urgent, ringing(), ringing({ patientId: 'ben', name: 'Ben Marlowe' })] }),
  });
  await expect(page.getByRole('alert')).toHaveCount(2);
  await expect(page.getByRole('alert').nth(1)).toContainText('Ben Marlowe: low');
});

test('D2: what is acknowledged says until when it is quiet, and can be taken back', async ({ open }) => {
  const until = Date.UTC(2026, 10, 20, 12, 15);
  const quiet = ringing({ kind: 'urgentLow', priority: 'high', phase: 'acknowledged', until });
  const page = await open({
    snapshot: snapshot({ alarms: [quiet, ringing({ phase: 'acknowledged', until })] }),
  });
  const banner = page.locator('.banner');
  await expect(banner).toHaveText(/Ada Lindqvist: urgent low · quiet until 12:15\s*Undo/);
  await banner.getByRole('button', { name: 'Undo: Ada Lindqvist: urgent low' }).click();
  await expect.poll(() => asked(page, 'alarm:undo')).toEqual([{ patientId: 'ada', kind: 'urgentLow' }]);
});

test('a monitor that stands still is called so, though not after a sleep', async ({ page, url }) => {
  await page.clock.install({ time: NOON });
  await page.addInitScript(installFake, fakeOptions(snapshot()));
  await page.goto(url);
  await expect(page.getByRole('article')).toBeVisible();
  const said = page.getByText('Nothing has been heard from the monitor');
  await page.clock.fastForward('08:00:00');
  await page.clock.runFor(60_000);
  await expect(said).toBeHidden();
  await page.clock.runFor(35_000);
  await expect(said).toBeVisible();
  await page.evaluate(
    (at) => window.fake.change({ state: { ...window.fake.snapshot.state!, nextPollAt: at } }),
    Infinity,
  );
  await page.clock.runFor(2000);
  await expect(said).toBeHidden();
});

test('a main process that gives no sign of life is called so by the window, until there is one', async ({
  page,
  url,
}) => {
  await page.clock.install({ time: NOON });
  const state = { ...snapshot().state!, nextPollAt: Infinity };
  await page.addInitScript(installFake, fakeOptions(snapshot({ state })));
  await page.goto(url);
  await expect(page.getByRole('article')).toBeVisible();
  const said = page.getByText('Nothing has been heard from the monitor');
  await page.clock.runFor(600_000);
  await expect(said).toBeHidden();
  await page.evaluate(() => (window.fake.isAlive = false));
  await page.clock.runFor(70_000);
  await expect(said).toBeHidden();
  await page.clock.runFor(30_000);
  await expect(said).toBeVisible();
  await page.evaluate(() => (window.fake.isAlive = true));
  await page.clock.runFor(17_000);
  await expect(said).toBeHidden();
});

test('an alarm is seen in the first run too', async ({ open }) => {
  const { snapshot: fresh } = scenes['first-run people']!;
  const page = await open({ snapshot: { ...fresh, alarms: [ringing()] } });
  await expect(page.getByRole('alert')).toContainText('Ada Lindqvist: low');
});

test('silence is shown with its end, and can be ended', async ({ open }) => {
  const page = await open(scenes['alarm panel']!);
  await expect(page.getByText('Ada Lindqvist: high until 13:15')).toBeVisible();
  await page.getByRole('button', { name: 'End every snooze' }).click();
  await page.getByRole('button', { name: 'Highs only for 1 h' }).click();
  await page.getByRole('button', { name: 'Everything but urgent low for 2 h' }).click();
  await expect.poll(() => asked(page, 'alarms:endSnooze')).toHaveLength(1);
  await expect
    .poll(() => asked(page, 'alarms:snooze'))
    .toEqual([
      { scope: 'highs', minutes: 60 },
      { scope: 'all', minutes: 120 },
    ]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'End every snooze' })).toBeHidden();
  await expect(page.getByRole('button', { name: /^Silenced until/ })).toBeFocused();
});

test('alarms that cannot reach anybody are never called on', async ({ open }) => {
  const page = await open({
    snapshot: snapshot({
      alarms: [ringing({ phase: 'snoozed', until: Date.UTC(2026, 10, 20, 13) })],
      armed: { faults: ['soundMuted'], testedAt: null },
    }),
  });
  await expect(page.getByRole('button', { name: 'Alarms at risk' })).toBeVisible();
  await expect(page.getByText('Alarms on', { exact: true })).toBeHidden();
});

test('notices go when they are dismissed, problems stay', async ({ open }) => {
  const page = await open(scenes['notices']!);
  await expect(page.getByText('lowest 3.4 mmol/L at 10:20')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Recording again' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Done after all' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(4);
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect.poll(() => asked(page, 'notice:dismiss')).toEqual([{ code: 'away' }]);
});

test('no sentence in the window speaks of the command line', async ({ open }) => {
  for (const name of ['now sign-in needed', 'first-run terms'] as const) {
    const page = await open(scenes[name]!);
    await expect(page.locator('body')).not.toContainText(/LIBRELINKUP_|glucoglance authenticate|--[a-z]/);
  }
});

test('a way out of the demo', async ({ open }) => {
  const page = await open(scenes['now demo']!);
  await page.getByRole('button', { name: 'Leave the demo' }).click();
  expect(await page.evaluate(() => window.fake.calls.at(-1))).toMatchObject({ channel: 'demo:stop' });
});

test('the code of the window is small', async ({ open, page }) => {
  const sizes = new Map<string, number>();
  page.on('response', async (response) => {
    if (response.url().endsWith('.js')) sizes.set(response.url(), (await response.body()).length);
  });
  await open(scenes['chart']!);
  await expect(page.getByRole('region', { name: 'Glucose of Ada Lindqvist' })).toBeVisible();
  const total = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThanOrEqual(400_000);
});

test('D17: who had the program before night lows is asked once, and yes sets the hours', async ({ open }) => {
  const page = await open(scenes['now night offer']!);
  const offer = page.getByRole('region', { name: 'Lows at night' });
  await offer.getByRole('button', { name: 'Yes, from 22:00 to 07:00' }).click();
  const [change] = await asked(page, 'settings:update');
  expect(change).toMatchObject({
    alarms: { low: { on: true, limit: 70, night: { from: 1320, to: 420 } } },
    desktop: { nightOffered: true },
  });
});

test('D17: no changes no alarm, and is remembered', async ({ open }) => {
  const page = await open(scenes['now night offer']!);
  const offer = page.getByRole('region', { name: 'Lows at night' });
  await offer.getByRole('button', { name: 'No', exact: true }).click();
  await expect.poll(() => asked(page, 'settings:update')).toEqual([{ desktop: { nightOffered: true } }]);
  await page.evaluate(() => {
    const { settings } = window.fake.snapshot;
    window.fake.change({ settings: { ...settings, desktop: { ...settings.desktop, nightOffered: true } } });
  });
  await expect(offer).toHaveCount(0);
});

test('D17: no offer to who has hours already, wants lows quiet at night, has lows off, or tries the demo', async ({
  open,
}) => {
  const page = await open(scenes['now night offer']!);
  const offer = page.getByRole('region', { name: 'Lows at night' });
  for (const [changes, mode] of [
    [{ night: { from: 0, to: 300 } }, 'account'],
    [{ quiet: { from: 1380, to: 360 } }, 'account'],
    [{ on: false }, 'account'],
    [{}, 'demo'],
  ] as const) {
    await expect(offer).toHaveCount(1);
    await page.evaluate(
      ([low, as]) => {
        const { settings } = window.fake.snapshot;
        const alarms = { ...settings.alarms, low: { ...settings.alarms.low, ...low } };
        window.fake.change({ mode: as, settings: { ...settings, alarms } });
      },
      [changes, mode] as const,
    );
    await expect(offer).toHaveCount(0);
    await page.evaluate(() => {
      const { settings } = window.fake.snapshot;
      const low = { ...settings.alarms.low, on: true, quiet: null, night: null };
      window.fake.change({ mode: 'account', settings: { ...settings, alarms: { ...settings.alarms, low } } });
    });
  }
});

test('what rings is told in a line each, with its buttons below, in a window that nobody has made larger', async ({
  open,
  page,
}) => {
  await page.setViewportSize(DEFAULT_SIZE);
  await open(scenes['alarm plain low']!);
  const [title, facts, first] = await Promise.all(
    [
      page.getByText('Ada Lindqvist: low'),
      page.getByText(/^3\.5.mmol.L at/),
      page.getByRole('alert').getByRole('button').first(),
    ].map((one) => one.boundingBox()),
  );
  for (const line of [title!, facts!]) expect(line.height).toBeLessThan(40);
  expect(first!.y).toBeGreaterThan(facts!.y + facts!.height);
});
