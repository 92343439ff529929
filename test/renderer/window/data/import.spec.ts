import type { Page } from '@playwright/test';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { asked, expect, test } from '../../support/test.ts';

const NOTHING = { patientId: null, unit: null, dateOrder: null, zone: null, scans: false };

const section = (page: Page) => page.getByRole('region', { name: 'Import' });
const given = async (page: Page) =>
  (await asked(page, 'imports:look')).map((request) => (request as { given: object }).given);
/** What the first piece of work that asked on a channel goes by. */
const workOf = (page: Page, channel: string) =>
  page.evaluate((name) => window.fake.calls.find((one) => one.channel === name)!.work!, channel);

test('says what is in a file, before anything is stored', async ({ open }) => {
  const page = await open(scenes['data file seen']!);
  await expect(
    page.getByRole('heading', { name: 'LibreView_export.csv: what would be imported' }),
  ).toBeFocused();
  const facts = section(page).locator('dl');
  for (const fact of [
    'LibreView export',
    'Ada Lindqvist',
    'FreeStyle LibreLink',
    '20 May 2026, 15:00 to 19 Nov 2026, 11:00',
    '17,252 readings, 118 scans, 12 blood glucose, 9 food',
    'mmol/L as the file says',
    'day, month, year as the readings recorded here prove',
    'Europe/London as the readings recorded here prove',
  ])
    await expect(facts).toContainText(fact);
  // Nobody is offered another choice of what is certain.
  await expect(section(page).getByRole('combobox')).toHaveCount(0);
  await expect(section(page)).toContainText('Of 1,036 readings that are recorded here too, 1,032 agree.');
  await expect(
    page.getByRole('img', { name: '184 days, 145 of them with nothing recorded here yet.' }),
  ).toBeVisible();
  await expect(section(page)).toContainText(
    '16,214 readings are new; 1,032 are known already, 4 differ from what is recorded, which stays.',
  );
  const details = section(page).getByRole('group').filter({ hasText: '141 rows are left out' });
  await details.getByText('141 rows are left out').click();
  const table = page.getByRole('region', { name: 'Rows that are left out, and why' });
  await expect(table.locator('[data-figure="badTime"]')).toContainText('6,011, 6,012');
  await expect(table.locator('[data-figure="scan"]')).toContainText('and more');
  expect(await asked(page, 'imports:import')).toEqual([]);
  expect(await given(page)).toEqual([NOTHING]);
});

test('imports it with its progress, and takes it back', async ({ open }) => {
  const page = await open(scenes['data file being imported']!);
  const work = await workOf(page, 'imports:import');
  expect(work).toBeGreaterThan(0);
  const progress = section(page).getByRole('progressbar', { name: 'Imported so far' });
  await expect(progress).toHaveAttribute('value', '0');
  await page.evaluate((number) => window.fake.tell('work:progress', { work: number + 1, done: 0.9 }), work);
  await page.evaluate((number) => window.fake.tell('work:progress', { work: number, done: 0.25 }), work);
  await expect(progress).toHaveAttribute('value', '0.25');
  await expect(section(page)).toContainText('25%');
  // It goes on while another page is looked at.
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.evaluate((number) => window.fake.tell('work:progress', { work: number, done: 0.5 }), work);
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await expect(progress).toHaveAttribute('value', '0.5');
});

