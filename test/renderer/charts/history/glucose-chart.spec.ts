import type { Page } from '@playwright/test';
import { violations } from '../../../support/violations.ts';
import { chart, expect, NOW, test } from '../chart-test.ts';
import type { ChartPage } from '../page/chart-page.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The page's way in, for `page.evaluate`. */
type InPage = { chartPage: ChartPage };

test.use({ timezoneId: 'Europe/Berlin', locale: 'en-GB', viewport: { width: 1000, height: 720 } });

const viewOf = (page: Page) => page.evaluate(() => (globalThis as unknown as InPage).chartPage.view);
const loadsOf = (page: Page) => page.evaluate(() => (globalThis as unknown as InPage).chartPage.loads.length);

/** How many different colours the middle of the canvas has: one where nothing is drawn. */
const coloursOf = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas')!;
    const copy = new OffscreenCanvas(canvas.width || 1, 1).getContext('2d')!;
    if (canvas.width > 0) copy.drawImage(canvas, 0, -canvas.height / 2);
    const { data } = copy.getImageData(0, 0, copy.canvas.width, 1);
    return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(i * 4, i * 4 + 4).join()))
      .size;
  });

const tooltip = (page: Page) => page.getByTestId('chart-tooltip');

test('hovering tells value, unit, range, time, age and source', async ({ open, page }) => {
  await open('story=rich&span=12');
  const box = (await chart(page).boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.6, box.y + 100);
  await expect(tooltip(page)).toContainText(/^\d+\.\d mmol\/L/);
  await expect(tooltip(page)).toContainText(/high · Mon 26 Oct, 10:\d\d/);
  await expect(tooltip(page)).toContainText(/3 h \d\d min ago · live reading/);
  await page.mouse.move(box.x + 100, box.y + 100);
  await expect(tooltip(page)).toContainText('no data Mon 26 Oct, 00:07–04:37');
  await page.mouse.move(box.x + box.width / 2, box.y - 30);
  await expect(tooltip(page)).toHaveCount(0);
});

test('a reading off the scale says so', async ({ open, page }) => {
  await open('story=rich&span=12&unit=mgdl');
  const box = (await chart(page).boundingBox())!;
  await page.mouse.move(box.x + 360, box.y + 300);
  await expect(tooltip(page)).toContainText("LO, under the sensor's 40 mg/dL");
  await expect(tooltip(page)).toContainText('very low');
  await expect(page.locator('.chart-summary')).toContainText('lowest LO');
});

test('the wheel zooms around the pointer and pans across, a drag moves time along', async ({
  open,
  page,
}) => {
  await open('story=rich&span=24');
  const box = (await chart(page).boundingBox())!;
  await page.mouse.move(box.x + 300, box.y + 100);
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await viewOf(page)).spanMs).toBeLessThan(20 * HOUR);
  const zoomed = await viewOf(page);
  expect(zoomed.endsAt).not.toBeNull();
  await page.mouse.wheel(-200, 0);
  await expect.poll(async () => (await viewOf(page)).endsAt).toBeLessThan(zoomed.endsAt!);
  const panned = await viewOf(page);
  expect(panned.spanMs).toBe(zoomed.spanMs);
  await page.mouse.down();
  await page.mouse.move(box.x + 500, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await viewOf(page)).endsAt).toBeLessThan(panned.endsAt!);
  await page.getByRole('button', { name: 'Back to now' }).click();
  expect((await viewOf(page)).endsAt).toBeNull();
});

