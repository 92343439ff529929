/**
 * `npm run bench [-- --json] [subject …]`: measures the speed and size the program promises. Every figure is a ratio to
 * plain work done in the same run, so that it means the same on any machine; each is printed with its goal. It never
 * fails: a busy machine must not. With `--json` the lines come as one array, when all is measured.
 */
import type { Measurement } from './bench/measuring.ts';

const SUBJECTS: Record<string, () => Promise<{ measure: () => Measurement[] | Promise<Measurement[]> }>> = {
  history: () => import('./bench/history.ts'),
  backup: () => import('./bench/backup.ts'),
  statistics: () => import('./bench/statistics.ts'),
  import: () => import('./bench/import.ts'),
  alarms: () => import('./bench/alarms.ts'),
  tray: () => import('./bench/tray.ts'),
  launch: () => import('./bench/launch.ts'),
  report: () => import('./bench/report.ts'),
  export: () => import('./bench/export.ts'),
  status: () => import('./bench/status.ts'),
  'status-beside': () => import('./bench/status-beside.ts'),
  'main-loop': () => import('./bench/main-loop.ts'),
  chart: () => import('../test/renderer/charts/bench.ts'),
  pages: () => import('./bench/pages.ts'),
  'long-life': () => import('./bench/long-life.ts'),
  'day-loop': () => import('./bench/day-loop.ts'),
  watching: () => import('./bench/watching.ts'),
};

/** For an hour each; only where they are named. */
const LONG = ['long-life', 'day-loop', 'watching'];

const isJson = process.argv.includes('--json');
// What a subject says besides is none of its lines.
if (isJson) console.log = console.error;
const names = process.argv.slice(2).filter((name) => name !== '--json');
const usual = Object.keys(SUBJECTS).filter((name) => !LONG.includes(name));
const all: unknown[] = [];
for (const subject of names.length > 0 ? names : usual) {
  const load = SUBJECTS[subject];
  if (!load) {
    console.error(`No such subject: ${subject}. There are: ${Object.keys(SUBJECTS).join(', ')}`);
    continue;
  }
  if (!isJson) console.log(`\n${subject}`);
  const { measure } = await load();
  for (const { what, figure, goal, detail } of await measure()) {
    const [number, unit = ''] = figure.split(' ');
    all.push({ subject, what, median: Number(number), unit, goal, detail });
    if (!isJson)
      console.log(`  ${what.padEnd(52)} ${figure.padStart(14)}   goal ${goal.padEnd(8)}  ${detail}`);
  }
}
if (isJson) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
