import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { answers, ringing, snapshot, signedOut } from '../../../../scripts/gallery/scenes/snapshots.ts';
import { press, tick } from '../../../../scripts/gallery/scenes/scene.ts';
import { asked, expect, test } from '../../support/test.ts';

const update = scenes['newer version']!.snapshot.update!;

test('a newer version is told with its first lines, opened in the browser, and put away for good', async ({
  open,
}) => {
  const page = await open(scenes['newer version']!);
  const notice = page.getByRole('region', { name: 'A newer version' });
  await expect(notice).toContainText('Glucoglance 0.3.0 is out, since 18 Nov 2026.');
  await expect(notice).toContainText('The chart shows two people beside each other.');
  await notice.getByRole('button', { name: 'Show it in the browser' }).click();
  await expect.poll(() => asked(page, 'releases:open')).toHaveLength(1);
  await notice.getByRole('button', { name: 'Not this one' }).click();
  await expect(notice).toBeHidden();
  expect(await asked(page, 'settings:update')).toEqual([{ desktop: { updateSeen: '0.3.0' } }]);
});

test('is not told while an alarm is on, also where somebody has silenced it', async ({ open }) => {
  const page = await open(scenes['newer version']!);
  const notice = page.getByRole('region', { name: 'A newer version' });
  for (const phase of ['active', 'acknowledged', 'snoozed'] as const) {
    await page.evaluate(() => window.fake.change({ alarms: [] }));
    await expect(notice).toBeVisible();
    await page.evaluate((alarms) => window.fake.change({ alarms }), [ringing({ phase })]);
    await expect(notice).toBeHidden();
  }
});

test('is told where this one cannot sign in any more, in spite of all that and of the alarm of it', async ({
  open,
}) => {
  const page = await open(scenes['newer version needed']!);
  const notice = page.getByRole('region', { name: 'A newer version' });
  await expect(notice).toContainText('This version cannot sign in any more.');
  await expect(notice.getByRole('button', { name: 'Not this one' })).toHaveCount(0);
  const impaired = ringing({ patientId: null, name: null, kind: 'impaired', cause: 'updateRequired' });
  await page.evaluate((alarms) => window.fake.change({ alarms }), [impaired]);
  await expect(page.getByText('Not working').first()).toBeVisible();
  await expect(notice).toBeVisible();
});

test('where nobody looks for one, and this one cannot sign in any more, it is offered', async ({ open }) => {
  const page = await open(scenes['newer version not looked for']!);
  const notice = page.getByRole('region', { name: 'A newer version' });
  await notice.getByRole('button', { name: 'Look for newer versions' }).click();
  expect(await asked(page, 'settings:update')).toEqual([{ desktop: { updates: true } }]);
  await expect(notice).toContainText('This version cannot sign in any more.');
});

test('it comes by the system where that has brought this one', async ({ open }) => {
  const page = await open({
    ...scenes['newer version']!,
    snapshot: snapshot({ update: { ...update, by: 'snap' } }),
  });
  const notice = page.getByRole('region', { name: 'A newer version' });
  await expect(notice).toContainText('snap refresh glucoglance');
  await expect(notice.getByRole('button', { name: 'Show it in the browser' })).toHaveCount(0);
});

test('is looked for only where there is somewhere to look, and somebody switches it on', async ({ open }) => {
  const page = await open({ ...scenes['settings']!, answers });
  const setting = page.getByRole('switch', { name: 'Tell me about newer versions' });
  await expect(page.getByRole('heading', { name: 'Connection' })).toBeVisible();
  await expect(setting).toHaveCount(0);
  await page.evaluate((given) => window.fake.change({ update: given }), { ...update, newer: null });
  await expect(setting).not.toBeChecked();
  await setting.click();
  expect(await asked(page, 'settings:update')).toEqual([{ desktop: { updates: true } }]);
});

test('it is told before the sign-in too', async ({ open }) => {
  const page = await open({
    snapshot: signedOut({ update }),
    steps: [tick('I have read what Glucoglance is and is not.'), press('Set it up')],
  });
  await expect(page.getByRole('region', { name: 'A newer version' })).toBeVisible();
});
