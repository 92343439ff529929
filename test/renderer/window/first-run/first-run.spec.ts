import { problem } from '../../../../src/shared/problems.ts';
import { fail } from '../../../../src/shared/result.ts';
import { DEFAULT_SIZE } from '../../../../src/main/desktop/windows/window-bounds.ts';
import { speechIn } from '../../../../scripts/gallery/scenes/languages.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import {
  ben,
  NOON,
  personState,
  signedOut,
  snapshot,
  welcomed,
} from '../../../../scripts/gallery/scenes/snapshots.ts';
import { asked, expect, test } from '../../support/test.ts';

const READ = 'I have read what Glucoglance is and is not.';

test('it goes on only when what it is and is not has been read', async ({ open }) => {
  const page = await open({ snapshot: signedOut() });
  await expect(page.getByText('Dosing decisions should not be made based on this device.')).toBeVisible();
  await expect(page.getByText('not intended to replace self-monitoring practices')).toBeVisible();
  await expect(page.getByText('not made or approved by Abbott')).toBeVisible();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'tick the box first' })).toBeVisible();
  await page.getByLabel(READ).check();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('heading', { name: 'Is somebody sharing with you?' })).toBeFocused();
});

for (const [scene, leadsOn, inGerman] of [
  // In other languages two sentences stand there in English too, which wants more room.
  ['first-run welcome', 'Set it up', null],
  ['first-run invitation', 'Continue', 'Weiter'],
  ['first-run sign-in', 'Sign in', 'Anmelden'],
  ['first-run people', 'Continue', 'Weiter'],
  ['first-run test', 'Continue', 'Weiter'],
  ['first-run done', 'Show the readings', 'Messwerte zeigen'],
] as const) {
  test(`what leads on is in sight in a window that nobody has made larger: ${scene}`, async ({
    open,
    page,
  }) => {
    await page.setViewportSize(DEFAULT_SIZE);
    await open(scenes[scene]!);
    await expect(page.getByRole('button', { name: leadsOn, exact: true })).toBeInViewport({ ratio: 1 });
    if (inGerman === null) return;
    await page.evaluate((speech) => window.fake.change({ speech }), speechIn('de'));
    await expect(page.getByRole('button', { name: inGerman, exact: true })).toBeInViewport({ ratio: 1 });
  });
}

test('the demo at once', async ({ open }) => {
  const page = await open({ snapshot: signedOut() });
  await page.getByRole('button', { name: 'Try it with demo data' }).click();
  await expect.poll(() => asked(page, 'demo:start')).toHaveLength(1);
  await page.evaluate((next) => window.fake.change(next), snapshot({ mode: 'demo' }));
  await expect(page.getByRole('article', { name: 'Ada Lindqvist' })).toBeVisible();
});

test('a history of another computer comes before the sign-in, and whoever has signed out can erase theirs', async ({
  open,
}) => {
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  let page = await open(scenes['first-run data archive seen']!);
  await expect(page).toHaveTitle('Data – Glucoglance');
  await expect(section('Import')).toContainText('401,223 readings are new');
  await expect(section('Backups').getByRole('button')).toHaveText(['Put back a copy from elsewhere …']);
  for (const name of ['Export', 'Erase', 'What leaves this computer'])
    await expect(section(name)).toHaveCount(0);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Glucoglance', level: 1 })).toBeFocused();

  page = await open(scenes['first-run data erasing']!);
  // Nobody was watched before: it is the same page, without a word about that.
  await expect(section('Erase')).toContainText('It is being erased …');
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await page.evaluate((next) => window.fake.change(next), signedOut({ settings: welcomed, sequence: 9 }));
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeFocused();
  // The page of those who are signed in begins where it always does.
  await page.evaluate((next) => window.fake.change(next), snapshot({ sequence: 10 }));
  await expect(page.getByRole('article', { name: 'Ada Lindqvist' })).toBeVisible();
});

test('an account that main tells of before it answers', async ({ open }) => {
  const page = await open(scenes['first-run sign-in']!);
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  // Main signs in, and tells of it before it answers.
  const fresh = { ...welcomed, desktop: { ...welcomed.desktop, welcomed: false } };
  const people = [personState({ target: { low: 76, high: 190 } }), ben()];
  await page.evaluate((next) => window.fake.change(next), snapshot({ settings: fresh }, { people }));
  await expect(page.getByRole('heading', { name: 'Who do you want to follow?' })).toBeVisible();
});

test('what was read is kept with the first sign-in', async ({ open }) => {
  const fresh = { ...welcomed, desktop: { ...welcomed.desktop, welcomed: false } };
  const signedIn = snapshot({ settings: fresh, sequence: 5 }, { people: [personState()] });
  const page = await open({ ...scenes['first-run sign-in']! });
  await page.evaluate((next) => (window.fake.snapshot = next), signedIn);
  await page.getByLabel('E-mail').fill(' ada@example.com ');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(() => asked(page, 'settings:update')).toEqual([{ desktop: { welcomed: true } }]);
  await expect
    .poll(() => asked(page, 'account:signIn'))
    .toMatchObject([{ password: 'secret', acceptTerms: false }]);
  await expect(page.getByRole('heading', { name: 'Who do you want to follow?' })).toBeVisible();
  await page.getByRole('button', { name: 'Do the rest later' }).click();
  await expect(page.getByRole('article', { name: 'Ada Lindqvist' })).toBeVisible();
});

