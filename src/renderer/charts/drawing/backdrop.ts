import { glucoseTicks } from '../../../shared/chart/glucose-axis.ts';
import { USUAL_STEP_MINUTES } from '../../../shared/chart/requests.ts';
import { clockChanges, midnights, timeTicks } from '../../../shared/chart/time-marks.ts';
import { unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { spanText } from '../../../shared/messages/sentences/durations.ts';
import { DAY, MINUTE } from '../../../shared/time.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { hairline, LABEL_SIZE, plate, setFont } from './canvas-text.ts';
import { namesLimits, TICK_ROOM, xOf, yOf, type Area } from './area.ts';
import { readersOffset, timeBeside } from './times.ts';
import { faded, type Palette } from './palette.ts';
import type { ChartLimits, Scene } from './scene.ts';

/** What lies behind the readings, which no label may hide: target, usual range, gaps, grid, limits, changes of sensor. */
export function drawBackdrop(
  context: CanvasRenderingContext2D,
  area: Area,
  scene: Scene,
  palette: Palette,
): void {
  context.save();
  setFont(context, palette);
  drawTarget(context, area, scene, palette);
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  context.clip();
  drawUsual(context, area, scene, palette);
  drawGrid(context, area, scene, palette);
  drawGaps(context, area, scene, palette);
  context.restore();
  drawLimits(context, area, scene, palette);
  drawSensorChanges(context, area, scene, palette);
  nameGaps(context, area, scene, palette);
  context.restore();
}

function drawTarget(
  context: CanvasRenderingContext2D,
  area: Area,
  { target, unit }: Scene,
  palette: Palette,
): void {
  const [top, bottom] = [yOf(area, target.high), yOf(area, target.low)];
  context.fillStyle = palette.band;
  context.fillRect(area.left, top, area.right - area.left, bottom - top);
  context.fillStyle = palette.muted;
  context.fillText(unitLabel(unit), 8, 12);
}

function drawUsual(context: CanvasRenderingContext2D, area: Area, { usual }: Scene, palette: Palette): void {
  if (usual === null) return;
  const { day, band } = usual;
  const x = (i: number): number => xOf(area, Math.min(day.from + i * USUAL_STEP_MINUTES * MINUTE, day.to));
  const fill = (low: Float32Array, high: Float32Array, alpha: number): void => {
    context.fillStyle = faded(palette.usual, alpha);
    // Times of day that too few days tell of are left out.
    for (let start = 0; start < low.length; start++) {
      if (Number.isNaN(low[start])) continue;
      let end = start;
      while (end + 1 < low.length && !Number.isNaN(low[end + 1])) end++;
      context.beginPath();
      for (let i = start; i <= end; i++) context.lineTo(x(i), yOf(area, high[i] ?? 0));
      if (end === low.length - 1) context.lineTo(xOf(area, day.to), yOf(area, high[end] ?? 0));
      if (end === low.length - 1) context.lineTo(xOf(area, day.to), yOf(area, low[end] ?? 0));
      for (let i = end; i >= start; i--) context.lineTo(x(i), yOf(area, low[i] ?? 0));
      context.fill();
      start = end;
    }
  };
  fill(band.p5, band.p95, 0.13);
  fill(band.p25, band.p75, 0.2);
}

function drawGrid(context: CanvasRenderingContext2D, area: Area, scene: Scene, palette: Palette): void {
  const { window } = scene;
  for (const mgdl of glucoseTicks(area.range, scene.unit)) {
    const y = yOf(area, mgdl);
    hairline(context, palette.grid, [area.left, y], [area.right, y]);
  }
  const width = area.right - area.left;
  for (const at of timeTicks(window, Math.floor(width / TICK_ROOM), readersOffset)) {
    const x = xOf(area, at);
    hairline(context, palette.grid, [x, area.top], [x, area.bottom]);
  }
  // Of a view of months every midnight would be a fence.
  const days = (window.to - window.from) / DAY;
  if (width / days >= 40) {
    for (const at of midnights(window, readersOffset)) {
      const x = xOf(area, at);
      hairline(context, faded(palette.muted, 0.45), [x, area.top], [x, area.bottom]);
    }
  }
  if (scene.now < window.to) {
    const x = xOf(area, scene.now);
    hairline(context, faded(palette.muted, 0.6), [x, area.top], [x, area.bottom], [1, 3]);
  }
  if (days > 8) return;
  for (const { at, byMs } of clockChanges(window, readersOffset)) {
    const x = xOf(area, at);
    hairline(context, faded(palette.ink, 0.6), [x, area.top], [x, area.bottom], [2, 2]);
    const by = spanText(Math.abs(byMs) / MINUTE);
    plate(
      context,
      byMs > 0 ? say('chart.clockForward', { hours: by }) : say('chart.clockBack', { hours: by }),
      x + 8,
      area.top + 60,
      palette,
    );
  }
}

function drawGaps(context: CanvasRenderingContext2D, area: Area, scene: Scene, palette: Palette): void {
  for (const { from, to } of scene.gaps) {
    if (to < scene.window.from || from > scene.window.to) continue;
    const [left, right] = [Math.max(area.left, xOf(area, from)), Math.min(area.right, xOf(area, to))];
    const pattern = right - left < 2 ? null : hatching(context, palette);
    if (pattern === null) continue;
    context.fillStyle = pattern;
    context.fillRect(left, area.top, right - left, area.bottom - area.top);
  }
}

/** A gap narrower than this has no room for any words, px. */
const NAME_ROOM = 24;

/** Says in each gap that is wide enough from when to when it is. */
function nameGaps(context: CanvasRenderingContext2D, area: Area, scene: Scene, palette: Palette): void {
  for (const { from, to } of scene.gaps) {
    const [left, right] = [Math.max(area.left, xOf(area, from)), Math.min(area.right, xOf(area, to))];
    if (right - left < NAME_ROOM) continue;
    const whole =
      to >= scene.now
        ? say('chart.noDataSince', { from: timeBeside(from, scene.now) })
        : say('chart.noData', { from: timeBeside(from, scene.window.to), to: timeBeside(to, from) });
    const text = [whole, say('chart.noDataFor')].find(
      (one) => context.measureText(one).width + 14 < right - left,
    );
    if (text === undefined) continue;
    const width = context.measureText(text).width;
    plate(context, text, (left + right - width) / 2, area.top + 36, palette);
  }
}

const patterns = new Map<string, CanvasPattern | null>();

/** Thin slanting lines, one pattern for each colour. */
function hatching(context: CanvasRenderingContext2D, { muted }: Palette): CanvasPattern | null {
  const known = patterns.get(muted);
  if (known !== undefined) return known;
  const tile = new OffscreenCanvas(16, 16);
  const on = tile.getContext('2d');
  if (!on) return null;
  on.scale(2, 2);
  on.strokeStyle = faded(muted, 0.3);
  on.lineWidth = 0.8;
  for (const shift of [-8, 0, 8]) {
    on.beginPath();
    on.moveTo(shift - 1, 9);
    on.lineTo(shift + 9, -1);
    on.stroke();
  }
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(0.5));
  patterns.set(muted, pattern);
  return pattern;
}

