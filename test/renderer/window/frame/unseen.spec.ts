import type { Page } from '@playwright/test';
import { fakeOptions, installFake } from '../../../../scripts/gallery/fake-bridge.ts';
import { NOON, ringing, snapshot } from '../../../../scripts/gallery/scenes/snapshots.ts';
import type { Snapshot } from '../../../../src/shared/state/snapshot.ts';
import { expect, test } from '../../support/test.ts';

declare global {
  interface Window {
    /** How often a timer of the page has woken it. */
    woken: number;
  }
}

/** "No wake-up more often than once in five seconds." */
const MOST_A_MINUTE = 12;

/** Opens a page whose time is the test's, and counts what its own timers do: the fake main's are set before. */
async function opened(page: Page, url: string, shown: Snapshot): Promise<void> {
  await page.clock.install({ time: NOON });
  await page.addInitScript(installFake, fakeOptions(shown));
  await page.addInitScript(() => {
    window.woken = 0;
    for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame'] as const) {
      const set = window[name].bind(window) as (callback: () => void, ...rest: unknown[]) => number;
      Object.assign(window, {
        [name]: (callback: () => void, ...rest: unknown[]) =>
          set(
            () => {
              window.woken += 1;
              callback();
            },
            ...rest,
          ),
      });
    }
  });
  await page.goto(url);
}

/** As a system tells a page that its window is hidden, or shown again. */
const see = (page: Page, isSeen: boolean) =>
  page.evaluate((is) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => !is });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isSeen);

async function wokenIn(page: Page, milliseconds: number): Promise<number> {
  const before = await page.evaluate(() => window.woken);
  await page.clock.runFor(milliseconds);
  return (await page.evaluate(() => window.woken)) - before;
}

/** Nothing is to be polled. */
const quiet = () => snapshot({ state: { ...snapshot().state!, nextPollAt: Infinity } });

test('a window that nobody sees wakes up a few times a minute, and is of now when it is seen again', async ({
  page,
  url,
}) => {
  await opened(page, url, quiet());
  const article = page.getByRole('article');
  await expect(article).toContainText('2 min ago');
  expect(await wokenIn(page, 60_000)).toBeGreaterThanOrEqual(59);
  await expect(article).toContainText('3 min ago');
  await see(page, false);
  await wokenIn(page, 15_000);
  expect(await wokenIn(page, 10 * 60_000)).toBeLessThanOrEqual(10 * MOST_A_MINUTE);
  // To the second, and before any timer of it.
  await page.clock.setFixedTime(NOON + 61 * 60_000);
  await see(page, true);
  await expect(article).toContainText('No data since');
  expect(await wokenIn(page, 60_000)).toBeGreaterThanOrEqual(59);
});

test('a main process that died while nobody saw the window is told of at once when somebody does', async ({
  page,
  url,
}) => {
  await opened(page, url, quiet());
  await expect(page.getByRole('article')).toBeVisible();
  await see(page, false);
  await page.evaluate(() => (window.fake.isAlive = false));
  await page.clock.runFor(110_000);
  await see(page, true);
  await expect(page.getByText('Nothing has been heard from the monitor')).toBeVisible();
});

test('the window for alarms, which no system hides, counts seconds only while it has something to show', async ({
  page,
  url,
}) => {
  await opened(page, `${url}alarm.html`, quiet());
  await expect(page.getByRole('button', { name: 'Open Glucoglance' })).toBeAttached();
  await wokenIn(page, 15_000);
  expect(await wokenIn(page, 10 * 60_000)).toBeLessThanOrEqual(10 * MOST_A_MINUTE);
  await page.evaluate((alarms) => window.fake.change({ alarms }), [ringing()]);
  await expect(page.getByText('Low', { exact: true })).toBeVisible();
  expect(await wokenIn(page, 60_000)).toBeGreaterThanOrEqual(59);
  await page.evaluate(() => window.fake.change({ alarms: [] }));
  await wokenIn(page, 15_000);
  expect(await wokenIn(page, 10 * 60_000)).toBeLessThanOrEqual(10 * MOST_A_MINUTE);
});
