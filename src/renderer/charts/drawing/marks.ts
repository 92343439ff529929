import { ALARM_KINDS, type AlarmKind } from '../../../shared/alarms/kinds.ts';
import type { AlarmMark } from '../../../shared/chart/requests.ts';
import { nextOffScale } from '../../../shared/chart/reading-blocks.ts';
import { firstFrom, LIVE } from '../../../shared/chart/reading-columns.ts';
import { freshnessOf } from '../../../shared/glucose/freshness.ts';
import type { Span } from '../../../shared/statistics/series.ts';
import { DAY } from '../../../shared/time.ts';
import { setFont } from './canvas-text.ts';
import { xOf, yOf, type Area } from './area.ts';
import type { Palette } from './palette.ts';
import { rangeName } from './range-colors.ts';
import type { Scene } from './scene.ts';

/** Marks closer than this, px, become one. */
const NEAREST = 11;

/** What was held back is shown in views of a few days only: it is seldom asked for later. */
export const showsHeldBack = ({ from, to }: Span): boolean => to - from <= 3.5 * DAY;

/** Scans closer than this in time and value, px, are one. */
const SCAN_ROOM = 3;

/** What stands in front of the readings: scans, those off the scale, the newest one, alarms. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  area: Area,
  scene: Scene,
  palette: Palette,
): void {
  context.save();
  setFont(context, palette);
  drawScans(context, area, scene, palette);
  drawOffScale(context, area, scene, palette);
  drawNewest(context, area, scene, palette);
  for (const { x, kind, held } of alarmMarks(area, scene))
    drawAlarm(context, x, area.top - 10, kind, held, palette);
  context.restore();
}

/** A diamond for an imported scan, off the line: nothing joins it. */
function drawScans(
  context: CanvasRenderingContext2D,
  area: Area,
  { loaded: { scans }, window, target }: Scene,
  palette: Palette,
): void {
  const end = firstFrom(scans.at, window.to);
  let last = { x: -Infinity, y: 0 };
  context.lineWidth = 1.25;
  context.strokeStyle = palette.surface;
  for (let i = firstFrom(scans.at, window.from); i < end; i++) {
    const value = scans.mgdl[i] ?? 0;
    const [x, y] = [xOf(area, scans.at[i] ?? 0), yOf(area, value)];
    if (x - last.x < SCAN_ROOM && Math.abs(y - last.y) < SCAN_ROOM) continue;
    last = { x, y };
    diamond(context, x, y, 4.5);
    context.fillStyle = palette[rangeName(value, target)];
    context.fill();
    context.stroke();
  }
}

/** A triangle for readings off the sensor's scale, at the edge they left it by. */
function drawOffScale(context: CanvasRenderingContext2D, area: Area, scene: Scene, palette: Palette): void {
  const { columns, blocks } = scene.loaded;
  const end = firstFrom(columns.at, scene.window.to);
  const last = { low: -Infinity, high: -Infinity };
  context.lineWidth = 1.5;
  const next = (from: number): number => nextOffScale(columns, blocks, from, end);
  for (let i = next(firstFrom(columns.at, scene.window.from)); i < end; i = next(i + 1)) {
    const mark = columns.offScale[i] ?? 0;
    const side = mark < 0 ? 'low' : 'high';
    const x = xOf(area, columns.at[i] ?? 0);
    if (x - last[side] < NEAREST) continue;
    last[side] = x;
    const y =
      mark < 0
        ? Math.min(yOf(area, columns.mgdl[i] ?? 0), area.bottom) - 6
        : yOf(area, columns.mgdl[i] ?? 0) + 6;
    triangle(context, x, y, 4.5, mark < 0);
    context.fillStyle = palette.surface;
    context.fill();
    context.strokeStyle = mark < 0 ? palette.veryLow : palette.veryHigh;
    context.stroke();
  }
}

/** The newest reading stands out as long as it is the current one; full while it is live and fresh, else a ring. */
function drawNewest(context: CanvasRenderingContext2D, area: Area, scene: Scene, palette: Palette): void {
  const { at, mgdl, offScale, source } = scene.loaded.columns;
  const i = firstFrom(at, Math.min(scene.window.to, scene.now + 1)) - 1;
  const freshness = freshnessOf(at[i] ?? 0, scene.now);
  if (i < 0 || (at[i] ?? 0) < scene.window.from || offScale[i] !== 0) return;
  if (freshness !== 'current' && freshness !== 'delayed') return;
  const value = mgdl[i] ?? 0;
  const full = freshness === 'current' && source[i] === LIVE;
  const color = palette[rangeName(value, scene.target)];
  context.beginPath();
  context.arc(xOf(area, at[i] ?? 0), yOf(area, value), 5, 0, 2 * Math.PI);
  context.fillStyle = full ? color : palette.surface;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = full ? palette.surface : color;
  context.stroke();
}

interface PlacedAlarm {
  x: number;
  kind: AlarmKind;
  held: boolean;
  marks: AlarmMark[];
}

/** The alarms of a view by where their mark stands; those that would overlap share one, of the kind that matters most. */
export function alarmMarks(area: Area, { loaded, window }: Scene): PlacedAlarm[] {
  const placed: PlacedAlarm[] = [];
  for (const mark of loaded.alarms) {
    if (mark.at < window.from || mark.at >= window.to) continue;
    const held = mark.decision === 'heldBack';
    if (held && !showsHeldBack(window)) continue;
    const x = xOf(area, mark.at);
    const before = placed.at(-1);
    if (before && x - before.x < NEAREST) {
      before.marks.push(mark);
      before.held &&= held;
      if (ALARM_KINDS.indexOf(mark.kind) < ALARM_KINDS.indexOf(before.kind)) before.kind = mark.kind;
    } else placed.push({ x, kind: mark.kind, held, marks: [mark] });
  }
  return placed;
}

const ALARM_COLORS: Readonly<Record<AlarmKind, keyof Palette>> = {
  urgentLow: 'veryLow',
  low: 'low',
  fastFall: 'low',
  high: 'high',
  urgentHigh: 'veryHigh',
  noData: 'muted',
  impaired: 'muted',
  sensor: 'muted',
};

/** Low ones point down, high ones up, others are a diamond; filled where it rang, hollow where it was held back. */
export function drawAlarm(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  kind: AlarmKind,
  held: boolean,
  palette: Palette,
): void {
  const color = palette[ALARM_COLORS[kind]];
  if (kind === 'high' || kind === 'urgentHigh') triangle(context, x, y, 5, false);
  else if (kind === 'low' || kind === 'urgentLow' || kind === 'fastFall') triangle(context, x, y, 5, true);
  else diamond(context, x, y, 5);
  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  context.strokeStyle = color;
  context.fillStyle = held ? palette.surface : color;
  context.fill();
  context.stroke();
}

function triangle(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  down: boolean,
): void {
  const tip = down ? size : -size;
  context.beginPath();
  context.moveTo(x - size, y - tip * 0.8);
  context.lineTo(x + size, y - tip * 0.8);
  context.lineTo(x, y + tip);
  context.closePath();
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
}
