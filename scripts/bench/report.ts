import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchApp } from '../../test/e2e/support/launch.ts';
import { chooseRuntime } from '../../test/e2e/support/runtime.ts';
import { median, type Measurement } from './measuring.ts';

const RUNS = 7;

/** From the click that answers the dialog to the PDF of ninety days on the disk, and said. */
export async function measure(): Promise<Measurement[]> {
  const runtime = chooseRuntime();
  if (runtime.kind !== 'stand-in') {
    console.log('  skipped: only the stand-in answers the dialog by itself');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'glucoglance-bench-'));
  const { app, standIn } = await launchApp({ dataDir: join(folder, 'data'), home: join(folder, 'home') });
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Try it with demo data' }).click();
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await page.getByRole('button', { name: '90 days' }).click();
  await page.locator('.paper-preview .complete').getByText('of 90 days').waitFor();
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const name = `${run}.pdf`;
    await standIn!.evaluate(
      ({ dialogAnswers }, filePath) => void dialogAnswers.push({ canceled: false, filePath }),
      join(folder, name),
    );
    const began = performance.now();
    await page.getByRole('button', { name: 'Save as PDF' }).click();
    await page.getByText(`Saved as ${name}.`).waitFor();
    // The first warms up and does not count.
    if (run > 0) times.push(performance.now() - began);
  }
  await app.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      what: 'ninety days as a PDF, from the click',
      figure: `${Math.round(median(times))} ms`,
      goal: '≤ 2000 ms',
      detail: `at most ${Math.round(Math.max(...times))} ms of ${RUNS}, on the stand-in`,
    },
  ];
}
