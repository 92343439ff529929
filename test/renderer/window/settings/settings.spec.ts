import type { Page } from '@playwright/test';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { answers, personState, snapshot } from '../../../../scripts/gallery/scenes/snapshots.ts';
import { asked, expect, test } from '../../support/test.ts';

const changes = (page: Page) => asked(page, 'settings:update');
const rules = async (page: Page) =>
  ((await changes(page)).at(-1) as { alarms: Record<string, Record<string, unknown>> }).alarms;

test('every choice is kept at once, and says so', async ({ open }) => {
  const page = await open(scenes['settings']!);
  await page.getByLabel('Colours').selectOption('For colour-blind eyes');
  await expect(page.locator('html')).toHaveAttribute('data-palette', 'colourBlind');
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toHaveCount(1);
  await page.getByLabel('Unit').selectOption('mg/dL');
  await page.getByRole('switch', { name: 'A dot instead of the number in the tray' }).click();
  await page.getByRole('switch', { name: 'No values in notifications' }).click();
  await page.getByRole('switch', { name: 'Start with the computer' }).click();
  await page.getByRole('switch', { name: 'Keep this computer awake' }).click();
  await page.getByLabel('Whose value the tray shows').selectOption('Ben Marlowe');
  await page.getByLabel('Ask for readings every').selectOption('5 min');
  await page.getByLabel('Record at most one reading every').selectOption('record all');
  await page.getByRole('slider', { name: 'Volume of the alarms' }).fill('40');
  expect(await changes(page)).toEqual([
    { desktop: { palette: 'colourBlind' } },
    { unit: 'mgdl' },
    { desktop: { trayPrivate: true } },
    { desktop: { notificationsPrivate: true } },
    { desktop: { startAtLogin: true } },
    { desktop: { keepAwake: true } },
    { desktop: { trayPerson: 'ben' } },
    { pollIntervalSeconds: 300 },
    { minimumRecordIntervalSeconds: 0 },
    { desktop: { volume: 40 } },
  ]);
});

test('the evening check is at a time of one’s choice, or not at all', async ({ open }) => {
  const page = await open(scenes['settings']!);
  const time = page.getByLabel('at', { exact: true });
  await expect(time).toHaveValue('21:00');
  await time.fill('2230');
  await time.press('Tab');
  await expect(time).toHaveValue('22:30');
  await page.getByRole('switch', { name: 'Evening check' }).click();
  await expect(time).toHaveCount(0);
  await page.getByRole('switch', { name: 'Evening check' }).click();
  await expect(time).toHaveValue('21:00');
  expect(await changes(page)).toEqual([
    { desktop: { eveningAt: 22 * 60 + 30 } },
    { desktop: { eveningAt: null } },
    { desktop: { eveningAt: 21 * 60 } },
  ]);
});

test('what cannot be kept is taken back, with a sentence beside it', async ({ open }) => {
  const page = await open(scenes['settings not kept']!);
  const setting = page.locator('.setting', { hasText: 'Start with the computer' });
  await expect(setting).toContainText('is full; nothing more can be recorded');
  await expect(setting.getByRole('switch')).not.toBeChecked();
});

test('a version that is none is not even asked for', async ({ open }) => {
  const page = await open(scenes['settings']!);
  const field = page.getByLabel('Version of the LibreLinkUp interface');
  await field.fill('four');
  await field.press('Tab');
  await expect(page.getByText('Three numbers with dots')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(await changes(page)).toEqual([]);
  await field.fill('4.18.0');
  await field.press('Tab');
  expect(await changes(page)).toEqual([{ apiVersion: '4.18.0' }]);
});

test('what is typed stays while something else is told, until it is kept', async ({ open }) => {
  const page = await open(scenes['settings']!);
  const name = page.getByRole('group', { name: 'Ada Lindqvist' }).getByLabel('Name');
  await name.fill('Mum');
  await page.evaluate(() => window.fake.change({ clockOffset: 60_000 }));
  await page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => setTimeout(frame))));
  await expect(name).toHaveValue('Mum');
  await name.press('Tab');
  await expect.poll(() => asked(page, 'settings:update')).toEqual([{ people: { ada: { name: 'Mum' } } }]);
});

