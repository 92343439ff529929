import type { Page } from '@playwright/test';
import { chartAnswers } from '../../../scripts/gallery/scenes/chart-answers.ts';
import { scenes } from '../../../scripts/gallery/scenes/window-scenes.ts';
import type { Channel } from '../../../src/shared/ipc/contracts.ts';
import { asked, expect, test } from '../support/test.ts';

// Big questions whose page, person or period is left before they are answered.

/** The numbers under which something has been asked on a channel. */
const worksOf = (page: Page, channel: Channel) =>
  page.evaluate(
    (wanted) => window.fake.calls.filter((one) => one.channel === wanted).map(({ work }) => work),
    channel,
  );
const cancelled = async (page: Page) =>
  ((await asked(page, 'work:cancel')) as { work: number }[]).map(({ work }) => work);
const show = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();
const never = { 'chart:part': 'never', 'chart:usual': 'never', 'alarms:rehearse': 'never' };

async function waitingChart(open: (scene: (typeof scenes)[string]) => Promise<Page>): Promise<Page> {
  const page = await open({ ...scenes['chart']!, answers: never });
  await expect.poll(() => worksOf(page, 'chart:part')).toHaveLength(1);
  await expect.poll(() => worksOf(page, 'chart:usual')).toHaveLength(1);
  expect(await cancelled(page)).toEqual([]);
  return page;
}

test('a chart that is left asks for nothing any more, and is there as ever when it is looked at again', async ({
  open,
}) => {
  const page = await waitingChart(open);
  const works = [...(await worksOf(page, 'chart:part')), ...(await worksOf(page, 'chart:usual'))];
  await show(page, 'Now');
  await expect.poll(async () => new Set(await cancelled(page))).toEqual(new Set(works));
  await page.evaluate((answers) => Object.assign(window.fake.answers, answers), chartAnswers);
  await show(page, 'Chart');
  await expect(page.locator('.chart-summary')).toContainText('423 readings');
  await expect(page.locator('.chart-problem')).toHaveCount(0);
  expect(await cancelled(page)).toHaveLength(2);
});

test('another person, another period: what was asked for the one before is cancelled', async ({ open }) => {
  const page = await waitingChart(open);
  const [first] = await worksOf(page, 'chart:part');
  await page.getByRole('button', { name: '90 d', exact: true }).click();
  await page.getByRole('button', { name: '3 h', exact: true }).click();
  await expect.poll(() => cancelled(page)).toContain(first);
  await page.getByRole('radio', { name: 'Ben Marlowe' }).click();
  await expect.poll(() => worksOf(page, 'chart:usual')).toHaveLength(2);
  const [last, ofBen] = (await worksOf(page, 'chart:part')).slice(-2);
  await expect.poll(() => cancelled(page)).toContain(last);
  expect(await cancelled(page)).not.toContain(ofBen);
  await expect(page.locator('.chart-problem')).toHaveCount(0);
});

test('limits that are moved again, or left, are rehearsed no further', async ({ open }) => {
  const page = await open({ ...scenes['settings']!, answers: never });
  await expect.poll(() => worksOf(page, 'alarms:rehearse')).toHaveLength(1);
  await page
    .getByRole('slider', { name: 'Limit for low', exact: true })
    .evaluate((input: HTMLInputElement) => {
      input.value = '4.2';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  await expect.poll(() => worksOf(page, 'alarms:rehearse')).toHaveLength(2);
  const [first, second] = await worksOf(page, 'alarms:rehearse');
  expect(await cancelled(page)).toEqual([first]);
  await show(page, 'Now');
  await expect.poll(() => cancelled(page)).toEqual([first, second]);
});
