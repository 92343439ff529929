import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../src/main/simulator/simulator.ts';
import { launchApp } from '../../test/e2e/support/launch.ts';
import { chooseRuntime } from '../../test/e2e/support/runtime.ts';
import { median, type Measurement } from './measuring.ts';

const RUNS = 9;
const EMPTY = join(import.meta.dirname, 'empty-app');
const VALUE = '.number, #value';

/** From the start of the program to the first value in its window, against an app that only shows a page. */
export async function measure(): Promise<Measurement[]> {
  const runtime = chooseRuntime();
  if (runtime.kind === 'none') {
    console.log(`  skipped: ${runtime.why}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  const simulator = await startSimulator();
  const env = { LIBRELINKUP_BASE_URL: simulator.url, ELECTRON_STAND_IN_SAFE_STORAGE: 'available' };
  const start = async (app?: string) => {
    const dataDir = join(folder, app === undefined ? 'ours' : 'empty');
    const began = performance.now();
    const launched = await launchApp({ dataDir, home: join(folder, 'home'), env, ...(app && { app }) });
    const page = await launched.app.firstWindow();
    return { page, close: () => launched.app.close(), began };
  };
  const launch = async (app?: string) => {
    const { page, close, began } = await start(app);
    await page.locator(VALUE).first().waitFor();
    const took = performance.now() - began;
    await close();
    return took;
  };
  try {
    const first = await start();
    await first.page.locator('#app > *').first().waitFor();
    const { email, password } = simulator;
    await first.page.evaluate(
      async (given) => {
        await window.glucoglance.invoke('account:signIn', { ...given, acceptTerms: false });
        await window.glucoglance.invoke('settings:update', { desktop: { welcomed: true } });
      },
      { email, password },
    );
    await first.page.locator(VALUE).first().waitFor();
    await first.close();
    await launch(EMPTY);
    const [ours, empty]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      empty.push(await launch(EMPTY));
      ours.push(await launch());
    }
    const [one, other] = [median(ours), median(empty)];
    return [
      {
        what: 'launch to the first value, against an empty app',
        figure: `${(one / other).toFixed(2)} x`,
        goal: '≤ 1.5',
        detail: `median of ${RUNS}: ${one.toFixed(0)} ms and ${other.toFixed(0)} ms, on ${runtime.kind}`,
      },
    ];
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