test('a person gets a name, limits, and is no longer followed', async ({ open }) => {
  const page = await open(scenes['settings']!);
  const ada = page.getByRole('group', { name: 'Ada Lindqvist' });
  await ada.getByLabel('Name').fill('Mum');
  await ada.getByLabel('Name').press('Enter');
  const mum = page.getByRole('group', { name: 'Mum' });
  await expect(page.getByRole('radio', { name: 'Mum' })).toBeVisible();
  await mum.getByRole('switch', { name: 'Limits of their own' }).click();
  const high = mum.getByLabel('Mum: Limit for high, mmol/L');
  await high.fill('12.5');
  await high.press('Tab');
  await mum.getByLabel('A sensor lasts').selectOption('15 days');
  await mum.getByLabel('Ranges and goals').selectOption('older, or at risk');
  await mum.getByRole('switch', { name: 'Follow' }).click();
  expect(await changes(page)).toEqual([
    { people: { ada: { name: 'Mum' } } },
    { people: { ada: { limits: { low: 70, high: 240 } } } },
    { people: { ada: { limits: { low: 70, high: 225 } } } },
    { people: { ada: { sensorLifeDays: 15 } } },
    { people: { ada: { targets: 'older' } } },
    { people: { ada: { followed: false } } },
  ]);
});

test('a slider is rehearsed while it moves, once it rests, and kept when it is let go', async ({ open }) => {
  const page = await open(scenes['settings']!);
  await expect(page.getByText('9 alarms')).toBeVisible();
  const before = (await asked(page, 'alarms:rehearse')).length;
  const slider = page.getByRole('slider', { name: 'Limit for low', exact: true });
  // Its time goes by our word: a busy machine moves the slider no more slowly.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  for (const value of ['4.0', '4.1', '4.2']) {
    await slider.evaluate((input: HTMLInputElement, to) => {
      input.value = to;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, value);
    await page.clock.runFor(100);
  }
  await expect.poll(() => asked(page, 'alarms:rehearse')).toHaveLength(before);
  await page.clock.runFor(1000);
  await expect.poll(async () => (await asked(page, 'alarms:rehearse')).length).toBe(before + 1);
  expect((await asked(page, 'alarms:rehearse')).at(-1)).toMatchObject({
    patientId: 'ada',
    rules: { low: { limit: 76 } },
  });
  expect(await changes(page)).toEqual([]);
  await slider.dispatchEvent('change');
  expect(await rules(page)).toMatchObject({ low: { on: true, limit: 76 }, high: { limit: 240 } });
});

test('a limit that is shown rounded is not rounded by looking at it', async ({ open }) => {
  const page = await open(scenes['settings']!);
  const field = page.getByLabel('Limit for urgent low, mmol/L');
  await expect(field).toHaveValue('3.1');
  await field.dispatchEvent('change');
  await page.getByRole('switch', { name: /^Falling fast/ }).click();
  expect(await rules(page)).toMatchObject({ urgentLow: { limit: 55 }, fastFall: { on: true, limit: 120 } });
});

