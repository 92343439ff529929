/**
 * How long the main process is kept from its work while somebody looks at everything, with a year in the history.
 * With GLUCOGLANCE_BENCH_PROFILE=<file> it also writes there what the main thread did, as a .cpuprofile.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { ada } from '../../src/main/simulator/people.ts';
import { ROOT } from '../../test/e2e/support/runtime.ts';
import { YEAR_DAYS } from './filled-year.ts';
import type { Measurement } from './measuring.ts';
import { isOurs, profiled, SAMPLED_US } from './profiled.ts';
import { longestStretches } from './stretches.ts';
import { withYear } from './year-app.ts';

const IDLE_MS = 10_000;
const COPY_BYTES = 50 * 1024 * 1024;

/** What the main process says of its loop; ms. */
interface Loop {
  /** The longest that anything had to wait; whatever else the machine does is in it. */
  delay: number;
  /** The most that one turn has worked, by the clock of its own thread; nothing else is in it. */
  work: number;
}

export function measure(): Promise<Measurement[]> {
  return withYear({ days: 14 }, async ({ app, page, dataDir, on }) => {
    // Once over everything, so that no code is looked at for the first time.
    await walk(page);
    const idle = await measured(app, () => setTimeout(IDLE_MS));
    const busy = await measured(app, async () => {
      const around = [stats(dataDir), copies(dataDir)];
      await walk(page);
      for (const other of around) other.end();
    });
    const profile = await profiled(app, () => walk(page));
    const [longest] = longestStretches(profile, isOurs, SAMPLED_US);
    const file = process.env['GLUCOGLANCE_BENCH_PROFILE'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(profile));
    return [
      {
        what: 'the longest stretch of the program’s own work',
        figure: `${(longest?.milliseconds ?? 0).toFixed(1)} ms`,
        goal: '≤ 16 ms',
        detail: `over a walk, as sampled; in ${longest?.functions[0]?.[0] ?? 'nothing'}`,
      },
      {
        what: 'the longest turn of the main loop over a walk',
        figure: `${busy.work.toFixed(1)} ms`,
        goal: '≤ 50 ms',
        detail: `by its thread’s own clock, ${on}, whose own work is in it; idle: ${idle.work.toFixed(1)} ms`,
      },
      {
        what: 'the longest delay of the main loop over a walk',
        figure: `${busy.delay.toFixed(1)} ms`,
        goal: '≤ 50 ms',
        detail: `what else the machine does included, ${on}; idle: ${idle.delay.toFixed(1)} ms`,
      },
    ];
  });
}

/** Every page, the chart with 90 days, and readings that come in. */
export async function walk(page: Page): Promise<void> {
  const show = (name: string) =>
    page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();
  await show('Chart');
  await page.getByRole('button', { name: '90 d', exact: true }).click();
  await page.getByText(/^\d{2,3}[,.]?\d{3} readings/).waitFor();
  await page
    .getByRole('button', { name: '1 d', exact: true })
    .or(page.getByRole('button', { name: '24 h' }))
    .click();
  await show('Settings');
  await page.getByText(/^Replayed from/).waitFor();
  await show('Status');
  await page
    .getByText(/recorded/)
    .first()
    .waitFor();
  await show('Now');
  await page.evaluate(() => window.glucoglance.invoke('monitor:refresh', undefined));
  await page.locator('.number').first().waitFor();
}

/** Twice: what tells how much a turn has worked keeps the loop turning, and with that busy. */
async function measured(app: ElectronApplication, act: () => Promise<void>): Promise<Loop> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    Object.assign(globalThis, { histogram });
  });
  await act();
  const delay = await app.evaluate(() => {
    const { histogram } = globalThis as unknown as { histogram: { max: number; disable(): void } };
    histogram.disable();
    return histogram.max / 1e6;
  });
  await app.evaluate(() => {
    const turns = { longest: 0, isOver: false };
    Object.assign(globalThis, { turns });
    let before = process.threadCpuUsage();
    const turn = () => {
      const { user, system } = process.threadCpuUsage();
      turns.longest = Math.max(turns.longest, user + system - before.user - before.system);
      before = { user, system };
      if (!turns.isOver) setImmediate(turn);
    };
    setImmediate(turn);
  });
  await act();
  const work = await app.evaluate(() => {
    const { turns } = globalThis as unknown as { turns: { longest: number; isOver: boolean } };
    turns.isOver = true;
    return turns.longest / 1000;
  });
  return { delay, work };
}

/** A year summed up beside the program, again and again. */
function stats(dataDir: string) {
  const args = ['stats', ada.lastName, '--days', String(YEAR_DAYS), '--data-dir', dataDir];
  return repeated(() =>
    spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), ...args], { stdio: 'ignore' }),
  );
}

/** As much as a backup, written again and again. */
function copies(dataDir: string) {
  const source = join(dataDir, 'copied');
  writeFileSync(source, Buffer.alloc(COPY_BYTES, 7));
  const code = `require('node:fs').cpSync(process.argv[1], process.argv[1] + '.copy')`;
  return repeated(() => spawn(process.execPath, ['-e', code, source], { stdio: 'ignore' }));
}

function repeated(start: () => ReturnType<typeof spawn>) {
  let child = start();
  const next = (): void => {
    child = start();
    child.once('exit', next);
  };
  child.once('exit', next);
  return {
    end() {
      child.off('exit', next);
      child.kill('SIGKILL');
    },
  };
}
