import { expect, test as base, type Page } from '@playwright/test';
import { servePages, type ServedPages } from './served-pages.ts';

export { expect };

/** The afternoon after the clock went back in Berlin: 14:07 there. */
export const NOW = Date.UTC(2026, 9, 26, 13, 7);

export interface Charts {
  /** Opens the chart with a story; a complaint of the page fails the test. */
  open: (query: string, visible?: boolean) => Promise<void>;
}

export const test = base.extend<Charts, { pages: ServedPages }>({
  pages: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
    async ({}, use) => {
      const pages = await servePages();
      await use(pages);
      await pages.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ page, pages }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(async (query, visible = true) => {
      await page.goto(`${pages.url}?now=${NOW}&${query}`);
      await expect(page.locator('.chart-summary')).toBeVisible({ visible });
    });
    expect(complaints).toEqual([]);
  },
});

export const chart = (page: Page) => page.getByRole('application');
