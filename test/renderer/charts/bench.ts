/**
 * `npm run bench:renderer`: how fast the chart opens and moves, whether it keeps its memory, and how large the window's
 * script is; in Chromium without a graphics card, where drawing costs most. Opening is compared with a bare Chart.js
 * line in the same run, so that the figure means the same on any machine. It never fails: a busy machine must not.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { LANGUAGE_TAGS } from '../../../src/shared/messages/catalogue.generated.ts';
import { findBrowser } from '../../electron-stand-in/chromium/find-browser.ts';
import type { ChartPage } from './page/chart-page.ts';
import { servePages } from './served-pages.ts';
import { median, type Measurement } from '../../../scripts/bench/measuring.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const NOW = Date.UTC(2026, 9, 26, 13, 7);
const ROUNDS = 7;
const MOVING_MS = 3000;
const HALF_A_DAY_MINUTES = 720;
/** Until the engine has compiled what it is going to compile. */
const WARM_UP_MINUTES = 240;

type Window = { chartPage: ChartPage };

/** From a click on the button to the frame in which the drawing is there, ms. Runs in the page. */
async function clickToPainted(done: string): Promise<number> {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent === '90 d');
  const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
  await frame();
  const start = performance.now();
  button!.click();
  while (!document.body.outerHTML.includes(done)) {
    if (performance.now() - start > 60_000) throw new Error(`It never says ${done}.`);
    await frame();
  }
  // Drawing is put off until somebody looks: looking at one pixel makes the whole canvas be drawn.
  document.querySelector('canvas')!.getContext('2d')!.getImageData(0, 0, 1, 1);
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - start;
}

/** A fresh page each time: opening is what happens first. */
async function opening(browser: Browser, address: string, done: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForTimeout(300);
  const time = await page.evaluate(clickToPainted, done);
  await page.close();
  return time;
}

async function measureOpening(browser: Browser, url: string): Promise<Measurement> {
  const [ours, bare]: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    bare!.push(await opening(browser, `${url}bare.html?now=${NOW}`, 'data-drawn'));
    ours!.push(await opening(browser, `${url}?story=dense&span=24&now=${NOW}`, '125,822 readings'));
  }
  const [own, other] = [median(ours!), median(bare!)];
  return {
    what: '90 days at one reading a minute, from click to painted',
    figure: `${(own / other).toFixed(2)} ×`,
    goal: '≤ 1.5 ×',
    detail: `${own.toFixed(0)} ms; bare Chart.js line with its decimation ${other.toFixed(0)} ms; medians of ${ROUNDS}`,
  };
}

