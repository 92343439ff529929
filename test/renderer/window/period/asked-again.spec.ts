import { problem } from '../../../../src/shared/problems.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const scene = scenes['days']!;
const answer = scene.answers!['report:days'];

test('what the history could not answer is asked again when main tells something, and then it is there', async ({
  open,
}) => {
  const failed = { ok: false, problem: problem('historyBusy', { path: '/data/history.db' }) } as const;
  const page = await open({ ...scene, answers: { ...scene.answers, 'report:days': failed } });
  const list = page.getByRole('list', { name: 'Days of Ada Lindqvist' });
  await expect(page.getByRole('main').getByText('history.db')).toBeVisible();
  await expect(list).toBeHidden();
  const before = (await asked(page, 'report:days')).length;

  await page.evaluate(() => window.fake.change({}));
  await expect.poll(async () => (await asked(page, 'report:days')).length).toBe(before + 1);
  await expect(page.getByRole('main').getByText('history.db')).toBeVisible();

  await page.evaluate((there) => {
    window.fake.answers['report:days'] = there!;
    window.fake.change({});
  }, answer);
  await expect(list).toBeVisible();

  // An answer that is there stands: nothing is asked each minute for as long as the page is open.
  const after = (await asked(page, 'report:days')).length;
  await page.evaluate(() => window.fake.change({}));
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect((await asked(page, 'report:days')).length).toBe(after);
});
