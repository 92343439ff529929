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

test('what was copied is shown, to the letter', async ({ open }) => {
  const page = await open(scenes['status copied']!);
  await expect(page.getByLabel('Copied diagnostics')).toHaveText(DIAGNOSTICS, { useInnerText: false });
  expect(await page.getByLabel('Copied diagnostics').textContent()).toBe(DIAGNOSTICS);
  await expect.poll(() => asked(page, 'diagnostics:copy')).toHaveLength(1);
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
