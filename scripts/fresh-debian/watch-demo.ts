/** Starts the installed program as a person does who has none but the packages, presses "Try it with demo data", and waits for a value. */
import { _electron } from '@playwright/test';
import { homedir } from 'node:os';
import { join } from 'node:path';

const began = performance.now();
const app = await _electron.launch({
  executablePath: '/opt/Glucoglance/glucoglance',
  args: ['/opt/Glucoglance/resources/app.asar', `--user-data-dir=${join(homedir(), '.config/Glucoglance')}`],
});
const page = await app.firstWindow();
await page.getByRole('button', { name: 'Try it with demo data' }).click();
const value = page.getByRole('article', { name: 'Ada Lindqvist' }).locator('.number');
await value.filter({ hasText: /\d/ }).waitFor({ timeout: 120_000 });
console.log(
  `deb: ${await value.textContent()} after ${((performance.now() - began) / 1000).toFixed(1)} s, of ${await app.evaluate(
    ({ app: program }) => `version ${program.getVersion()}, packaged ${program.isPackaged}`,
  )}`,
);
await page.screenshot({ path: '/tmp/glucoglance.png' });
await app.close();