test('whoever has been through it is not asked again', async ({ open }) => {
  const page = await open(scenes['first-run sign-in']!);
  await page.evaluate((next) => (window.fake.snapshot = next), snapshot({ sequence: 5 }));
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.evaluate(() => window.fake.tell('snapshot:changed', window.fake.snapshot));
  await expect(page.getByRole('article', { name: 'Ada Lindqvist' })).toBeVisible();
});

test('a wait counts down, and ends', async ({ open }) => {
  const page = await open(scenes['first-run paused']!);
  const button = page.getByRole('button', { name: 'Sign in', exact: true });
  await expect(page.getByText('Next try possible in 55 s.')).toBeVisible();
  await expect(button).toBeDisabled();
  await page.clock.setFixedTime(NOON + 40_000);
  await expect(page.getByText('Next try possible in 15 s.')).toBeVisible();
  await page.clock.setFixedTime(NOON + 56_000);
  await expect(button).toBeEnabled();
});

test('documents are named with version and address, and accepted by a click only', async ({ open }) => {
  const page = await open(scenes['first-run terms']!);
  await expect(page.getByRole('alert')).toContainText('Terms of Use (version 2026-01-02)');
  await expect(
    page.getByText('https://files.libreview.io/tou/2026-01-02.html', { exact: true }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'I have read the Terms of Use and accept it' }).click();
  const tries = await asked(page, 'account:signIn');
  expect(tries.map((one) => (one as { acceptTerms: boolean }).acceptTerms)).toEqual([false, true]);
});

for (const [code, params, sentence] of [
  ['credentialsRejected', {}, 'refused this e-mail and password'],
  ['updateRequired', { ours: '4.17.0', minimum: '4.99.0' }, 'it wants 4.99.0'],
  ['nameNotFound', { host: 'api.libreview.io' }, 'cannot find api.libreview.io'],
  ['emailNotVerified', {}, 'wants this e-mail address confirmed'],
  ['blocked', {}, 'block requests from this network'],
] as const) {
  test(`a sign-in that ends with ${code} says so`, async ({ open }) => {
    const given = problem(code, params as never);
    const { snapshot: before, steps } = scenes['first-run wrong password']!;
    const page = await open({
      snapshot: before,
      answers: { 'account:signIn': fail(given) },
      ...(steps && { steps }),
    });
    await expect(page.getByRole('alert')).toContainText(sentence);
  });
}

test('an answer that never comes as it should is a problem like any other', async ({ open }) => {
  const page = await open(scenes['first-run sign-in']!);
  await page.evaluate(() => {
    Object.defineProperty(window.fake.answers, 'account:signIn', {
      get: () => {
        throw new Error('This could not be done.');
      },
    });
  });
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('This could not be done.');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
});

test('limits begin with the account’s target; one for all where they are the same', async ({ open }) => {
  const page = await open(scenes['first-run limits']!);
  await expect(page.getByLabel('Limit for high, mmol/L')).toHaveValue('10.0');
  await expect(page.getByLabel('Limit for high, mg/dL')).toHaveValue('180');
  await page.getByRole('button', { name: 'Continue' }).click();
  const [, change] = await asked(page, 'settings:update');
  expect(change).toMatchObject({
    alarms: { low: { on: true, limit: 70 }, high: { on: true, limit: 180 } },
    people: { ada: { limits: null }, ben: { limits: null } },
  });
});

test('limits of each where they differ', async ({ open }) => {
  const page = await open(scenes['first-run limits']!);
  const field = page.getByLabel('Limit for high, mg/dL');
  await field.fill('250');
  await field.press('Tab');
  await page.getByRole('button', { name: 'Continue' }).click();
  const [, change] = await asked(page, 'settings:update');
  expect(change).toEqual({
    people: { ada: { limits: { low: 70, high: 180 } }, ben: { limits: { low: 70, high: 250 } } },
    desktop: { nightOffered: true },
  });
});

test('D17: night lows are offered with the limits: off until said yes, hours as the reader wants them', async ({
  open,
}) => {
  const page = await open(scenes['first-run limits']!);
  const night = page.getByRole('region', { name: 'At night' });
  await expect(night.getByRole('checkbox')).not.toBeChecked();
  await night.getByRole('checkbox').check();
  await expect(night.getByLabel('from')).toHaveValue('22:00');
  await night.getByLabel('to').fill('06:30');
  await night.getByLabel('to').press('Tab');
  await page.getByRole('button', { name: 'Continue' }).click();
  const [, change] = await asked(page, 'settings:update');
  expect(change).toMatchObject({
    alarms: { low: { limit: 70, night: { from: 1320, to: 390 } } },
    desktop: { nightOffered: true },
  });
});

test('D17: night lows are not set where nobody said yes, and not asked for again', async ({ open }) => {
  const page = await open(scenes['first-run limits']!);
  await page.getByRole('button', { name: 'Continue' }).click();
  const [, change] = await asked(page, 'settings:update');
  expect(change).toMatchObject({ alarms: { low: { night: null } }, desktop: { nightOffered: true } });
});

test('a test alarm that was not noticed gets advice', async ({ open }) => {
  const page = await open(scenes['first-run test not noticed']!);
  await expect(page.getByText('Look whether notifications are allowed')).toBeVisible();
  await expect(page.getByText('Look whether the sound of this computer is off')).toBeVisible();
});
