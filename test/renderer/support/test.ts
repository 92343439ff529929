import { test as base, type Page } from '@playwright/test';
import type { Channel } from '../../../src/shared/ipc/contracts.ts';
import { fakeOptions, installFake } from '../../../scripts/gallery/fake-bridge.ts';
import type { Scene, Step } from '../../../scripts/gallery/scenes/scene.ts';
import { serveRenderer } from '../../../scripts/gallery/serve.ts';
import { NOON } from '../../../scripts/gallery/scenes/snapshots.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Opens the window in a scene. */
  open: (scene: Scene) => Promise<Page>;
  /** Everything the page has written to its console, errors and refusals of the policy among it. */
  messages: string[];
}

/** Opens the built window at noon with a main process that says what the scene wants. */
export async function openScene(page: Page, url: string, scene: Scene, at = NOON): Promise<void> {
  // Dates stand still, timers go on: what is shown depends on neither the machine nor the hour.
  await page.clock.setFixedTime(at);
  await page.addInitScript(installFake, fakeOptions(scene.snapshot, scene.answers));
  await page.goto(url);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // The window's outline, which is there first, has one, too; the page that comes in its place says so.
  if (!url.endsWith('alarm.html'))
    await page.waitForFunction(() => window.fake.calls.some(({ channel }) => channel === 'page:stands'));
  const { page: shown } = scene;
  if (shown)
    await page.evaluate((one) => window.fake.tell('page:show', { page: one, patientId: null }), shown);
  for (const step of scene.steps ?? []) await take(page, step);
  const { later } = scene;
  if (later) await page.evaluate((next) => window.fake.change(next), later);
}

async function take(page: Page, step: Step): Promise<void> {
  if ('field' in step) {
    const field = page.getByLabel(step.field, { exact: true });
    const isList = await field.evaluate((one) => one instanceof HTMLSelectElement);
    if (isList) await field.selectOption({ label: step.text });
    else {
      await field.fill(step.text);
      await field.press('Tab');
    }
    return;
  }
  const { role, name, within } = step;
  const around = within === undefined ? page : page.locator(`[aria-label="${within}"]`);
  const named = name.endsWith('…') ? { name: new RegExp(`^${name.slice(0, -1)}`) } : { name, exact: true };
  await around.getByRole(role, named).click();
}

/** What has been asked of main on one channel. */
export function asked(page: Page, channel: Channel): Promise<unknown[]> {
  return page.evaluate(
    (wanted) => window.fake.calls.filter((one) => one.channel === wanted).map(({ request }) => request),
    channel,
  );
}

export const test = base.extend<Fixtures, { url: string }>({
  url: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
    async ({}, use) => {
      const server = await serveRenderer();
      await use(server.url);
      server.close();
    },
    { scope: 'worker' },
  ],
  messages: [
    async ({ page }, use) => {
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      await use(messages);
      // Of every spec, whatever it is about.
      if (messages.length > 0) throw new Error(`The page wrote to its console:\n${messages.join('\n')}`);
    },
    { auto: true },
  ],
  open: async ({ page, url }, use) => {
    await use(async (scene) => {
      await openScene(page, url, scene);
      return page;
    });
  },
});