test('stops where that is asked, and looks what there is then', async ({ open }) => {
  const page = await open(scenes['data file being imported']!);
  const work = await workOf(page, 'imports:import');
  await section(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(section(page)).toContainText('16,214 readings are new');
  expect(await asked(page, 'work:cancel')).toEqual([{ work }]);
  expect(await given(page)).toEqual([NOTHING, NOTHING]);
});

test('says what came of it, and takes it back where that is confirmed', async ({ open }) => {
  const scene = scenes['data file imported']!;
  const page = await open({
    ...scene,
    answers: { ...scene.answers, 'imports:undo': { ok: true, value: { removed: 16_214 } } },
  });
  const told = section(page).getByRole('status').filter({ hasText: 'Imported 16,214 readings' });
  await expect(told).toBeFocused();
  await told.getByRole('button', { name: 'Undo this import' }).click();
  expect(await asked(page, 'imports:undo')).toEqual([]);
  await told.getByRole('button', { name: 'Take it back' }).click();
  await expect(section(page)).toContainText('Took back 16,214 readings.');
  // The keyboard goes on here, though what was pressed is gone.
  await expect.poll(() => section(page).evaluate((one) => one.contains(document.activeElement))).toBe(true);
  expect(await asked(page, 'imports:undo')).toEqual([{ importId: 4 }]);
  await expect(section(page).getByRole('button', { name: /^Choose a file/ })).toBeVisible();
});

for (const [name, answers] of [
  ['data order of dates asked', [['The month comes first', { dateOrder: 'mdy' }]]],
  ['data unit asked', [['mmol/L', { unit: 'mmol' }]]],
  ['data person asked', [['Ben Marlowe', { patientId: 'ben' }]]],
] as const)
  test(`${name}: the answer is looked into`, async ({ open }) => {
    const page = await open(scenes[name]!);
    await expect(page.getByRole('heading', { name: 'A question about LibreView_export.csv' })).toBeFocused();
    for (const [button, answer] of answers) {
      await section(page)
        .getByRole('button', { name: new RegExp(`^${button}`) })
        .click();
      await expect.poll(() => given(page)).toEqual([NOTHING, { ...NOTHING, ...answer }]);
    }
  });

test('day and month are asked with three rows, and what each order makes of them', async ({ open }) => {
  const page = await open(scenes['data order of dates asked']!);
  const day = section(page).getByRole('button', { name: /^The day comes first/ });
  const month = section(page).getByRole('button', { name: /^The month comes first/ });
  for (const text of [
    'Row 3: 03-04-2026 10:15',
    '3 Apr 2026, 10:15',
    '5 Jun 2026, 10:15',
    '11 Sept 2026, 10:15',
  ])
    await expect(day).toContainText(text);
  for (const text of [
    'Row 3: 03-04-2026 10:15',
    '4 Mar 2026, 10:15',
    '6 May 2026, 10:15',
    '9 Nov 2026, 10:15',
  ])
    await expect(month).toContainText(text);
});

test('a zone is chosen among all, those that fit first', async ({ open }) => {
  const page = await open(scenes['data zone asked']!);
  const zone = section(page).getByRole('combobox', { name: 'Time zone' });
  await expect(zone.locator('optgroup').first().locator('option')).toHaveText([
    'Europe/Berlin',
    'Europe/Oslo',
  ]);
  await zone.selectOption('America/Chicago');
  await expect.poll(() => given(page)).toEqual([NOTHING, { ...NOTHING, zone: 'America/Chicago' }]);
});

test('what is guessed can be said otherwise, and what was said stays', async ({ open }) => {
  const page = await open(scenes['data file guessed at']!);
  await expect(section(page)).toContainText('The same file was imported on');
  await section(page).getByRole('combobox', { name: 'Unit' }).selectOption('mmol');
  await expect.poll(() => given(page)).toEqual([NOTHING, { ...NOTHING, unit: 'mmol' }]);
  await section(page).getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Paris');
  await expect
    .poll(() => given(page))
    .toEqual([NOTHING, { ...NOTHING, unit: 'mmol' }, { ...NOTHING, unit: 'mmol', zone: 'Europe/Paris' }]);
});

test('scans come only where they are wanted', async ({ open }) => {
  const page = await open(scenes['data file seen']!);
  await section(page)
    .getByRole('checkbox', { name: 'Import 118 scans too. Scans are no part of the statistics.' })
    .check();
  await expect.poll(() => given(page)).toEqual([NOTHING, { ...NOTHING, scans: true }]);
  await expect(section(page).getByRole('checkbox')).toBeChecked();
});

test('what went wrong is one sentence, and can be tried again from the beginning', async ({ open }) => {
  const scene = scenes['data file guessed at']!;
  const [found] = [scene.answers!['imports:look']];
  const wrong = { ok: false, problem: { code: 'fileNotUnderstood', params: { fault: 'unitDoesNotFit' } } };
  const page = await open({ ...scene, answers: { ...scene.answers, 'imports:look': [found, wrong, found] } });
  const order = section(page).getByRole('combobox', { name: 'Dates' });
  // No order that its dates could not be of.
  await expect(order.locator('option')).toHaveText(['day, month, year', 'month, day, year']);
  await section(page).getByRole('combobox', { name: 'Unit' }).selectOption('mmol');
  await expect(page.getByRole('alert')).toHaveText(
    'The file cannot be imported: its values are not of the unit that was given. Nothing was stored.',
  );
  await section(page).getByRole('button', { name: 'Look into the file again' }).click();
  await expect(section(page)).toContainText('16,214 readings are new');
  expect(await given(page)).toEqual([NOTHING, { ...NOTHING, unit: 'mmol' }, NOTHING]);
});

test('is left without a trace', async ({ open }) => {
  const page = await open(scenes['data file seen']!);
  await section(page).getByRole('button', { name: 'Do not import' }).press('Enter');
  await expect(section(page).getByRole('heading', { name: 'Import', exact: true })).toBeFocused();
  await expect(section(page).getByRole('button', { name: /^Choose a file/ })).toBeVisible();
  expect(await asked(page, 'imports:forget')).toEqual([{ file: 1 }]);
});

test('what was read for one history is not shown over another', async ({ open }) => {
  const page = await open(scenes['data file seen']!);
  await page.evaluate(() => window.fake.change({ mode: 'demo' }));
  await expect(section(page).getByRole('button', { name: /^Choose a file/ })).toBeVisible();
  await expect(section(page)).not.toContainText('LibreView_export.csv');
});

/** Drags files over the window, and lets them go. */
function drag(page: Page, types: readonly string[], names: readonly string[]): Promise<void> {
  return page.evaluate(
    ([events, files]) => {
      const dataTransfer = new DataTransfer();
      for (const name of files) dataTransfer.items.add(new File(['Glucose Data'], name));
      for (const type of events)
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [types, names] as const,
  );
}
const handedOver = (page: Page) => page.evaluate(() => window.fake.handedOver);
const target = (page: Page) => page.getByText('Drop the file to look into it. Nothing is stored yet.');

test('a file that is dropped anywhere on the window is looked into', async ({ open }) => {
  const page = await open({ ...scenes['data file seen']!, page: 'status', steps: [] });
  await drag(page, ['dragenter', 'dragover'], ['Ada.csv']);
  await expect(target(page)).toBeVisible();
  await drag(page, ['dragleave'], ['Ada.csv']);
  await expect(target(page)).toBeHidden();
  await drag(page, ['dragenter', 'dragover', 'drop'], ['Ada.csv']);
  await expect(target(page)).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Ada.csv: what would be imported' })).toBeVisible();
  expect(await handedOver(page)).toEqual(['Ada.csv']);
  // The newest one counts.
  await drag(page, ['dragenter', 'drop'], ['Ben.csv']);
  await expect(page.getByRole('heading', { name: 'Ben.csv: what would be imported' })).toBeVisible();
});

test('several files at once are none, and text is no file', async ({ open }) => {
  const page = await open(scenes['data']!);
  await drag(page, ['dragenter', 'drop'], ['Ada.csv', 'Ben.csv']);
  await expect(page.getByRole('alert')).toHaveText(
    'One file at a time, please: drop or choose a single one.',
  );
  await drag(page, ['dragenter', 'dragover'], []);
  await expect(target(page)).toBeHidden();
  expect(await handedOver(page)).toEqual([]);
});

test('while a file is imported no other one is taken', async ({ open }) => {
  const page = await open(scenes['data file being imported']!);
  await drag(page, ['dragenter', 'dragover'], ['Ben.csv']);
  await expect(target(page)).toBeHidden();
  await drag(page, ['drop'], ['Ben.csv']);
  await expect(section(page).getByRole('progressbar')).toBeVisible();
  expect(await handedOver(page)).toEqual([]);
});

test('reading a file can be given up, for another one too', async ({ open }) => {
  const page = await open(scenes['data file being read']!);
  const reading = section(page).getByRole('progressbar', { name: 'Reading the file' });
  await expect(reading).toBeVisible();
  const work = await workOf(page, 'imports:look');
  await drag(page, ['dragenter', 'drop'], ['Ben.csv']);
  await expect(section(page)).toContainText('Ben.csv is being read');
  await expect.poll(() => asked(page, 'work:cancel')).toEqual([{ work }]);
  await section(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(section(page).getByRole('button', { name: /^Choose a file/ })).toBeVisible();
  expect(await asked(page, 'imports:forget')).toEqual([{ file: 1 }]);
});