test('keys pan, zoom, choose a span, go back and forth, and step through readings', async ({
  open,
  page,
}) => {
  await open('story=rich&span=24');
  await chart(page).focus();
  await expect(chart(page)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await viewOf(page)).endsAt).toBeLessThan(NOW);
  await page.keyboard.press('End');
  await expect.poll(async () => (await viewOf(page)).endsAt).toBeNull();
  await page.keyboard.press('5');
  await expect.poll(async () => (await viewOf(page)).spanMs).toBe(3 * DAY);
  await expect(page.getByRole('button', { name: '3 d' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('-');
  await expect.poll(async () => (await viewOf(page)).spanMs).toBeGreaterThan(4 * DAY);
  await page.keyboard.press('Home');
  await expect.poll(async () => (await viewOf(page)).endsAt).toBeLessThan(NOW - 80 * DAY);
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(tooltip(page)).toContainText('14:06');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(tooltip(page)).toContainText('14:05');
  await expect(page.locator('[aria-live]')).toContainText('14:05');
  await page.keyboard.press('Escape');
  await expect(tooltip(page)).toHaveCount(0);
});

test('a chart that begins hidden draws once it is seen, and again when the window changes', async ({
  open,
  page,
}) => {
  await open('story=rich&span=24&hidden', false);
  await page.evaluate(() => (globalThis as unknown as InPage).chartPage.show());
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(5);
  await page.setViewportSize({ width: 420, height: 600 });
  const width = () => page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.clientWidth);
  const plot = () => chart(page).evaluate((element) => element.clientWidth);
  await expect.poll(async () => (await width()) - (await plot())).toBe(0);
  await expect.poll(() => coloursOf(page)).toBeGreaterThan(5);
});

test('live readings are added without reading everything again', async ({ open, page }) => {
  await open('story=rich&span=3');
  await page.evaluate(() => (globalThis as unknown as InPage).chartPage.live(3));
  await chart(page).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(tooltip(page)).toContainText('14:09');
  const spans = await page.evaluate(() =>
    (globalThis as unknown as InPage).chartPage.loads.map(({ from, to }) => to - from),
  );
  expect(Math.max(...spans.slice(1))).toBeLessThan(14 * HOUR);
});

test('ages grow while the pointer rests, in a view of months as well', async ({ open, page }) => {
  const wait = (minutes: number) =>
    page.evaluate((count) => (globalThis as unknown as InPage).chartPage.wait(count), minutes);
  await open('story=rich&span=2160');
  await chart(page).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(tooltip(page)).toContainText('14:061 min ago');
  await wait(7);
  await expect(tooltip(page)).toContainText('14:068 min ago');
  const box = (await chart(page).boundingBox())!;
  await page.mouse.move(box.x + 838, box.y + 200);
  const before = await tooltip(page).textContent();
  await wait(7);
  await expect(tooltip(page)).not.toHaveText(before!);
});

test('moving a little asks for nothing, moving far asks for what is missing only', async ({ open, page }) => {
  await open('story=rich&span=24');
  await expect.poll(() => loadsOf(page)).toBeGreaterThan(0);
  await page.waitForTimeout(100);
  const before = await loadsOf(page);
  await chart(page).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await viewOf(page)).endsAt).toBeLessThan(NOW - 11 * HOUR);
  expect(await loadsOf(page)).toBe(before);
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft');
  await expect.poll(() => loadsOf(page)).toBeGreaterThan(before);
  expect(await loadsOf(page)).toBeLessThan(before + 6);
});

test('what is not loaded yet is drawn in every frame while a hand goes on moving', async ({ open, page }) => {
  await open('story=rich&span=24');
  await page.evaluate(() => (globalThis as unknown as InPage).chartPage.hold());
  await chart(page).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('PageUp');
  await expect(chart(page)).toContainText('Reading the history');
  const drawings = await page.evaluate(async () => {
    const plot = document.querySelector('.chart-plot')!;
    const canvas = document.querySelector('canvas')!;
    const copy = new OffscreenCanvas(canvas.width, 1).getContext('2d', { willReadFrequently: true })!;
    const seen = new Set<string>();
    for (let frame = 0; frame < 20; frame++) {
      plot.dispatchEvent(new WheelEvent('wheel', { deltaX: -20, bubbles: true, cancelable: true }));
      await new Promise(requestAnimationFrame);
      // The row of the times.
      copy.clearRect(0, 0, canvas.width, 1);
      copy.drawImage(canvas, 0, 26 - canvas.height);
      seen.add(copy.getImageData(0, 0, canvas.width, 1).data.join());
    }
    return seen.size;
  });
  expect(drawings).toBeGreaterThan(15);
});

