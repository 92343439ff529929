import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CHECKS } from '../../../src/shared/doctor/checks.ts';
import { runCli } from '../../support/run-cli.ts';
import { ROOT } from '../support/runtime.ts';
import { expect, test } from '../support/test.ts';

// One list and one wording: what the status page says beside what `doctor` prints of the same folder.

type Line = { ok: boolean; words: string };

/** The window writes times and figures for who reads it, JSON for programs. */
const withoutFigures = (text: string) => text.replaceAll(/\d[\d:.,\s]*([AP]M)?/g, '#');

async function inWindow(page: Page): Promise<Line[]> {
  const items = await page.getByRole('region', { name: 'Check-up' }).getByRole('listitem').all();
  return Promise.all(
    items.map(async (item) => ({
      ok: !((await item.getAttribute('class')) ?? '').includes('todo'),
      words: withoutFigures(await item.getByRole('paragraph').innerText()),
    })),
  );
}

test('what is looked at under Status is what doctor looks at, word for word', async ({ launch, dataDir }) => {
  const { app } = await launch();
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Try it with demo data' }).click();
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  const checkUp = page.getByRole('region', { name: 'Check-up' });
  await expect(checkUp.getByRole('listitem')).toHaveCount(CHECKS.length);

  // What the self-check found has to be in state.json, which it is every half minute.
  await expect(async () => {
    await checkUp.getByRole('button', { name: 'Check again' }).click();
    await expect(checkUp.getByRole('status')).toContainText('Checked at');
    const args = ['doctor', '--json', '--demo', '--data-dir', `${dataDir}-demo`];
    const run = await runCli(args, { entry: join(ROOT, 'out/main/cli.js') });
    const printed = run.json() as { ok: boolean; detail: string }[];
    const lines = printed.map(({ ok, detail }) => ({ ok, words: withoutFigures(detail) }));
    expect(await inWindow(page)).toEqual(lines);
  }).toPass();
});
