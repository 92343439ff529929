import type { Page } from '@playwright/test';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('an export asks for what was chosen, and no more than that kind of file can say', async ({ open }) => {
  const page = await open(scenes['data all of it done']!);
  const form = section(page, 'Export');
  await expect(form.getByText('Saved as glucose-csv-2026-11-20.csv: 98,204 readings')).toBeVisible();
  const table = {
    format: 'csv',
    patientId: 'ada',
    period: null,
    named: false,
    decimalComma: false,
    unit: 'mmol',
  };
  expect(await asked(page, 'exports:save')).toEqual([table]);
  await expect(form.getByText('Dosing decisions should not be made')).toBeVisible();

  await form.getByLabel('Whose readings').selectOption('Everybody');
  await expect(form.getByLabel('With names')).toHaveCount(0);
  await form.getByLabel('With a decimal comma').check();
  await form.getByRole('button', { name: 'Save as …' }).click();
  await form.getByLabel('Kind of file').selectOption('Like LibreView’s export');
  // Everybody stands in no such file.
  await expect(form.getByLabel('Whose readings')).toHaveValue('ada');
  await form.getByRole('radio', { name: 'mg/dL' }).check();
  await form.getByRole('radio', { name: 'Some days' }).check();
  await form.getByRole('button', { name: '30 days' }).click();
  await form.getByLabel('With names').check();
  await form.getByRole('button', { name: 'Save as …' }).click();
  await form.getByLabel('Kind of file').selectOption('FHIR bundle for clinics (JSON)');
  await expect(form.getByText('Dosing decisions should not be made')).toHaveCount(0);
  await expect
    .poll(() => asked(page, 'exports:save'))
    .toEqual([
      table,
      { ...table, patientId: null, named: true, decimalComma: true, unit: 'mgdl' },
      { ...table, format: 'libreview', period: { days: 30 }, named: true, unit: 'mgdl' },
    ]);
  // What other pages are of stays as it is.
  expect(await asked(page, 'settings:update')).toEqual([]);
  await form.getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(() => asked(page, 'exports:show')).toHaveLength(1);
});

test('an export tells how far it is, can be cancelled, and goes on while another page is looked at', async ({
  open,
}) => {
  const page = await open(scenes['data export being written']!);
  const bar = section(page, 'Export').getByRole('progressbar');
  await expect(bar).toBeVisible();
  await page.evaluate(() => {
    const { work } = window.fake.calls.find(({ channel }) => channel === 'exports:save')!;
    window.fake.tell('work:progress', { work: work!, done: 0.25 });
  });
  await expect(bar).toHaveAttribute('value', '0.25');
  for (const name of ['Save as …', 'Make a backup now', 'Show what would go'])
    await expect(page.getByRole('button', { name })).toBeDisabled();
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await expect(bar).toHaveAttribute('value', '0.25');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => asked(page, 'work:cancel')).toHaveLength(1);
});

test('how it ended is told once, and is no news on the next visit', async ({ open }) => {
  const page = await open(scenes['data all of it done']!);
  await expect(page.getByText('Saved as')).toBeVisible();
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save as …' })).toBeEnabled();
  await expect(page.getByText('Saved as')).toHaveCount(0);
});

test('backups: the last one, what each holds, and which cannot be put back', async ({ open }) => {
  const page = await open(scenes['data export of one person']!);
  const backups = section(page, 'Backups');
  await expect(backups.getByText('Last backup: 06:00, 13.0 MB.')).toBeVisible();
  await expect(backups.getByRole('listitem')).toHaveCount(6);
  await expect(backups.getByText('128,412 readings')).toBeVisible();
  await expect(backups.getByText('damaged, cannot be put back')).toBeVisible();
  await expect(backups.getByRole('button', { name: /^Put back the backup of/ })).toHaveCount(5);
});

test('nothing is put back before it is known what it comes to, and the safe way has the keyboard', async ({
  open,
}) => {
  const page = await open(scenes['data export of one person']!);
  await page.getByRole('button', { name: /^Put back the backup of Thu/ }).click();
  const consent = page.getByRole('group', { name: /^Put back the backup of Thu/ });
  await expect(consent).toContainText('It lacks 2,610 readings that are recorded now');
  await expect(consent).toContainText('Nobody is watched for some seconds');
  const leave = consent.getByRole('button', { name: 'Leave all as it is' });
  await expect(leave).toBeFocused();
  await leave.press('Enter');
  await expect(consent).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Put back the backup of Thu/ })).toBeFocused();
  expect(await asked(page, 'backups:restore')).toEqual([]);

  await page.keyboard.press('Enter');
  await consent.getByRole('button', { name: 'Put this backup back' }).click();
  await expect.poll(() => asked(page, 'backups:restore')).toEqual([{ name: '20261119T060000Z.bak' }]);
});

test('a copy from elsewhere is put back by a number, after the same look', async ({ open }) => {
  const page = await open(scenes['data before a copy from elsewhere is put back']!);
  const consent = page.getByRole('group', { name: 'Put back kept on a stick.bak …' });
  await expect(consent).toContainText('It lacks 2,610 readings that are recorded now');
  await consent.getByRole('button', { name: 'Leave all as it is' }).press('Enter');
  await expect(consent).toHaveCount(0);
  const choose = page.getByRole('button', { name: 'Put back a copy from elsewhere …' });
  await expect(choose).toBeFocused();
  await choose.press('Enter');
  await consent.getByRole('button', { name: 'Put this backup back' }).click();
  await expect.poll(() => asked(page, 'backups:restore')).toEqual([{ file: 1 }]);
});

