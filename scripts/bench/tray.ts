/** What the icon costs: drawing one that was never drawn, showing one again, and a week of a reading a minute. */
import type { Face } from '../../src/main/desktop/picture/face.ts';
import { drawPicture, Pictures, type PictureStyle } from '../../src/main/desktop/tray/picture/picture.ts';
import { median, milliseconds, type Measurement } from './measuring.ts';

const WEEK = 10_080;
const ROUNDS = 200;
const LOOP = 18_000;
const FACE: Face = {
  text: '12.4',
  tone: 'high',
  shape: 'number',
  wear: 'fresh',
  arrow: 4,
  urgent: false,
  rings: false,
  mark: 'snoozed',
};

const style = (px: number): PictureStyle => ({ px, template: false, theme: 'unknown', palette: 'standard' });
const numbered = (i: number): Face => ({ ...FACE, text: ((40 + (i % 240)) / 10).toFixed(1) });

function drawing(px: number): Measurement {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) times.push(timed(() => drawPicture(numbered(i), style(px))));
  return {
    what: `an icon of ${px} pixels, drawn for the first time`,
    figure: `${median(times).toFixed(2)} ms`,
    goal: '<= 5 ms',
    detail: `median of ${ROUNDS}; the longest ${Math.max(...times).toFixed(1)} ms`,
  };
}

/** Too short for collecting garbage before each. */
function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function repeating(): Measurement {
  const pictures = new Pictures();
  pictures.of(FACE, style(16));
  const repeated = milliseconds(() => {
    for (let i = 0; i < ROUNDS; i++) pictures.of(FACE, style(16));
  });
  const fresh = milliseconds(() => {
    for (let i = 0; i < ROUNDS; i++) drawPicture(FACE, style(16));
  });
  return {
    what: 'the same icon again against a new one, time',
    figure: `${(repeated / fresh).toFixed(3)} x`,
    goal: '<= 0.1',
    detail: `${((1000 * repeated) / ROUNDS).toFixed(1)} µs against ${((1000 * fresh) / ROUNDS).toFixed(0)} µs, 16 pixels`,
  };
}

async function aWeek(): Promise<Measurement> {
  const pictures = new Pictures();
  const update = async (times: number) => {
    for (let i = 0; i < times; i++) {
      pictures.of(numbered(i), style(16));
      // Each in a turn of its own, as they come; zlib gives back its memory in between.
      await new Promise(setImmediate);
    }
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
    globalThis.gc?.();
    return process.memoryUsage();
  };
  const before = await update(WEEK / 10);
  const after = await update(WEEK);
  const grown = after.heapUsed + after.external - before.heapUsed - before.external;
  return {
    what: 'memory after a week of updates against a tenth of it',
    figure: `${(grown / 1024).toFixed(0)} kB`,
    goal: '<= 256 kB',
    detail: `${WEEK} updates, ${pictures.drawn} drawn, ${pictures.size} kept`,
  };
}

/** As nobody's tray is: one after the other, without a pause in which anything is collected. */
function inALoop(): Measurement {
  const rss = () => process.memoryUsage().rss / 1024 ** 2;
  const young = () => process.memoryUsage().heapTotal / 1024 ** 2;
  const [rssBefore, heapBefore] = [rss(), young()];
  for (let i = 0; i < LOOP; i++) drawPicture(numbered(i), style(16));
  return {
    what: 'resident memory that a loop of drawings took',
    figure: `${(rss() - rssBefore).toFixed(0)} MB`,
    goal: 'less',
    detail: `${LOOP} drawings at once; ${(young() - heapBefore).toFixed(0)} MB of it are room that V8 gives young objects`,
  };
}

export async function measure(): Promise<Measurement[]> {
  // First, before anything else has taken memory.
  const loop = inALoop();
  return [drawing(16), drawing(24), drawing(48), repeating(), await aWeek(), loop];
}
