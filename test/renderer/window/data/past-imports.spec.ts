import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

test('lists what was imported, and takes back what is chosen once that is confirmed', async ({ open }) => {
  const scene = scenes['data with past imports']!;
  const [newest] = (scene.answers!['imports:list'] as { value: object[] }).value;
  const page = await open({
    ...scene,
    answers: {
      ...scene.answers,
      // The second is what is left.
      'imports:list': [
        scene.answers!['imports:list'],
        { ok: true, value: (scene.answers!['imports:list'] as { value: object[] }).value.slice(1) },
      ],
      'imports:undo': { ok: true, value: { removed: 24_310 } },
    },
  });
  const entries = page.locator('.past-import');
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('LibreView export: 24,310 readings');
  await expect(entries.first()).toContainText('22 Aug 2026 to 19 Nov 2026');
  await entries.first().getByRole('button', { name: 'Take back' }).click();
  expect(await asked(page, 'imports:undo')).toEqual([]);
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(entries).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'Took back 24,310 readings.' })).toBeFocused();
  expect(await asked(page, 'imports:undo')).toEqual([
    { importId: (newest as { importId: number }).importId },
  ]);
});

test('says in a sentence why there is no list', async ({ open }) => {
  const page = await open(scenes['data failed']!);
  await expect(page.getByRole('alert')).toContainText('Another program keeps');
  await expect(page.locator('.past-import')).toHaveCount(0);
});
