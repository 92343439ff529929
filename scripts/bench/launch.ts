import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../src/main/simulator/simulator.ts';
import { launchApp } from '../../test/e2e/support/launch.ts';
import { chooseRuntime } from '../../test/e2e/support/runtime.ts';
import { median, ratioLine, ratioOf, type Measurement } from './measuring.ts';
import { usedBy } from './processes.ts';
import { signIn } from './signed-in.ts';

/** Milliseconds until the value is painted, by the clock and of all its processes by the processor. */
interface Launch {
  took: number;
  worked: number;
}

const RUNS = 9;
const EMPTY = join(import.meta.dirname, 'empty-app');
const VALUE = '.number, #value';

/**
 * From the start of the program to the first value in its window, against an app that only shows a page; and from the
 * moment a window appears to the value in it, where the program was started out of sight.
 */
export async function measure(): Promise<Measurement[]> {
  const runtime = chooseRuntime();
  if (runtime.kind === 'none') {
    console.log(`  skipped: ${runtime.why}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  const simulator = await startSimulator();
  const env = { LIBRELINKUP_BASE_URL: simulator.url, ELECTRON_STAND_IN_SAFE_STORAGE: 'available' };
  const home = join(folder, 'home');
  const start = async (app?: string) => {
    const dataDir = join(folder, app === undefined ? 'ours' : 'empty');
    const began = performance.timeOrigin + performance.now();
    const launched = await launchApp({ dataDir, home, env, ...(app && { app }) });
    const page = await launched.app.firstWindow();
    return { page, close: () => launched.app.close(), began, pid: launched.process.pid! };
  };
  const launch = async (app?: string) => {
    const { page, close, began, pid } = await start(app);
    await page.locator(VALUE).first().waitFor();
    // Playwright looks for it ever more seldom, after 20, 50, 100 ms and more: the page knows when it was painted.
    const painted = await page.evaluate(paintOf, VALUE);
    const { main, pages, rest } = usedBy(pid).work;
    await close();
    return { took: painted - began, worked: main + pages + rest };
  };
  const openFromHidden = async () => {
    const polled = simulator.requests.length + 1;
    const { app } = await launchApp({ dataDir: join(folder, 'ours'), home, env, args: ['--hidden'] });
    while (simulator.requests.length < polled) await new Promise((settle) => setTimeout(settle, 20));
    // The alarm window is one, too.
    const opened = app.waitForEvent('window', (page) =>
      page.waitForURL(/\/index\.html/, { timeout: 5000 }).then(
        () => true,
        () => false,
      ),
    );
    const times = app.evaluate(
      ({ app: main }) =>
        new Promise<{ asked: number; shown: number }>((settle) => {
          const asked = Date.now();
          main.once('browser-window-created', (_, window) =>
            window.once('show', () => settle({ asked, shown: Date.now() })),
          );
          main.emit('activate');
        }),
    );
    const page = await opened;
    const painted = await page.evaluate(paintOf, '.number');
    const { asked, shown } = await times;
    await app.close();
    return { sinceAsked: painted - asked, sinceShown: painted - shown };
  };
  try {
    const first = await start();
    await signIn(first.page, simulator);
    await first.close();
    await launch(EMPTY);
    const [ours, empty]: [Launch[], Launch[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      empty.push(await launch(EMPTY));
      ours.push(await launch());
    }
    const openings = [];
    for (let run = 0; run < RUNS; run += 1) openings.push(await openFromHidden());
    const sinceShown = median(openings.map((opening) => opening.sinceShown));
    const sinceAsked = median(openings.map((opening) => opening.sinceAsked));
    return [
      ratioLine(
        'launch to the first value, against an empty app',
        ratioOf(took(ours), took(empty)),
        '≤ 1.2',
        `${said(took(ours), took(empty))} until it is painted, ${said(worked(ours), worked(empty))} of processors, on ${runtime.kind}`,
      ),
      {
        what: 'the value in a window that opens for the first time',
        figure: `${sinceShown.toFixed(0)} ms`,
        goal: '≤ 300 ms',
        detail: `after the window appears, median of ${RUNS}; ${sinceAsked.toFixed(0)} ms after it is asked for`,
      },
    ];
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const took = (launches: readonly Launch[]) => launches.map((one) => one.took);
const worked = (launches: readonly Launch[]) => launches.map((one) => one.worked);
const said = (one: readonly number[], other: readonly number[]) =>
  `${median(one).toFixed(0)} ms and ${median(other).toFixed(0)} ms`;

/** When the page painted the largest thing it has, which is to be this element, ms UTC. */
function paintOf(selector: string): Promise<number> {
  return new Promise((settle) =>
    new PerformanceObserver((list) => {
      const entries = list.getEntries() as (PerformanceEntry & { element?: Element | null })[];
      const paint = entries.findLast(({ element }) => element?.matches(selector));
      if (paint) settle(performance.timeOrigin + paint.startTime);
    }).observe({ type: 'largest-contentful-paint', buffered: true }),
  );
}
