import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { CONTENT_SECURITY_POLICY } from '../../../src/main/desktop/windows/app-address.ts';
import { HELD_PAGE_POLICY } from '../../../src/main/desktop/windows/held-pages.ts';
import { BOTH, HANDS } from '../support/hands-reporter.ts';
import { expect, onStandIn, shareApp, test as base, type LaunchedWithHands } from '../support/test.ts';

// The glucose report taken along: saved by the program and read back by poppler, or handed to a printer.

const missing = ['pdfinfo', 'pdffonts', 'pdftotext'].filter((name) => spawnSync(name, ['-v']).error);
const poppler = (name: string, ...args: string[]) => execFileSync(name, args, { encoding: 'utf8' });

interface Shown {
  /** A folder of the person's own. */
  own: string;
  launched: LaunchedWithHands;
  page: Page;
}

const test = base.extend<{ shown: Shown }, { shared: LaunchedWithHands }>({
  shared: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
    ({}, use) =>
      shareApp(async (launched) => {
        const page = await launched.app.firstWindow();
        await page.getByRole('button', { name: 'Try it with demo data' }).click();
        await expect(page.getByRole('button', { name: 'Report', exact: true })).toBeVisible();
        await use(launched);
      }),
    { scope: 'worker' },
  ],
  shown: async ({ shared: launched, folder }, use) => {
    test.info().annotations.push({ type: BOTH });
    if (process.env['CI']) expect(missing).toEqual([]);
    const own = join(folder, 'own');
    mkdirSync(own);
    const { app, hands } = launched;
    const page = await app.firstWindow();
    const messages: string[] = [];
    const note = (message: { text: () => string }) => void messages.push(message.text());
    page.on('console', note);
    await page.reload();
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByRole('button', { name: '90 days' }).click();
    await expect(page.locator('.paper-preview .complete')).toContainText('of 90 days');
    await use({ own, launched, page });
    expect(messages).toEqual([]);
    page.off('console', note);
    await hands.evaluate((one) => {
      one.dialogs.length = 0;
      one.prints.length = 0;
      one.printFailure = null;
    });
  },
});
test.describe.configure({ mode: 'default' });
test.skip(missing.length > 0 && !process.env['CI'], `${missing.join(', ')} of poppler-utils is not there`);

const answerWith = ({ hands }: LaunchedWithHands, answer: object) =>
  hands.evaluate((one, given) => void one.dialogAnswers.push(given), answer);
/** How many windows there are with pages for the printer. */
const windowsOf = (app: ElectronApplication) =>
  app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().filter(({ webContents }) =>
        webContents.getURL().startsWith('app://held/'),
      ).length,
  );
/** The next window prints for ever. */
const hang = (app: ElectronApplication) =>
  app.evaluate(({ app: program }) => {
    program.once('web-contents-created', (_, contents) => {
      contents.printToPDF = () => new Promise<never>(() => {});
    });
  });
const told = (page: Page) => page.locator('main').getByRole('status').last();
const spaced = (text: string) => text.replaceAll(/\s+/g, ' ');
/** What the preview says in figures. */
async function figuresOf(page: Page): Promise<string[]> {
  const seen = await page
    .locator('.paper-preview')
    .locator('.complete b, .when, .share, .numbers dd, .episodes td, .date, footer p:last-child')
    .allInnerTexts();
  return seen.map(spaced).filter((one) => one !== '');
}

