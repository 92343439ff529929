import { CHECKS } from '../../../../src/shared/doctor/checks.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { DIAGNOSTICS } from '../../../../scripts/gallery/scenes/snapshots.ts';
import { asked, expect, test } from '../../support/test.ts';

test('how it stands, figure by figure', async ({ open }) => {
  const page = await open(scenes['status']!);
  for (const words of [
    'Connected; readings are coming in.',
    'the next reading is due then',
    'Every reading is recorded.',
    '702 of 719 expected (98%)',
    '128,412 readings, 9.0 MB',
    '13.0 MB',
    'api-eu.libreview.io',
    'notification daemon (GNOME Shell)',
    'Glucoglance 0.1.0 · Electron 45.4.1 · SQLite 3.51.0',
    'not intended to replace self-monitoring practices',
  ])
    await expect(page.getByText(words)).toBeVisible();
});

test('the check-up says of everything how it is, and what to do', async ({ open }) => {
  const page = await open(scenes['status with things to do']!);
  const checkUp = page.getByRole('region', { name: 'Check-up' });
  await expect(checkUp.getByRole('status')).toHaveText('9 things need a look. Checked at 12:00.');
  await expect(checkUp.getByRole('listitem')).toHaveCount(CHECKS.length);
  await expect(checkUp.getByRole('listitem').filter({ hasText: 'Sound' })).toContainText(
    'The sound of this computer is off',
  );
  // As the window says it: it has no variables to be set.
  await expect(checkUp.getByRole('listitem').filter({ hasText: 'Keychain' })).toContainText('Unlock it');
});

test('what is looked at is looked at again, with how far it is, and asked of main once at a time', async ({
  open,
}) => {
  const page = await open(scenes['status checking']!);
  const checkUp = page.getByRole('region', { name: 'Check-up' });
  await expect(checkUp.getByRole('status')).toHaveText('Checking …');
  const work = await page.evaluate(
    () => window.fake.calls.find(({ channel }) => channel === 'status:check')!.work!,
  );
  await page.evaluate((number) => window.fake.tell('work:progress', { work: number, done: 0.5 }), work);
  await expect(checkUp.getByRole('progressbar')).toHaveAttribute('value', '0.5');
  await checkUp.getByRole('button', { name: 'Check again' }).click();
  expect(await asked(page, 'status:check')).toHaveLength(1);

  await page.evaluate(
    (next) => (window.fake.answers['status:check'] = next),
    scenes['status']!.answers!['status:check'],
  );
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await expect(checkUp.getByRole('status')).toHaveText('All is well. Checked at 12:00.');
  await checkUp.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => asked(page, 'status:check')).toHaveLength(3);
  await expect(checkUp.getByRole('status')).toHaveText('All is well. Checked at 12:00.');
});

test('a check-up that could not be made says why', async ({ open }) => {
  const page = await open(scenes['status not checked']!);
  await expect(page.getByText(/^The check-up could not be made\. Something went wrong/)).toBeVisible();
});

test('what was copied is shown, to the letter', async ({ open }) => {
  const page = await open(scenes['status copied']!);
  await expect(page.getByLabel('Copied diagnostics')).toHaveText(DIAGNOSTICS, { useInnerText: false });
  expect(await page.getByLabel('Copied diagnostics').textContent()).toBe(DIAGNOSTICS);
  await expect.poll(() => asked(page, 'diagnostics:copy')).toHaveLength(1);
});

test('the licences of others come when somebody looks', async ({ open }) => {
  const page = await open(scenes['status']!);
  const licences = page.getByText('Licences of others');
  expect(await asked(page, 'licences:read')).toHaveLength(0);
  await licences.click();
  await expect(page.getByText('Permission is hereby granted')).toBeVisible();
  await licences.click();
  await expect(page.getByText('Permission is hereby granted')).toBeHidden();
});

test('each answer of the server is a new status', async ({ open }) => {
  const page = await open(scenes['status']!);
  await expect(page.getByText('702 of 719')).toBeVisible();
  const before = (await asked(page, 'status:read')).length;
  await page.evaluate(() => {
    const { state } = window.fake.snapshot;
    window.fake.change({ state: { ...state!, lastAnswerAt: state!.lastAnswerAt! + 60_000 } });
  });
  await expect.poll(async () => (await asked(page, 'status:read')).length).toBe(before + 1);
});

test('alarms are tested, and how that went is said', async ({ open }) => {
  const page = await open(scenes['status']!);
  await page.getByRole('button', { name: 'Test the alarms' }).click();
  await expect(page.getByText('Urgent low: shown')).toBeVisible();
  await expect(page.getByText('Sensor: sent')).toBeVisible();
});

test('the footer leads to what Glucoglance is not', async ({ open }) => {
  const page = await open(scenes['now in range']!);
  await page.getByRole('button', { name: 'What Glucoglance is not' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toBeInViewport();
});

test('it leads there on a slow computer, too, where what follows a change of page comes late', async ({
  open,
}) => {
  const page = await open(scenes['now in range']!);
  await page.evaluate(() => {
    const soon = window.setTimeout.bind(window);
    const late = (act: () => void, ms = 0) => soon(act, ms + 200);
    Object.assign(window, { setTimeout: late });
  });
  await page.getByRole('button', { name: 'What Glucoglance is not' }).click();
  await expect(page.getByRole('heading', { name: 'Status', level: 1 })).toBeFocused();
  await expect(page.getByRole('region', { name: 'About' })).toBeInViewport();
});
