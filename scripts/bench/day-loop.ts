/**
 * How long the main process is kept from its work over a day of somebody who looks at everything, the chart of ninety
 * days among it, while files are imported and backups made. It walks for an hour; another length:
 * GLUCOGLANCE_BENCH_MINUTES=<minutes>.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { ada } from '../../src/main/simulator/people.ts';
import { walk } from './main-loop.ts';
import { benchMinutes, type Measurement } from './measuring.ts';
import { isOurs, profiled, SAMPLED_US } from './profiled.ts';
import { longestStretches } from './stretches.ts';
import { withYear } from './year-app.ts';

const LOOKED_EVERY_MS = 5;
const IMPORTED_DAYS = 60;
/** Between one import and the next, in which the history answers what the pages ask. */
const PAUSE_MS = 5000;
/** What a page does not show by then it shows no more. */
const PATIENCE_MS = 40_000;

/** What was found at the looks of a timer in the main process; ms. */
interface Looks {
  looks: number;
  /** How late the latest came, and how much its thread had worked meanwhile. */
  latest: { delay: number; work: number };
  /** The most its thread has worked between two of them, and how late the second came. */
  busiest: { delay: number; work: number };
  /** The latest but for what its thread waited for a processor, which is the machine's; 0 where no system tells. */
  kept: { delay: number; work: number; waited: number };
  late: number;
  /** Of `monitorEventLoopDelay`. */
  histogram: { p99: number; p999: number; p100: number };
}

export function measure(): Promise<Measurement[]> {
  const minutes = benchMinutes(60);
  return withYear({ days: 14 }, async ({ app, page, on }) => {
    const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-import-'));
    const file = join(folder, 'LibreView.csv');
    writeFileSync(file, libreview());
    page.setDefaultTimeout(PATIENCE_MS);
    // Once over everything, so that no code is looked at for the first time.
    await walk(page);
    await choosesFile(app, file);
    await besides(page);
    await beginLooking(app);
    const idle = idleBeside();
    const done = { walks: 0, cut: 0, imports: 0, backups: 0 };
    const end = performance.now() + minutes * 60_000;
    const until = async (act: () => Promise<void>) => {
      while (performance.now() < end) await act();
    };
    await Promise.all([
      until(async () => {
        const { imported, backedUp } = await besides(page);
        done.imports += Number(imported);
        done.backups += Number(backedUp);
        await setTimeout(PAUSE_MS);
      }),
      until(async () => {
        // A page may say that the history is at work, or that a disk which others use as well does not answer.
        const isWhole = await walk(page).then(
          () => true,
          () => false,
        );
        done[isWhole ? 'walks' : 'cut'] += 1;
      }),
    ]);
    const looks = await endLooking(app);
    const machine = await idle();
    const profile = await profiled(app, async () => void (await Promise.all([walk(page), besides(page)])));
    const stretches = longestStretches(profile, isOurs, SAMPLED_US);
    const kept = process.env['GLUCOGLANCE_BENCH_PROFILE'];
    if (kept !== undefined) writeFileSync(kept, JSON.stringify(profile));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    const what = `${minutes} min: ${done.walks} walks, ${done.cut} cut short, ${done.imports} imports taken back, ${done.backups} backups; ${on}`;
    const ms = (one: number) => `${one.toFixed(1)} ms`;
    return [
      {
        what: 'the longest delay of the main loop, p100',
        figure: ms(looks.histogram.p100),
        goal: '≤ 50 ms',
        detail: `p99 ${ms(looks.histogram.p99)}, p99.9 ${ms(looks.histogram.p999)}; ${what}`,
      },
      {
        what: 'the same of a process that does nothing, beside it',
        figure: ms(machine),
        goal: 'less',
        detail: 'what the machine alone makes of it',
      },
      {
        what: 'the longest stretch of the program’s own work',
        figure: ms(stretches[0]?.milliseconds ?? 0),
        goal: '≤ 16 ms',
        detail: `over a walk with an import and a backup, as sampled; the next: ${stretches
          .slice(1, 4)
          .map(({ milliseconds }) => ms(milliseconds))
          .join(', ')}; in ${stretches[0]?.functions[0]?.[0] ?? 'nothing'}`,
      },
      {
        what: 'what its thread worked in the latest of its turns',
        figure: ms(looks.latest.work),
        goal: '≤ 50 ms',
        detail: `which came ${ms(looks.latest.delay)} late: the rest is waiting, for the machine or a disk`,
      },
      {
        what: 'the most it worked between two looks',
        figure: ms(looks.busiest.work),
        goal: '≤ 50 ms',
        detail: `no turn is longer; that look came ${ms(looks.busiest.delay)} late`,
      },
      {
        what: 'the latest of its turns, but for waiting for a processor',
        figure: ms(looks.kept.delay - looks.kept.waited),
        goal: '≤ 50 ms',
        detail: `which came ${ms(looks.kept.delay)} late, worked ${ms(looks.kept.work)} and waited ${ms(looks.kept.waited)}`,
      },
      {
        what: 'looks that came more than 50 ms late',
        figure: String(looks.late),
        goal: '0',
        detail: `of ${looks.looks}`,
      },
    ];
  });
}

