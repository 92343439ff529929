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

const SILENT = 'Nothing has been heard from the monitor';

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

test('a window that nobody sees never wakes up by itself, and is of now when it is seen again', async ({
  page,
  url,
}) => {
  await opened(page, url, quiet());
  const article = page.getByRole('article');
  await expect(article).toContainText('2 min ago');
  expect(await wokenIn(page, 60_000)).toBeGreaterThanOrEqual(59);
  await expect(article).toContainText('3 min ago');
  await see(page, false);
  expect(await wokenIn(page, 10 * 60_000)).toBe(0);
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
  // So long an answer may take.
  await page.clock.runFor(2000);
  await expect(page.getByText(SILENT)).toBeVisible();
  await page.evaluate(() => (window.fake.isAlive = true));
  await page.clock.runFor(15_000);
  await expect(page.getByText(SILENT)).toBeHidden();
});

test('a main process that lives is never called silent for what it did not tell a window that nobody saw', async ({
  page,
  url,
}) => {
  await opened(page, url, quiet());
  await expect(page.getByRole('article')).toContainText('2 min ago');
  await see(page, false);
  await page.evaluate(() => (window.fake.isAlive = false));
  await page.clock.runFor(60 * 60_000);
  await page.evaluate(() => (window.fake.isAlive = true));
  const change = await page.evaluate(() => {
    // What is new since, of which the page was told nothing.
    const { fake } = window;
    fake.snapshot = { ...fake.snapshot, sequence: fake.snapshot.sequence + 1, mode: 'paused' };
    return fake.calls.filter(({ channel }) => channel === 'snapshot:read').length;
  });
  await see(page, true);
  await expect(page.getByText('Nobody is watched while the data is put back')).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(page.getByText(SILENT)).toBeHidden();
  const asked = await page.evaluate(
    () => window.fake.calls.filter(({ channel }) => channel === 'snapshot:read').length,
  );
  expect(asked).toBe(change + 1);
});

test('a poll that is long overdue is told of at once, though nobody saw the window meanwhile', async ({
  page,
  url,
}) => {
  await opened(page, url, snapshot({ state: { ...snapshot().state!, nextPollAt: NOON } }));
  await expect(page.getByRole('article')).toBeVisible();
  await see(page, false);
  await page.clock.runFor(110_000);
  await page.evaluate(() => window.fake.tell('monitor:alive', { overdueMs: 105_000 }));
  await see(page, true);
  await page.clock.runFor(1000);
  await expect(page.getByText(SILENT)).toBeVisible();
});

test('the window for alarms, which no system hides, counts seconds only while it has something to show', async ({
  page,
  url,
}) => {
  await opened(page, `${url}alarm.html`, quiet());
  await expect(page.getByRole('button', { name: 'Open Glucoglance' })).toBeAttached();
  expect(await wokenIn(page, 10 * 60_000)).toBe(0);
  await page.evaluate((alarms) => window.fake.change({ alarms }), [ringing()]);
  await expect(page.getByText('Low', { exact: true })).toBeVisible();
  expect(await wokenIn(page, 60_000)).toBeGreaterThanOrEqual(59);
  await page.evaluate(() => window.fake.change({ alarms: [] }));
  expect(await wokenIn(page, 10 * 60_000)).toBe(0);
});