test('while it is put back it says that nobody is watched, on every page', async ({ open }) => {
  const page = await open(scenes['data restoring']!);
  await expect(page.getByText('The backup is being put back …')).toBeVisible();
  const alert = page.getByRole('alert').filter({ hasText: 'Nobody is watched' });
  await expect(alert).toBeVisible();
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(alert).toBeVisible();
  await expect(page.locator('.number')).toHaveCount(0);
  // And the list is read anew afterwards.
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  const before = (await asked(page, 'backups:list')).length;
  expect(before).toBeGreaterThan(0);
});

test('what was put back is told, and the backups are listed anew', async ({ open }) => {
  const { steps = [], ...scene } = scenes['data all of it done']!;
  const page = await open({ ...scene, steps: steps.slice(2, 4) });
  const told = page.getByRole('status').filter({ hasText: 'Put back: 127,012 readings.' });
  await expect(told).toContainText('20261120T120000Z-before-restore.bak');
  await expect(told).toBeFocused();
  await expect.poll(async () => (await asked(page, 'backups:list')).length).toBeGreaterThan(1);
});

test('nothing is erased before what would go is shown', async ({ open }) => {
  const page = await open(scenes['data before erasing everything']!);
  const consent = page.getByRole('group', { name: 'This would go for good' });
  for (const words of [
    'Of Ada Lindqvist: 98,204 readings, 412 journal entries and 2 imports.',
    'Of Ben Marlowe: 30,208 readings, 1 journal entry and 0 imports.',
    '5 backups: written anew without that',
    'The rules of the alarms go back',
    'E-mail, password and session are forgotten too.',
    'Alarms for Ada Lindqvist, Ben Marlowe end.',
    'Not reached: reports, exports and backups that you have written to other places',
  ])
    await expect(consent.getByRole('listitem').filter({ hasText: words })).toBeVisible();
  await expect(consent.getByRole('button', { name: 'Keep it' })).toBeFocused();
  expect(await asked(page, 'erase:do')).toEqual([]);
  // Where the person thinks better of it, all is as before.
  await page.evaluate(() => (window.fake.answers['erase:do'] = { ok: true, value: null }));
  await consent.getByRole('button', { name: 'Erase all this …' }).click();
  await expect.poll(() => asked(page, 'erase:do')).toEqual([{ patientId: null }]);
  await expect(consent.getByRole('button', { name: 'Keep it' })).toBeFocused();
});

test('an erasure that was interrupted is told, and whoever it was of can be chosen', async ({ open }) => {
  const page = await open(scenes['data with backups that fail']!);
  const erase = section(page, 'Erase');
  await expect(erase.getByText('An erasure was interrupted.')).toBeVisible();
  await expect(erase.getByRole('option')).toHaveText([
    'Ada Lindqvist',
    'Ben Marlowe',
    'Everything, of everybody',
  ]);
});

test('another choice is shown anew', async ({ open }) => {
  const page = await open(scenes['data before a restore and an erasure']!);
  await expect.poll(() => asked(page, 'erase:look')).toEqual([{ patientId: 'ada' }]);
  await page.getByLabel('What is to go').selectOption('Ben Marlowe');
  await expect(page.getByRole('group', { name: 'This would go for good' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show what would go' }).click();
  await expect.poll(async () => (await asked(page, 'erase:look')).at(-1)).toEqual({ patientId: 'ben' });
});

test('what leaves this computer is said line by line', async ({ open }) => {
  const page = await open(scenes['data export of one person']!);
  const leaving = section(page, 'What leaves this computer');
  await expect(leaving.getByText('api-eu.libreview.io gets your e-mail and password')).toBeVisible();
  await expect(leaving.getByText('www.librelinkup.com, status.freestyle.abbott')).toBeVisible();
  const states = leaving.getByRole('term');
  await expect(states).toHaveText([
    'LibreLinkUp on',
    'Nightscout off',
    'Local feed off',
    'Notifications on',
    'Pages in the browser only when you do it',
    'Files that you save only when you do it',
  ]);
  await page.evaluate(() => {
    const { settings } = window.fake.snapshot;
    const nightscout = { ...settings.nightscout, on: true, url: 'https://site.example' };
    window.fake.change({ settings: { ...settings, nightscout, feed: { ...settings.feed, on: true } } });
  });
  await expect(states.nth(1)).toHaveText('Nightscout on');
  await expect(states.nth(2)).toHaveText('Local feed on');
  await expect(
    leaving.getByText('site.example gets one person’s readings, 5 min or more apart'),
  ).toBeVisible();
});

test('in the demo nothing is erased or put back, and nothing leaves', async ({ open }) => {
  const page = await open(scenes['data in the demo']!);
  await expect(section(page, 'Backups').getByRole('button')).toHaveCount(0);
  await expect(section(page, 'Erase').getByRole('button')).toHaveCount(0);
  await expect(section(page, 'What leaves this computer').getByText('come from this computer')).toBeVisible();
  await expect(section(page, 'Export').getByRole('button', { name: 'Save as …' })).toBeEnabled();
});

test('a language that is chosen while the page comes is spoken on it, too', async ({ open }) => {
  const page = await open({ ...scenes['data']!, page: 'now' });
  await expect(page.getByRole('navigation').getByRole('button', { name: 'Data', exact: true })).toBeVisible();
  await page.evaluate(() => {
    const button = [...document.querySelectorAll('nav button')].find((one) => one.textContent === 'Data');
    const speech = { language: 'de', locale: 'de-DE', clock: null };
    // First the language, of which the window alone has words, then the page that wants more of it.
    window.fake.change({ speech });
    (button as HTMLButtonElement).click();
  });
  await expect(page.getByRole('heading', { name: 'Daten', level: 1 })).toBeVisible();
  await expect(section(page, 'Export').getByText('Art der Datei').first()).toBeVisible();
});
