import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test as base } from '../support/test.ts';

/** The glucose report as the command line writes it, printed by Chromium and read back by poppler. */

const CLI = join(import.meta.dirname, '../../../out/main/cli.js');

interface Printed {
  folder: string;
  /** Runs a command on the demo's ninety days. */
  run: (...args: string[]) => string;
}

const test = base.extend<object, { printed: Printed }>({
  printed: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'glucoglance-report-'));
      const run = (...args: string[]) =>
        execFileSync(process.execPath, [CLI, '--demo', '--data-dir', join(folder, 'data'), ...args], {
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'en_GB.UTF-8', TZ: 'Europe/Berlin' },
        });
      run('record', '--json');
      await use({ folder, run });
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const missing = ['pdfinfo', 'pdffonts', 'pdftotext'].filter((name) => spawnSync(name, ['-v']).error);
const withPoppler = (): void => {
  if (process.env['CI']) expect(missing).toEqual([]);
  test.skip(missing.length > 0, `${missing.join(', ')} of poppler-utils is not there`);
};

/** The file as a page of its own; nothing it asks for is answered. */
async function opened(page: Page, path: string): Promise<string[]> {
  const requests: string[] = [];
  await page.route('**', (route) => {
    requests.push(route.request().url());
    return route.abort();
  });
  await page.setContent(readFileSync(path, 'utf8'));
  return requests;
}

test('loads nothing, is for this user alone, and says what it has written', async ({ page, printed }) => {
  const path = join(printed.folder, 'report.html');
  const told = JSON.parse(printed.run('report', 'Ada', '--output', path, '--json')) as Record<
    string,
    unknown
  >;
  expect(Object.keys(told)).toEqual(['from', 'to', 'output', 'readings', 'coveragePercent']);
  expect(told['output']).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await opened(page, path)).toEqual([]);
  await expect(page.locator('h1').first()).toHaveText('Glucose report');
  // Without a file it is the same document on standard output.
  expect(printed.run('report', 'Ada')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
});

test('measures by the set that the person has, unless another is asked for', ({ printed }) => {
  const goals = (...args: string[]) =>
    printed.run('report', 'Ada', ...args).match(/Goals for [^.]*|Range and goals for pregnancy/)?.[0];
  expect(goals()).toBe('Goals for most adults with diabetes');
  const people = JSON.parse(printed.run('connections', '--json')) as {
    firstName: string;
    patientId: string;
  }[];
  const { patientId } = people.find(({ firstName }) => firstName === 'Ada')!;
  const config = join(printed.folder, 'data', 'config.json');
  const kept = existsSync(config) ? readFileSync(config, 'utf8') : null;
  writeFileSync(config, JSON.stringify({ version: 1, people: { [patientId]: { targets: 'pregnancy' } } }));
  expect(goals()).toBe('Range and goals for pregnancy');
  expect(goals('--targets', 'older')).toBe('Goals for older people and people at risk');
  if (kept === null) rmSync(config);
  else writeFileSync(config, kept);
});

for (const [paper, size] of [
  ['a4', '594.96 x 841.92 pts (A4)'],
  ['letter', '612 x 792 pts (letter)'],
] as const) {
  for (const lang of ['en', 'de']) {
    test(`is two pages of ${paper} in ${lang}, tagged, its fonts in it`, async ({ page, printed }) => {
      withPoppler();
      const path = join(printed.folder, `${paper}-${lang}.html`);
      printed.run('report', 'Ada', '--paper', paper, '--lang', lang, '--days', '90', '--output', path);
      await opened(page, path);
      const pdf = path.replace('.html', '.pdf');
      await page.pdf({ path: pdf, preferCSSPageSize: true, tagged: true, outline: true });
      const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
      expect(info).toMatch(/^Pages: +2$/m);
      expect(info).toContain(size);
      expect(info).toMatch(/^Tagged: +yes$/m);
      const fonts = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).split('\n').slice(2, -1);
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +\d+$/);
      const last = execFileSync('pdftotext', ['-f', '2', '-layout', pdf, '-'], { encoding: 'utf8' });
      // The two sentences in English under every translation, and the foot on the paper.
      expect(last.replaceAll(/\s+/g, ' ')).toContain(
        'Dosing decisions should not be made based on this device.',
      );
      expect(last).toMatch(lang === 'de' ? /Seite 2 von 2/ : /Page 2 of 2/);
    });
  }
}

test('has the figures of stats', async ({ page, printed }) => {
  withPoppler();
  const path = join(printed.folder, 'figures.html');
  const to = new Date().toISOString();
  const window = ['--from', '-14d', '--to', to];
  printed.run('report', 'Ada', ...window, '--unit', 'mmol', '--output', path);
  const stats = JSON.parse(printed.run('stats', 'Ada', ...window, '--json')) as {
    meanMgdl: number;
    sdMgdl: number;
    cvPercent: number;
    gmiPercent: number;
    readings: number;
    episodes: Record<string, number>;
  };
  await opened(page, path);
  const pdf = join(printed.folder, 'figures.pdf');
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replaceAll(
    '\u00a0',
    ' ',
  );
  for (const figure of [
    `${(stats.meanMgdl / 18).toFixed(1)} mmol/L`,
    `${(stats.sdMgdl / 18).toFixed(1)} mmol/L`,
    `${stats.cvPercent.toFixed(1)}%`,
    `${stats.gmiPercent.toFixed(1)}%`,
    `${stats.readings.toLocaleString('en-GB')} readings`,
  ])
    expect(text).toContain(figure);
  for (const [range, side, limit] of [
    ['veryLow', 'under', '3.0'],
    ['low', 'under', '3.9'],
    ['high', 'over', '10.0'],
    ['veryHigh', 'over', '13.9'],
  ] as const)
    expect(text).toMatch(
      new RegExp(`${side} ${limit.replace('.', '\\.')} mmol/L +${stats.episodes[range] || 'none'}\\b`),
    );
});

test('leaves the name blank on request, and withholds GMI in pregnancy', async ({ page, printed }) => {
  const path = join(printed.folder, 'blank.html');
  printed.run('report', 'Ada', '--anonymous', '--targets', 'pregnancy', '--output', path);
  await opened(page, path);
  await expect(page.locator('body')).not.toContainText('Lindqvist');
  await expect(page).toHaveTitle('Glucose report');
  await expect(page.locator('.numbers')).toContainText('withheld');
  await expect(page.locator('.ranges')).toContainText('63–140 mg/dL');
});
