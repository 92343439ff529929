import { problem } from '../../../src/shared/problems.ts';
import { alarmScenes } from '../../../scripts/gallery/scenes/alarm-scenes.ts';
import { ringing } from '../../../scripts/gallery/scenes/snapshots.ts';
import { asked, expect, openScene, test } from '../support/test.ts';

const size = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
const lightness = (element: Element) =>
  Math.max(
    ...getComputedStyle(element)
      .backgroundColor.match(/\d+(\.\d+)?/g)!
      .slice(0, 3)
      .map(Number),
  );

for (const name of Object.keys(alarmScenes).filter((one) => one.includes('name') || one === 'one low'))
  test(`D16: ${name}: who it is, is as large as what it is, and not cut off`, async ({ page, url }) => {
    await openScene(page, `${url}alarm.html`, alarmScenes[name]!);
    const who = page.locator('.who');
    expect(await who.evaluate(size)).toBe(await page.locator('.what').evaluate(size));
    expect(await who.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(1);
  });

test('D16: says for how long an acknowledgement is', async ({ page, url }) => {
  await openScene(page, `${url}alarm.html`, alarmScenes['four alarms']!);
  await page.locator('.cards').dispatchEvent('pointerdown');
  const buttons = page.getByRole('button', { name: /^Acknowledge/ });
  expect(await buttons.allInnerTexts()).toEqual([
    'Acknowledge (15 min)',
    'Acknowledge (30 min)',
    'Acknowledge (2 h)',
    'Acknowledge (24 h)',
  ]);
  await buttons.first().click();
  expect(await asked(page, 'alarm:acknowledge')).toEqual([{ patientId: 'ada', kind: 'urgentLow' }]);
});

test('says what a click could not do', async ({ page, url }) => {
  const failed = { ok: false as const, problem: problem('unexpected', { detail: 'nobody answers' }) };
  const scene = alarmScenes['four alarms']!;
  await openScene(page, `${url}alarm.html`, { ...scene, answers: { 'alarm:acknowledge': failed } });
  await page.locator('.cards').dispatchEvent('pointerdown');
  await page
    .getByRole('button', { name: /^Acknowledge/ })
    .first()
    .click();
  await expect(page.getByRole('alert').filter({ hasText: 'nobody answers' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`D16: no foot glares, nor what was silenced, where the system is ${colorScheme}`, async ({
    page,
    url,
  }) => {
    await page.emulateMedia({ colorScheme });
    await openScene(page, `${url}alarm.html`, alarmScenes['acknowledged a moment ago']!);
    await expect(page.getByText('Quiet until 12:15')).toBeVisible();
    for (const part of ['footer', '.card.quiet'])
      expect(await page.locator(part).evaluate(lightness)).toBeLessThan(64);
  });

test('a stronger alarm stands for the weaker one of the same person', async ({ page, url }) => {
  await openScene(page, `${url}alarm.html`, alarmScenes['urgent low over a low']!);
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article', { name: /^Urgent low/ })).toBeVisible();
  // What it stood for comes to light when it is over.
  await page.evaluate((alarms) => window.fake.change({ alarms }), [ringing()]);
  await expect(page.getByRole('article', { name: /^Low/ })).toBeVisible();
});