test('the table has the same readings, hour by hour and one by one', async ({ open, page }) => {
  await open('story=sparse&span=24&unit=mgdl');
  const readings = Number((await page.locator('.chart-summary').textContent())!.split(' ')[0]);
  await page.getByRole('button', { name: 'Show as table' }).click();
  const counts = await page.locator('.chart-row-hour td:nth-child(2)').allTextContents();
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(readings);
  await page.getByRole('button', { name: 'Show the readings of Mon 26 Oct, 13:00' }).click();
  await expect(page.locator('.chart-row-reading')).toHaveText([
    /13:52.*mg\/dL · in range · from the 12-hour graph/,
    /13:37/,
    /13:22/,
    /13:07/,
  ]);
});

test('imported scans are marks of their own, in no figure', async ({ open, page }) => {
  await open('story=scans&span=24&unit=mgdl');
  await expect(page.locator('.chart-summary')).toContainText(/^48 readings, lowest .*, 5 scans\.$/);
  // None is lower than a scan is.
  await expect(page.locator('.chart-summary')).not.toContainText('58 mg/dL');
  await expect(page.locator('.chart-legend')).toContainText('imported scan');
  const box = (await chart(page).boundingBox())!;
  const [left, right] = [44, box.width - 98];
  /** Where an instant lies, as `areaOf` and `windowOf` put it. */
  const x = (hoursAgo: number) => box.x + left + (right - left) * ((24 * 0.97 - hoursAgo) / 24);
  await page.mouse.move(x(5.2), box.y + 100);
  await expect(tooltip(page)).toContainText('from the 12-hour graph');
  await expect(tooltip(page)).toContainText('imported scan · 08:55 · 203 mg/dL');
  // Where no reading is.
  await page.mouse.move(x(14), box.y + 100);
  await expect(tooltip(page)).toHaveText('imported scan · 00:07 · 66 mg/dL');
  await chart(page).focus();
  await page.mouse.move(box.x, box.y - 30);
  // The newest reading is a quarter of an hour old, and the scan an hour and six minutes.
  for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowLeft');
  await expect(tooltip(page)).toContainText(
    '118 mg/dLin range · Mon 26 Oct, 13:011 h 06 min ago · imported scan',
  );

  await page.getByRole('button', { name: 'Show as table' }).click();
  const column = (nth: number) => page.locator(`.chart-row-hour td:nth-child(${nth})`).allTextContents();
  const sum = (texts: string[]) => texts.reduce((total, text) => total + Number(text), 0);
  expect([sum(await column(2)), sum(await column(6))]).toEqual([48, 5]);
  await expect(page.getByRole('row', { name: /00:00/ }).last()).toHaveText(/00:000–––1$/);
  await page.getByRole('button', { name: 'Show the readings of Mon 26 Oct, 08:00' }).click();
  await expect(page.locator('.chart-row-reading')).toHaveText([
    /^08:55203 mg\/dL · high · imported scan$/,
    /^08:52.*from the 12-hour graph$/,
    /^08:49141 mg\/dL · in range · imported scan$/,
    /^08:37/,
    /^08:22/,
    /^08:07/,
  ]);
});

test('the legend names whence readings are: imported ones are never said to be from the graph', async ({
  open,
  page,
}) => {
  const legend = page.locator('.chart-legend li');
  await open('story=imported&span=24');
  await expect(legend).toHaveText(['from the graph', 'imported']);
  await chart(page).focus();
  await page.keyboard.press('3');
  await expect(legend).toHaveText(['from the graph']);
  for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowLeft');
  await expect(legend).toHaveText(['imported']);
});

test('of weeks the table has days, which open into hours', async ({ open, page }) => {
  await open('story=rich&span=720');
  await page.getByRole('button', { name: 'Show as table' }).click();
  expect(await page.locator('.chart-row-day').count()).toBeGreaterThan(25);
  await page.locator('.chart-row-day button').first().click();
  await expect(page.locator('.chart-row-hour').first()).toBeVisible();
});

test('someone without readings is told so', async ({ open, page }) => {
  await open('story=none&span=24');
  await expect(chart(page)).toContainText('No readings in this time.');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`nothing keeps people from using it, ${scheme}`, async ({ open, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await open('story=rich&span=72');
    expect(await violations(page, { include: '.chart' })).toEqual([]);
    await page.getByRole('button', { name: 'Show as table' }).click();
    expect(await violations(page, { include: '.chart' })).toEqual([]);
  });
}
