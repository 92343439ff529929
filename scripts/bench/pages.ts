/** How soon the pages of figures are there, on a year at a reading a minute, with ninety days as their period. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { ada } from '../../src/main/simulator/people.ts';
import { BARE_ROWS, PERSON_1 } from './bare-table.ts';
import { median, milliseconds, ratioLine, ratioOf, type Measurement } from './measuring.ts';
import { withYear } from './year-app.ts';

const ROUNDS = 7;
const PERIOD_MS = 90 * 86_400_000;
const SCROLLED_MS = 3000;
const PAGES = [
  { name: 'Patterns', there: '.daily-pattern .median' },
  { name: 'Days', there: '.days-list > li:nth-child(90)' },
  { name: 'Statistics', there: '.ranges-bar' },
];

export function measure(): Promise<Measurement[]> {
  return withYear({ days: 90 }, async ({ page, dataDir }) => {
    await page.setViewportSize({ width: 1100, height: 760 });
    const rows = reading(join(dataDir, 'history.db'));
    const measured: Measurement[] = [];
    for (const { name, there } of PAGES) {
      const first = await opening(page, name, there);
      const [later, reads]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        reads.push(rows());
        later.push(await opening(page, name, there));
      }
      const [own, bare] = [median(later), median(reads)];
      const spread = `${Math.min(...later).toFixed(0)}-${Math.max(...later).toFixed(0)} ms`;
      measured.push({
        what: `${name}, from click to painted`,
        figure: `${own.toFixed(0)} ms`,
        goal: '≤ 300 ms',
        detail: `${spread} in ${ROUNDS} rounds after the first, which took ${first.toFixed(0)} ms`,
      });
      measured.push(
        ratioLine(
          `${name}, against reading their rows`,
          ratioOf(later, reads),
          '<= 1.5',
          `${own.toFixed(0)} ms; ${bare.toFixed(0)} ms for .raw().all() of the 129600 rows of ninety days`,
        ),
      );
    }
    return [...measured, await scrolling(page)];
  });
}

async function opening(page: Page, name: string, there: string): Promise<number> {
  const time = await page.evaluate(clickToPainted, { name, there });
  await page.evaluate(clickToPainted, { name: 'Now', there: '.number' });
  return time;
}

/** From a click in the navigation to the frame in which the page is there, ms. Runs in the page. */
async function clickToPainted({ name, there }: { name: string; there: string }): Promise<number> {
  const button = [...document.querySelectorAll('nav button')].find((one) => one.textContent === name);
  await new Promise(requestAnimationFrame);
  const start = performance.now();
  (button as HTMLButtonElement).click();
  // The page before may have drawings of the same kind.
  const isThere = () =>
    document.querySelector('main h1')?.textContent === name && document.querySelector(there) !== null;
  while (!isThere()) {
    if (performance.now() - start > 30_000) throw new Error(`${there} is not on the page of ${name}`);
    await new Promise(requestAnimationFrame);
  }
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - start;
}

/** What reading the rows of ninety days takes, ms. */
function reading(path: string): () => number {
  const db = new Database(path, { readonly: true });
  const rows = db.prepare<[number, number]>(BARE_ROWS).raw();
  const patient = db.prepare<[string], number>('SELECT id FROM patient WHERE patient_id = ?').pluck();
  const theirs = (patient.get(ada.patientId) ?? 1) * PERSON_1;
  const since = theirs + (Date.now() - PERIOD_MS) / 1000;
  return () => milliseconds(() => rows.all(since, theirs + PERSON_1));
}

async function scrolling(page: Page): Promise<Measurement> {
  const { there } = PAGES[1]!;
  await page.evaluate(clickToPainted, { name: 'Days', there });
  const frames = await page.evaluate(async (milliseconds) => {
    const lengths: number[] = [];
    let before = await new Promise<number>(requestAnimationFrame);
    const end = before + milliseconds;
    const scrolled = [...document.querySelectorAll('*')].find(
      (one) => one.scrollHeight > one.clientHeight + 100 && getComputedStyle(one).overflowY !== 'visible',
    );
    for (let down = 1; before < end;) {
      const at = scrolled ?? document.documentElement;
      const top = at.scrollTop;
      at.scrollBy(0, 40 * down);
      if (at.scrollTop === top) down = -down;
      const now = await new Promise<number>(requestAnimationFrame);
      lengths.push(now - before);
      before = now;
    }
    return lengths;
  }, SCROLLED_MS);
  const mean = frames.reduce((sum, frame) => sum + frame, 0) / frames.length;
  return {
    what: 'scrolling ninety days',
    figure: `${(1000 / mean).toFixed(0)} frames/s`,
    goal: '≥ 50',
    detail: `over ${frames.length} frames, the longest ${Math.max(...frames).toFixed(0)} ms; without a graphics card`,
  };
}