/** A process that does nothing but look at its own loop. @returns what ends it, and says how late that was at most, ms */
function idleBeside(): () => Promise<number> {
  const looks = `
    const histogram = require('node:perf_hooks').monitorEventLoopDelay({ resolution: ${LOOKED_EVERY_MS} });
    histogram.enable();
    process.stdin.resume().on('end', () => console.log(histogram.max / 1e6));`;
  const idle = spawn(process.execPath, ['-e', looks], { stdio: ['pipe', 'pipe', 'inherit'] });
  return async () => {
    idle.stdin.end();
    return Number(await text(idle.stdout));
  };
}

/** Whatever is to be chosen, it is this file. */
const choosesFile = (app: ElectronApplication, file: string) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);

/** A file imported and taken back, and a backup. @returns what of it came to something */
const besides = (page: Page) =>
  page.evaluate(async (patientId) => {
    const bridge = window.glucoglance;
    const chosen = await bridge.invoke('imports:choose', undefined);
    let imported = false;
    if (chosen.ok && chosen.value) {
      const { file } = chosen.value;
      const given = { patientId, unit: null, dateOrder: null, zone: 'Europe/Berlin', scans: false };
      await bridge.invoke('imports:look', { file, given });
      const done = await bridge.invoke('imports:import', { file });
      if (done.ok && done.value.importId !== null)
        imported = (await bridge.invoke('imports:undo', { importId: done.value.importId })).ok;
    }
    return { imported, backedUp: (await bridge.invoke('backups:make', undefined)).ok };
  }, ada.patientId);

const beginLooking = (app: ElectronApplication) =>
  app.evaluate((_, every) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const { openSync, readSync } = process.getBuiltinModule('node:fs');
    const histogram = monitorEventLoopDelay({ resolution: every });
    histogram.enable();
    const looks = {
      looks: 0,
      latest: { delay: 0, work: 0 },
      busiest: { delay: 0, work: 0 },
      kept: { delay: 0, work: 0, waited: 0 },
      late: 0,
    };
    /** What the main thread has waited for a processor up to now, ms; Linux alone tells. */
    const said = Buffer.alloc(64);
    const told =
      process.platform === 'linux' ? openSync(`/proc/self/task/${process.pid}/schedstat`, 'r') : null;
    const waits = () =>
      told === null
        ? 0
        : Number(said.toString('latin1', 0, readSync(told, said, 0, 64, 0)).split(' ')[1]) / 1e6;
    const cpu = () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    };
    let [at, worked, waited] = [performance.now(), cpu(), waits()];
    const timer = setInterval(() => {
      const [nowAt, nowWorked, nowWaited] = [performance.now(), cpu(), waits()];
      const look = { delay: nowAt - at - every, work: nowWorked - worked, waited: nowWaited - waited };
      [at, worked, waited] = [nowAt, nowWorked, nowWaited];
      looks.looks += 1;
      if (look.delay > looks.latest.delay) looks.latest = look;
      if (look.work > looks.busiest.work) looks.busiest = look;
      if (look.delay - look.waited > looks.kept.delay - looks.kept.waited) looks.kept = look;
      if (look.delay > 50) looks.late += 1;
    }, every);
    Object.assign(globalThis, { dayLoop: { timer, histogram, looks } });
  }, LOOKED_EVERY_MS);

const endLooking = (app: ElectronApplication): Promise<Looks> =>
  app.evaluate(() => {
    const { timer, histogram, looks } = (
      globalThis as unknown as {
        dayLoop: {
          timer: NodeJS.Timeout;
          histogram: ReturnType<typeof import('node:perf_hooks').monitorEventLoopDelay>;
          looks: Omit<Looks, 'histogram'>;
        };
      }
    ).dayLoop;
    clearInterval(timer);
    histogram.disable();
    const at = (percentile: number) => histogram.percentile(percentile) / 1e6;
    return { ...looks, histogram: { p99: at(99), p999: at(99.9), p100: histogram.max / 1e6 } };
  });

/** Two months of a reading each quarter of an hour, two years ago, where nobody has any. */
function libreview(): string {
  const first = Date.now() - 800 * 86_400_000;
  const rows = Array.from({ length: IMPORTED_DAYS * 96 }, (_, i) => {
    const stamp = new Date(first + i * 15 * 60_000).toISOString().slice(0, 16).replace('T', ' ');
    return `FreeStyle LibreLink,0A1B2C,${stamp},0,${90 + (i % 60)},${','.repeat(13)}`;
  });
  const columns = Array.from({ length: 13 }, (_, i) => `Column ${i}`).join(',');
  return [
    'Glucose Data,Generated on,2026-01-02 10:00,Generated by,Somebody',
    `Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose mg/dL,${columns}`,
    ...rows,
  ].join('\n');
}