const LIMIT_COLORS = {
  urgentLow: 'veryLow',
  low: 'low',
  high: 'high',
  urgentHigh: 'veryHigh',
} as const satisfies Record<keyof ChartLimits, keyof Palette>;

/** The lines of the target and of the alarms' limits, named at the right edge, where nothing covers them. */
function drawLimits(context: CanvasRenderingContext2D, area: Area, scene: Scene, palette: Palette): void {
  const names = Object.keys(LIMIT_COLORS) as (keyof ChartLimits)[];
  const lines = names.flatMap((name) => {
    const mgdl = scene.limits[name];
    return mgdl === null || mgdl > area.range.max
      ? []
      : [{ mgdl, text: say(`chart.limits.${name}`), color: palette[LIMIT_COLORS[name]], dash: [5, 4] }];
  });
  for (const mgdl of [scene.target.low, scene.target.high]) {
    if (lines.some((line) => line.mgdl === mgdl)) continue;
    lines.push({ mgdl, text: say('chart.target'), color: palette.bandEdge, dash: [] });
  }
  lines.sort((a, b) => b.mgdl - a.mgdl);
  let lowestText = -Infinity;
  for (const { mgdl, text, color, dash } of lines) {
    const y = yOf(area, mgdl);
    hairline(context, faded(color, 0.75), [area.left, y], [area.right, y], dash);
    const at = Math.max(y, lowestText + LABEL_SIZE + 2);
    lowestText = at;
    context.fillStyle = palette.ink;
    context.fillText(glucoseNumber(mgdl, scene.unit), area.right + 6, at);
    if (!namesLimits(area.width)) continue;
    const width = context.measureText(glucoseNumber(mgdl, scene.unit)).width;
    context.fillStyle = palette.muted;
    context.fillText(text, area.right + 10 + width, at);
  }
}

function drawSensorChanges(
  context: CanvasRenderingContext2D,
  area: Area,
  { loaded, window }: Scene,
  palette: Palette,
): void {
  let free = area.left;
  for (const at of loaded.sensorChanges) {
    if (at < window.from || at >= window.to) continue;
    const x = xOf(area, at);
    hairline(context, faded(palette.ink, 0.7), [x, area.top], [x, area.bottom], [6, 4]);
    const width = context.measureText(say('chart.newSensor')).width;
    const left = x + 8 + width < area.right ? x + 9 : x - width - 9;
    if (left < free) continue;
    free = left + width + 16;
    plate(context, say('chart.newSensor'), left, area.top + 12, palette, palette.ink);
  }
}
