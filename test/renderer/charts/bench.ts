/**
 * How fast the chart opens and moves, whether it keeps its memory, and how large the window's script is; in Chromium
 * without a graphics card, where drawing costs most. Opening is compared with what other charts take for the same
 * readings in the same run, so that the figure means the same on any machine.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { LANGUAGE_TAGS } from '../../../src/shared/messages/catalogue.generated.ts';
import { findBrowser } from '../../electron-stand-in/chromium/find-browser.ts';
import type { ChartPage } from './page/chart-page.ts';
import { servePages } from './served-pages.ts';
import { median, ratioLine, ratioOf, type Measurement } from '../../../scripts/bench/measuring.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const NOW = Date.UTC(2026, 9, 26, 13, 7);
const ROUNDS = 9;
const MOVING_ROUNDS = 5;
const MOVING_MS = 1500;
const HALF_A_DAY_MINUTES = 720;
/** Until the engine has compiled what it is going to compile. */
const WARM_UP_MINUTES = 240;

type Window = { chartPage: ChartPage };

interface Click {
  button: string;
  /** Text of the page, once it is drawn. */
  done: string;
}

interface Painted {
  milliseconds: number;
  /** The canvas as it was then, and as it is when nothing has happened for long. */
  pictures: [then: string, later: string];
}

/**
 * From a click on a button until the frame in which all is there has been painted, ms, whoever draws: at once, when the
 * page has been told of it, or when it has been laid out. Runs in the page.
 */
async function clickToPainted({ button: name, done }: Click): Promise<Painted> {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  const after = (milliseconds: number): Promise<unknown> =>
    new Promise((passed) => setTimeout(passed, milliseconds));
  // Of the one that is there by then: a new chart may have a new one.
  const context = (): CanvasRenderingContext2D => document.querySelector('canvas')!.getContext('2d')!;
  const picture = (): string => context().canvas.toDataURL();
  await after(0);
  const said = new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error(`It never says ${done}.`)), 60_000);
    new MutationObserver((_, observer) => {
      if (!document.body.outerHTML.includes(done)) return;
      observer.disconnect();
      resolve();
    }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
  });
  const start = performance.now();
  button!.click();
  await said;
  // Messages wait until the frame is laid out, painted and handed over.
  await new Promise((painted) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = painted;
      port2.postMessage(null);
    }),
  );
  // What is still put off until somebody looks is done now.
  context().getImageData(0, 0, 1, 1);
  const milliseconds = performance.now() - start;
  const then = picture();
  await after(500);
  return { milliseconds, pictures: [then, picture()] };
}

/** A fresh page each time: opening is what happens first. */
async function opening(browser: Browser, address: string, click: Click): Promise<number> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForTimeout(300);
  const { milliseconds, pictures } = await page.evaluate(clickToPainted, click);
  await page.close();
  if (pictures[0] !== pictures[1]) throw new Error(`Not all of ${address} was painted when it was measured.`);
  return milliseconds;
}

interface Compared {
  what: string;
  goal: string;
  /** Address and click, of ours and of what it is compared with. */
  ours: [address: string, click: Click];
  other: [address: string, click: Click];
  /** What the other one is. */
  name: string;
}

async function measureOpening(
  browser: Browser,
  { what, goal, ours, other, name }: Compared,
): Promise<Measurement> {
  const [own, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    others.push(await opening(browser, ...other));
    own.push(await opening(browser, ...ours));
  }
  const medians = `${median(own).toFixed(0)} ms; ${name} ${median(others).toFixed(0)} ms`;
  return ratioLine(what, ratioOf(own, others), goal, medians);
}

const measureQuarter = (browser: Browser, url: string): Promise<Measurement> =>
  measureOpening(browser, {
    what: '90 days, from click to painted, against Chart.js',
    goal: '<= 0.6',
    ours: [`${url}?story=dense&span=24&now=${NOW}`, { button: '90 d', done: '125,822 readings' }],
    other: [`${url}bare.html?now=${NOW}`, { button: '90 d', done: 'data-drawn' }],
    name: '129600 points as a bare Chart.js line with its decimation',
  });

/** The window offers no more than 90 days: what a year would take if it did. */
const measureYear = (browser: Browser, url: string): Promise<Measurement> =>
  measureOpening(browser, {
    what: '365 days, from click to painted, against uPlot',
    goal: '<= 1.2',
    ours: [`${url}?story=year&span=24&longest=365&now=${NOW}`, { button: '365 d', done: '509,985 readings' }],
    other: [`${url}uplot.html?now=${NOW}`, { button: '365 d', done: 'data-drawn' }],
    name: '525600 points as a line of uPlot',
  });

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

interface Moved {
  what: string;
  /** Whether time moves along, else it grows and shrinks. */
  across: boolean;
  frames: number[][];
}

const framesPerSecond = (frames: readonly number[]): number =>
  (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);

/** Pans and zooms by turns. */
async function measureMoving(page: Page, moves: readonly Omit<Moved, 'frames'>[]): Promise<Measurement[]> {
  const moved: Moved[] = moves.map((move) => ({ ...move, frames: [] }));
  for (let round = 0; round < MOVING_ROUNDS; round++) {
    for (const { across, frames } of moved)
      frames.push(await page.evaluate(turnWheel, { across, milliseconds: MOVING_MS }));
  }
  return moved.map(({ what, frames }) => {
    const rates = frames.map(framesPerSecond);
    const all = frames.flat().toSorted((a, b) => a - b);
    const over = all.filter((frame) => frame > 50).length;
    return {
      what,
      figure: `${median(rates).toFixed(0)} frames/s`,
      goal: '>= 50',
      detail: [
        `${Math.min(...rates).toFixed(0)}-${Math.max(...rates).toFixed(0)} in ${rates.length} rounds`,
        `95 % of ${all.length} frames within ${(all[Math.floor(all.length * 0.95)] ?? 0).toFixed(0)} ms`,
        `the longest ${(all.at(-1) ?? 0).toFixed(0)} ms, ${over} over 50`,
      ].join('; '),
    };
  });
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
    figure: `${(after / before).toFixed(2)} x`,
    goal: '<= 1.1',
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
    goal: '<= 400 kB',
    detail: `${scripts.join(', ')}; when first looked at ${later.join(', ')}`,
  };
}

/** Nothing where there is no Chromium to measure in. */
export async function measure(): Promise<Measurement[]> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    console.error('There is no Chromium to measure in (see scripts/ensure-browser.ts).');
    return [];
  }
  const pages = await servePages(['bare.html', 'uplot.html']);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const measured = [await measureQuarter(browser, pages.url), await measureYear(browser, pages.url)];
    const page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
    const open = async (query: string): Promise<void> => {
      await page.goto(`${pages.url}?now=${NOW}&${query}`);
      await page.waitForTimeout(500);
    };
    await open('story=year&span=8760&longest=365');
    measured.push(
      ...(await measureMoving(page, [
        { what: 'panning 365 days', across: true },
        { what: 'zooming 365 days', across: false },
      ])),
    );
    await open('story=dense&span=2160');
    measured.push(
      ...(await measureMoving(page, [
        { what: 'panning 90 days', across: true },
        { what: 'zooming 90 days', across: false },
      ])),
    );
    await open('story=rich&span=24');
    measured.push(
      ...(await measureMoving(page, [{ what: 'panning 24 hours with all marks', across: true }])),
    );
    measured.push(await measureMemory(page));
    measured.push(measureBundle());
    return measured;
  } finally {
    await browser.close();
    await pages.close();
  }
}