for (const [paper, label, size] of [
  ['a4', 'A4', '594.96 x 841.92 pts (A4)'],
  ['letter', 'US Letter', '612 x 792 pts (letter)'],
] as const)
  test(`is saved as two pages of ${paper}, with every figure that was seen`, async ({ shown }) => {
    const { own, launched, page } = shown;
    const path = join(own, 'report.pdf');
    await page.getByRole('radio', { name: label }).check();
    let figures: string[] = [];
    // The demo goes on: what is printed is what was seen where nothing came in between.
    await expect(async () => {
      figures = await figuresOf(page);
      await answerWith(launched, { canceled: false, filePath: path });
      await page.getByRole('button', { name: 'Save as PDF' }).click();
      await expect(told(page)).toHaveText('Saved as report.pdf.');
      expect(await figuresOf(page)).toEqual(figures);
    }).toPass();
    // Whole, for this user alone, and nothing beside it.
    expect(readdirSync(own)).toEqual(['report.pdf']);
    expect(statSync(path).mode & 0o777).toBe(0o600);

    const info = poppler('pdfinfo', path);
    expect(info).toMatch(/^Title: +Glucose report$/m);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^JavaScript: +no$/m);
    expect(info).toMatch(/^Pages: +2$/m);
    expect(info).toContain(size);
    const fonts = poppler('pdffonts', path).split('\n').slice(2, -1);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +\d+$/);

    // What a reader of the screen is told of a drawing, and how it finds its way.
    const bytes = readFileSync(path, 'latin1');
    expect(bytes).toContain('/Alt (Daily pattern');
    expect(bytes).toContain('/Outlines');
    expect(bytes).toContain('/Lang (en)');
    expect(poppler('pdfinfo', '-struct', path).match(/Figure/g)).toHaveLength(1);

    const text = spaced(poppler('pdftotext', '-layout', path, '-'));
    expect(figures.length).toBeGreaterThan(30);
    for (const figure of figures) expect.soft(text).toContain(figure);
    expect(text).not.toContain('Lindqvist');
  });

test('is named only where that is wanted, and the file never', async ({ shown }) => {
  const { own, launched, page } = shown;
  const path = join(own, 'named.pdf');
  await answerWith(launched, { canceled: false, filePath: path });
  await page.getByLabel('Print the name').check();
  await expect(page.locator('.paper-preview .who').first()).toHaveText('Ada Lindqvist');
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(told(page)).toHaveText('Saved as named.pdf.');
  expect(poppler('pdfinfo', path)).toMatch(/^Title: +Glucose report, Ada Lindqvist$/m);
  expect(poppler('pdftotext', path, '-')).toContain('Ada Lindqvist');
  const offered = await launched.hands.evaluate(({ dialogs }) => dialogs.at(-1)!.options);
  expect((offered as { defaultPath: string }).defaultPath).toMatch(/^glucose-report-\d{4}-\d{2}-\d{2}\.pdf$/);
});

