import type { ClinicReportProps } from '../../../../src/shared/report/clinic-figures.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const scene = scenes['report']!;
const { figures } = (scene.answers!['report:clinic'] as { value: ClinicReportProps }).value;
const { statistics } = figures;

test('shows the two pages as they will be printed, with the figures of the history', async ({ open }) => {
  const page = await open(scene);
  const sheets = page.locator('.paper-preview .sheet');
  await expect(sheets).toHaveCount(2);
  await expect(sheets.first()).toContainText(`${statistics.readings.toLocaleString('en-GB')} readings`);
  const numbers = page.locator('.paper-preview .numbers');
  await expect(numbers).toContainText(`${Math.round(statistics.figures!.meanMgdl)}\u00a0mg/dL`);
  await expect(numbers).toContainText(`${statistics.figures!.gmiPercent!.toFixed(1)}%`);
  await expect(sheets.last().locator('.day-panel')).toHaveCount(14);
  // In the proportions of the paper, as wide as there is room, and never beyond it.
  for (const [label, ratio] of [
    ['A4', 297 / 210],
    ['US Letter', 279.4 / 215.9],
  ] as const) {
    await page.getByRole('radio', { name: label }).check();
    const { width, height } = (await sheets.first().boundingBox())!;
    expect(Math.abs(height / width - ratio)).toBeLessThan(0.01);
    // Nothing is cut off at the foot of a sheet.
    for (const sheet of await sheets.all())
      expect(await sheet.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(0);
  }
});

test('nothing of the window’s own style is on the paper, in the dark neither', async ({ open, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(scene);
  const sheet = page.locator('.paper-preview .sheet').first();
  const look = await sheet.evaluate((one) => {
    const { color, backgroundColor } = getComputedStyle(one);
    return { color, backgroundColor, title: getComputedStyle(one.querySelector('h1')!).letterSpacing };
  });
  expect(look).toEqual({ color: 'rgb(17, 17, 17)', backgroundColor: 'rgb(255, 255, 255)', title: 'normal' });
});

test('asks for what was seen, with the name only where that is wanted', async ({ open }) => {
  const page = await open(scene);
  const blank = page.locator('.paper-preview .blank');
  await expect(blank).toHaveCount(2);
  await page.getByLabel('Print the name').check();
  await expect(blank).toHaveCount(0);
  await page.getByRole('radio', { name: 'US Letter' }).check();
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  const wanted = {
    patientId: 'ada',
    period: { days: 14 },
    until: statistics.to,
    paper: 'letter',
    named: true,
  };
  await expect.poll(() => asked(page, 'report:save')).toEqual([wanted]);
  await page.getByLabel('Print the name').uncheck();
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect.poll(() => asked(page, 'report:print')).toEqual([{ ...wanted, named: false }]);
});

test('cancels what it has asked for, and goes on', async ({ open }) => {
  const page = await open(scenes['report being saved']!);
  await expect(page.getByText('The PDF is being made …')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save as PDF' })).toBeDisabled();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => asked(page, 'work:cancel')).toHaveLength(1);
});

test('begins with the paper of the reader’s country', async ({ open }) => {
  const { speech } = scene.snapshot;
  const page = await open({
    ...scene,
    snapshot: { ...scene.snapshot, speech: { ...speech, locale: 'en-US' } },
  });
  await expect(page.getByRole('radio', { name: 'US Letter' })).toBeChecked();
});

test('takes the period that the other pages have', async ({ open }) => {
  const page = await open(scene);
  await page.getByRole('button', { name: '30 days' }).click();
  await expect
    .poll(async () => (await asked(page, 'report:clinic')).at(-1))
    .toEqual({ patientId: 'ada', period: { days: 30 } });
});
