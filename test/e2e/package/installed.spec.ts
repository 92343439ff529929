import type { Page } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDebOf, projectIdentity } from '../../../scripts/package/packages.ts';
import { expect, test } from './package-app.ts';

/*
 * The life of a .deb in a computer: dpkg installs it below a folder, the program starts from there around an Electron
 * that is made up, a newer one takes its place, and it is removed. What a person recorded and chose outlives all of it.
 */
const dpkgMissing = spawnSync('dpkg-deb', ['--version']).status !== 0;
// On CI a tool that is missing is a failure, not a skip.
test.skip(dpkgMissing && process.env['CI'] === undefined, 'needs dpkg');
test.skip(process.platform !== 'linux' || process.getuid!() !== 0, 'dpkg installs for root alone');

/** How many readings the history holds, of the demo and its days before. */
const recorded = (page: Page) =>
  page.evaluate(async () => {
    const report = await window.glucoglance.invoke('status:read', undefined);
    return report.ok ? (report.value.recorded ?? 0) : 0;
  });

const startDemo = (page: Page) => page.getByRole('button', { name: 'Try it with demo data' }).click();

test('is installed, started, taken over by a newer one and removed; history and settings stay', async ({
  packaged,
  launch,
  folder,
  dataDir,
}) => {
  // Two starts of the program, and the demo's ninety days twice.
  test.slow();
  const computer = join(folder, 'computer');
  for (const name of ['info', 'updates', 'triggers'])
    mkdirSync(join(computer, 'var/lib/dpkg', name), { recursive: true });
  writeFileSync(join(computer, 'var/lib/dpkg/status'), '');
  const dpkg = (...args: string[]) =>
    execFileSync('dpkg', [`--root=${computer}`, '--force-depends', ...args], { stdio: 'pipe' });
  const install = (version: string) => {
    dpkg('--install', makeDebOf(packaged.folder, folder, { ...projectIdentity(), version }));
    const query = [
      `--root=${computer}`,
      '--show',
      '--showformat=${Version} ${db:Status-Status}',
      'glucoglance',
    ];
    return execFileSync('dpkg-query', query, { encoding: 'utf8' });
  };
  const archive = join(computer, 'opt/Glucoglance/resources/app.asar');
  const env = { ...packaged.env, ELECTRON_STAND_IN_ARCHIVE: archive };
  const value = (page: Page) => page.getByRole('article', { name: 'Ada Lindqvist' }).locator('.number');

  expect(install('0.0.9')).toBe('0.0.9 installed');
  const command = spawnSync(join(computer, 'usr/bin/glucoglance'), { encoding: 'utf8' });
  expect(command).toMatchObject({ stdout: 'made up: \n', status: 0 });
  const older = await launch({ app: archive, env });
  const page = await older.app.firstWindow();
  await startDemo(page);
  await expect(value(page)).toHaveText(/^\d{2,3}$/);
  await page.evaluate(() => window.glucoglance.invoke('settings:update', { unit: 'mmol' }));
  await expect(value(page)).toHaveText(/^\d{1,2}\.\d$/);
  await expect.poll(() => recorded(page)).toBeGreaterThan(1000);
  const before = await recorded(page);
  await older.app.close();

  expect(install('0.1.0')).toBe('0.1.0 installed');
  const newer = await launch({ app: archive, env });
  const again = await newer.app.firstWindow();
  await startDemo(again);
  await expect(value(again)).toHaveText(/^\d{1,2}\.\d$/);
  expect(await recorded(again)).toBeGreaterThanOrEqual(before);
  await newer.app.close();

  const kept = readdirSync(dataDir);
  dpkg('--remove', 'glucoglance');
  for (const gone of ['opt', 'usr']) expect(existsSync(join(computer, gone))).toBe(false);
  expect(readdirSync(dataDir)).toEqual(kept);
  expect(kept).toContain('history.db');
});
