import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { ada } from '../../src/main/simulator/people.ts';
import { startSimulator } from '../../src/main/simulator/simulator.ts';
import type { Settings } from '../../src/shared/settings/settings.ts';
import { launchApp } from '../../test/e2e/support/launch.ts';
import { chooseRuntime } from '../../test/e2e/support/runtime.ts';
import { fillYear } from './filled-year.ts';
import type { Measurement } from './measuring.ts';
import { signIn } from './signed-in.ts';

export interface YearApp {
  app: ElectronApplication;
  /** The window, with a value in it. */
  page: Page;
  dataDir: string;
  /** What it runs on. */
  on: string;
}

/**
 * Measures the program as it runs: signed in to the simulator, with a year of both its people in the history.
 *
 * @param period what the pages of figures show of the first person
 */
export async function withYear(
  period: Settings['people'][string]['period'],
  work: (given: YearApp) => Promise<Measurement[]>,
): Promise<Measurement[]> {
  const runtime = chooseRuntime();
  if (runtime.kind === 'none') {
    console.log(`  skipped: ${runtime.why}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  fillYear(join(dataDir, 'history.db'), Date.now());
  const simulator = await startSimulator();
  const env = { LIBRELINKUP_BASE_URL: simulator.url, ELECTRON_STAND_IN_SAFE_STORAGE: 'available' };
  const { app } = await launchApp({ dataDir, home: join(folder, 'home'), env });
  try {
    const page = await app.firstWindow();
    await signIn(page, simulator);
    // Settings of somebody are taken once that person is known.
    await expect(async () => {
      const change = { people: { [ada.patientId]: { period } } };
      const answer = await page.evaluate(
        (given) => window.glucoglance.invoke('settings:update', given),
        change,
      );
      expect(answer.ok).toBe(true);
    }).toPass({ timeout: 30_000 });
    return await work({ app, page, dataDir, on: `on ${runtime.kind}` });
  } finally {
    await app.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