test('is made in a window that nobody sees, without script and bridge, which is gone afterwards', async ({
  shown,
}) => {
  // How a window was made is known to whoever made it alone.
  test.info().annotations.push({ type: HANDS });
  test.skip(!onStandIn, 'this needs the recorder of the stand-in');
  const { own, launched, page } = shown;
  await answerWith(launched, { canceled: false, filePath: join(own, 'report.pdf') });
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(told(page)).toHaveText('Saved as report.pdf.');
  const { app } = launched;
  const standIn = launched.standIn!;
  const options = await standIn.evaluate(({ windowOptions }) => windowOptions.at(-1)!);
  expect(options).toMatchObject({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  expect(options.webPreferences).not.toHaveProperty('preload');
  expect(await standIn.evaluate(({ blockedRequests }) => blockedRequests)).toEqual([]);
  expect(await windowsOf(app)).toBe(0);
});

test('leaves no file where the person thinks better of it', async ({ shown }) => {
  const { own, launched, page } = shown;
  const { app, hands } = launched;
  const save = page.getByRole('button', { name: 'Save as PDF' });
  // In the dialog.
  await answerWith(launched, { canceled: true, filePath: '' });
  await save.click();
  await expect(save).toBeEnabled();
  await expect(told(page)).toHaveText('');
  // While the dialog is open, which is answered all the same.
  await save.click();
  await expect.poll(() => hands.evaluate(({ dialogs }) => dialogs.length)).toBe(2);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(save).toBeEnabled();
  await hands.evaluate(
    ({ dialogs }, filePath) => dialogs[1]!.answer({ canceled: false, filePath }),
    join(own, 'late.pdf'),
  );
  // While the pages are being made.
  await hang(app);
  await answerWith(launched, { canceled: false, filePath: join(own, 'cancelled.pdf') });
  await save.click();
  await expect(told(page)).toHaveText('The PDF is being made …');
  await expect.poll(() => windowsOf(app)).toBe(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(save).toBeEnabled();
  await expect(told(page)).toHaveText('');
  expect(await windowsOf(app)).toBe(0);
  expect(readdirSync(own)).toEqual([]);
});

test('is served under a policy of its own, for as long as its window is there', async ({ shown }) => {
  const { own, launched, page } = shown;
  const { app } = launched;
  await hang(app);
  await answerWith(launched, { canceled: false, filePath: join(own, 'report.pdf') });
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  await expect.poll(() => windowsOf(app)).toBe(1);
  const address = await app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .map((one) => one.getURL())
      .find((one) => one.startsWith('app://held/'))!,
  );
  const ask = (url: string) =>
    app.evaluate(async ({ net }, given) => {
      const { status, headers } = await net.fetch(given);
      return { status, policy: headers.get('content-security-policy') };
    }, url);
  expect(await ask(address)).toEqual({ status: 200, policy: HELD_PAGE_POLICY });
  const nothing = { status: 404, policy: CONTENT_SECURITY_POLICY };
  expect(await ask(address.replace(/.{8}\.html/, '00000000.html'))).toEqual(nothing);
  expect(await ask('app://held/')).toEqual(nothing);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => windowsOf(app)).toBe(0);
  expect(await ask(address)).toEqual(nothing);
});

test('says what keeps it from being saved', async ({ shown }) => {
  const { own, launched, page } = shown;
  const { app } = launched;
  const save = page.getByRole('button', { name: 'Save as PDF' });
  await answerWith(launched, { canceled: false, filePath: join(own, 'nowhere', 'report.pdf') });
  await save.click();
  await expect(told(page)).toHaveText(
    `The folder ${join(own, 'nowhere')} cannot be used: it cannot be made.`,
  );
  await app.evaluate(({ app: program }) => {
    program.once('web-contents-created', (_, contents) => {
      contents.printToPDF = () => Promise.reject(new Error('no paper'));
    });
  });
  const path = join(own, 'report.pdf');
  await answerWith(launched, { canceled: false, filePath: path });
  await save.click();
  await expect(told(page)).toHaveText(
    'The pages of the report could not be made (an unknown error). Try again.',
  );
  expect(existsSync(path)).toBe(false);
  expect(await windowsOf(app)).toBe(0);
});

test('is printed, unless the person thinks better of it', async ({ shown }) => {
  const { launched, page } = shown;
  const { app, hands } = launched;
  const print = page.getByRole('button', { name: 'Print', exact: true });
  await page.getByRole('radio', { name: 'US Letter' }).check();
  await print.click();
  await expect(told(page)).toHaveText('Handed to the printer.');
  const [printed] = await hands.evaluate(({ prints }) => prints);
  expect(printed).toMatchObject({ title: 'Glucose report', options: { pageSize: 'Letter' } });
  await hands.evaluate((one) => void (one.printFailure = 'Print job canceled'));
  await print.click();
  await expect(print).toBeEnabled();
  await expect(told(page)).toHaveText('');
  await hands.evaluate((one) => void (one.printFailure = 'Print job failed'));
  await print.click();
  await expect(told(page)).toContainText('could not be made');
  expect(await windowsOf(app)).toBe(0);
  // In the language of the window, whatever it was at the start.
  await hands.evaluate((one) => void (one.printFailure = null));
  await page.evaluate(() => window.glucoglance.invoke('settings:update', { desktop: { language: 'de' } }));
  await page.getByRole('button', { name: 'Drucken', exact: true }).click();
  await expect(told(page)).toHaveText('An den Drucker übergeben.');
  expect(await hands.evaluate(({ prints }) => prints.at(-1)!.title)).toBe('Glukosebericht');
  await page.evaluate(() => window.glucoglance.invoke('settings:update', { desktop: { language: 'en' } }));
});