test('the urgent low alarm goes off only in a second step', async ({ open }) => {
  const page = await open(scenes['settings']!);
  const toggle = page.getByRole('switch', { name: /^Urgent low/ });
  await toggle.click();
  expect(await changes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep it on' }).click();
  await expect(toggle).toBeChecked();
  await toggle.click();
  await page.getByRole('button', { name: 'Switch it off' }).click();
  expect(await rules(page)).toMatchObject({ urgentLow: { on: false, offConfirmed: true } });
  await toggle.click();
  expect(await rules(page)).toMatchObject({ urgentLow: { on: true, offConfirmed: false } });
});

test('an impossible limit is refused in a sentence, in the reader’s unit', async ({ open }) => {
  const page = await open(scenes['settings impossible limit']!);
  const kind = page.getByRole('group', { name: 'Urgent high', exact: true });
  await expect(kind).toContainText('It must be above the limit for high, 13.3 mmol/L.');
  expect(await changes(page)).toEqual([]);
  const field = page.getByLabel('Limit for urgent high, mmol/L');
  await field.fill('99');
  await field.press('Tab');
  await expect(kind).toContainText('Between 11.1 and 22.2 mmol/L, please.');
});

test('a limit that cannot be does not stand in the way of other kinds', async ({ open }) => {
  const page = await open(scenes['settings impossible limit']!);
  await page.getByRole('switch', { name: /^Falling fast/ }).click();
  expect(await rules(page)).toMatchObject({ fastFall: { on: true }, urgentHigh: { limit: 300 } });
  await expect(page.getByLabel('Limit for urgent high, mmol/L')).toHaveValue('12.0');
});

test('quiet hours per kind, and none for the urgent low', async ({ open }) => {
  const page = await open(scenes['settings']!);
  await expect(page.getByRole('group', { name: 'Quiet hours for urgent low' })).toHaveCount(0);
  const quiet = page.getByRole('group', { name: 'Quiet hours for high' });
  await quiet.getByRole('checkbox').click();
  await expect(quiet.getByRole('checkbox')).toBeChecked();
  expect(await rules(page)).toMatchObject({ high: { quiet: { from: 1320, to: 420 } } });
  await quiet.getByLabel('from').fill('23:30');
  await quiet.getByLabel('from').press('Tab');
  expect(await rules(page)).toMatchObject({ high: { quiet: { from: 1410, to: 420 } } });
});

test('D17: a low can ring like an urgent one at night, from when to when the reader says', async ({
  open,
}) => {
  const page = await open(scenes['settings']!);
  const night = page.getByRole('group', { name: 'At night, ring lows like urgent ones' });
  await expect(night.getByRole('checkbox')).not.toBeChecked();
  await night.getByRole('checkbox').click();
  await expect(night.getByRole('checkbox')).toBeChecked();
  expect(await rules(page)).toMatchObject({ low: { night: { from: 1320, to: 420 } } });
  await night.getByLabel('to').fill('06:30');
  await night.getByLabel('to').press('Tab');
  expect(await rules(page)).toMatchObject({ low: { night: { from: 1320, to: 390 } } });
  await night.getByRole('checkbox').click();
  await expect(night.getByRole('checkbox')).not.toBeChecked();
  expect(await rules(page)).toMatchObject({ low: { night: null } });
});

test('D17: the rehearsal says in how many nights a low would have rung like an urgent one', async ({
  open,
}) => {
  const page = await open(scenes['settings night']!);
  const low = page.getByRole('group', { name: 'Low', exact: true });
  await expect(low).toContainText('would have rung like urgent in 3 nights');
  await expect(page.getByText('would have rung like urgent')).toHaveCount(1);
});

test('D17: night hours that are quiet hours too are refused in a sentence that names both', async ({
  open,
}) => {
  const page = await open(scenes['settings night overlaps']!);
  const low = page.getByRole('group', { name: 'Low', exact: true });
  await expect(low).toContainText(
    'The hours of the night (22:00–07:00) and the quiet hours (23:00–06:00) overlap',
  );
  expect(await changes(page)).toEqual([]);
});

test('signing out takes two steps', async ({ open }) => {
  const page = await open(scenes['settings sign out']!);
  await expect.poll(() => asked(page, 'account:signOut')).toEqual([]);
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out and forget the password' }).click();
  await expect.poll(() => asked(page, 'account:signOut')).toHaveLength(1);
});

test('nothing recorded yet is said, not counted', async ({ open }) => {
  const page = await open({
    snapshot: snapshot({}, { people: [personState()] }),
    page: 'settings',
    answers: {
      ...answers,
      'alarms:rehearse': { ok: true, value: { days: 14, readings: 0, kinds: [] } },
    },
  });
  await expect(page.getByText('Nothing is recorded yet of the last 14 days.')).toBeVisible();
  await expect(page.getByText('no alarm', { exact: true })).toHaveCount(0);
});