/** Turns the wheel once a frame. Runs in the page; gives the length of each frame, ms. */
async function turnWheel({
  across,
  milliseconds,
}: {
  across: boolean;
  milliseconds: number;
}): Promise<number[]> {
  const plot = document.querySelector('.chart-plot')!;
  const { left, top, width } = plot.getBoundingClientRect();
  const frames: number[] = [];
  let before = await new Promise<number>(requestAnimationFrame);
  const end = before + milliseconds;
  for (let turn = 0; before < end; turn++) {
    const back = Math.floor(turn / 30) % 2 === 0 ? -1 : 1;
    const [deltaX, deltaY] = across ? [back * 25, 0] : [0, back * 40];
    const clientX = left + width * 0.7;
    plot.dispatchEvent(
      new WheelEvent('wheel', {
        deltaX,
        deltaY,
        clientX,
        clientY: top + 50,
        bubbles: true,
        cancelable: true,
      }),
    );
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return frames;
}

async function measureMoving(page: Page, what: string, across: boolean): Promise<Measurement> {
  const frames = await page.evaluate(turnWheel, { across, milliseconds: MOVING_MS });
  const mean = frames.reduce((sum, frame) => sum + frame, 0) / frames.length;
  const slow = frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? 0;
  return {
    what,
    figure: `${(1000 / mean).toFixed(0)} frames/s`,
    goal: '≥ 30',
    detail: `over ${frames.length} frames; 95 % of them within ${slow.toFixed(0)} ms`,
  };
}

async function heapBytes(session: CDPSession): Promise<number> {
  for (let pass = 0; pass < 3; pass++) await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}

async function measureMemory(page: Page): Promise<Measurement> {
  const session = await page.context().newCDPSession(page);
  const live = (minutes: number): Promise<void> =>
    page.evaluate((count) => (globalThis as unknown as Window).chartPage.live(count), minutes);
  await live(WARM_UP_MINUTES);
  const before = await heapBytes(session);
  await live(HALF_A_DAY_MINUTES);
  const after = await heapBytes(session);
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  return {
    what: 'heap after 12 h of live readings',
    figure: `${(after / before).toFixed(2)} ×`,
    goal: '≤ 1.1 ×',
    detail: `${megabytes(before)} MB, then ${megabytes(after)} MB; garbage collected, buffers counted`,
  };
}

/** What is loaded when it is first looked at: signing in, and the page for data. */
const LATER = ['pages-', 'sections-', 'check-up-'];

/** The scripts the main window's page names, and those that they name, now or when they are needed. */
function windowScripts(folder: string): Set<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/["'`/]([\w.-]+\.js)["'`]/g)) {
      if (found.has(name) || !existsSync(join(folder, 'assets', name))) continue;
      found.add(name);
      follow(join('assets', name));
    }
  };
  follow('index.html');
  return found;
}

function measureBundle(): Measurement {
  const folder = join(ROOT, 'out/renderer');
  const all = existsSync(join(folder, 'index.html')) ? [...windowScripts(folder)] : [];
  const bytesOf = (name: string) => statSync(join(folder, 'assets', name)).size;
  const isWords = (name: string) => LANGUAGE_TAGS.some((tag) => name.startsWith(`${tag}-`));
  // A window loads the words of one language; the longest are counted.
  const words = all.filter(isWords).toSorted((a, b) => bytesOf(b) - bytesOf(a));
  const code = all.filter((name) => !isWords(name));
  const isLater = (name: string) => LATER.some((prefix) => name.startsWith(prefix));
  const scripts = [...code.filter((name) => !isLater(name)), ...words.slice(0, 1)];
  const sum = (names: readonly string[]) => names.reduce((bytes, name) => bytes + bytesOf(name), 0);
  const bytes = sum(scripts);
  const later = code.filter(isLater).map((name) => `${name} ${(bytesOf(name) / 1000).toFixed(0)} kB`);
  return {
    what: "the window's scripts, minified",
    figure: bytes === 0 ? 'not built' : `${(bytes / 1000).toFixed(0)} kB`,
    goal: '≤ 400 kB',
    detail: `${scripts.join(', ')}; when first looked at ${later.join(', ')}`,
  };
}

async function measure(executablePath: string): Promise<Measurement[]> {
  const pages = await servePages();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const measured = [await measureOpening(browser, pages.url)];
    const page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
    await page.goto(`${pages.url}?story=dense&span=2160&now=${NOW}`);
    await page.waitForTimeout(500);
    measured.push(await measureMoving(page, 'panning 90 days', true));
    measured.push(await measureMoving(page, 'zooming 90 days', false));
    await page.goto(`${pages.url}?story=rich&span=24&now=${NOW}`);
    await page.waitForTimeout(500);
    measured.push(await measureMoving(page, 'panning 24 hours with all marks', true));
    measured.push(await measureMemory(page));
    measured.push(measureBundle());
    return measured;
  } finally {
    await browser.close();
    await pages.close();
  }
}

const browser = findBrowser();
if (browser === null) {
  console.error('There is no Chromium to measure in (see scripts/ensure-browser.ts).');
} else {
  console.log(`\nrenderer, in ${browser} with software rendering`);
  for (const { what, figure, goal, detail } of await measure(browser)) {
    console.log(`  ${what.padEnd(56)} ${figure.padStart(14)}   goal ${goal.padEnd(8)}  ${detail}`);
  }
}
