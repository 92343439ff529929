import { offScaleAt, sourceAt } from '../../../shared/chart/reading-columns.ts';
import { firstFrom, type ReadingColumns } from '../../../shared/chart/reading-columns.ts';
import { ageSeconds } from '../../../shared/glucose/freshness.ts';
import { SCALE } from '../../../shared/glucose/range.ts';
import { unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { agoText } from '../../../shared/messages/sentences/durations.ts';
import { alarmMarkText } from '../../../shared/messages/sentences/alarm.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { instantAt, xOf, yOf, type Area } from '../drawing/area.ts';
import { clockText } from '../../../shared/messages/times.ts';
import { dayTimeText, timeBeside } from '../drawing/times.ts';
import { alarmMarks } from '../drawing/marks.ts';
import { rangeName, type RangeName } from '../drawing/range-colors.ts';
import type { Scene } from '../drawing/scene.ts';

/** A reading is pointed at from this far, px. */
const REACH = 24;
const MARK_REACH = 7;

/** What the pointer or the keys point at: a place on the canvas, and what there is to say about it. */
export interface Pointed {
  x: number;
  /** null: no reading, but a gap or a mark. */
  y: number | null;
  range: RangeName | null;
  value: string | null;
  lines: string[];
}

/** Value with unit; at an end of the scale LO or HI with what that end is. */
export function readingText(columns: ReadingColumns, i: number, { unit }: Pick<Scene, 'unit'>): string {
  const mark = offScaleAt(columns, i);
  const shown = (mgdl: number): string => `${glucoseNumber(mgdl, unit)} ${unitLabel(unit)}`;
  if (mark === null) return shown(columns.mgdl[i] ?? 0);
  return say(`chart.offScale.${mark}`, { end: shown(mark === 'LO' ? SCALE.low : SCALE.high) });
}

/** The reading at an index: value, range, time, age, source. */
export function pointedReading(columns: ReadingColumns, i: number, area: Area, scene: Scene): Pointed {
  const [at, mgdl] = [columns.at[i] ?? 0, columns.mgdl[i] ?? 0];
  const range = rangeName(mgdl, scene.target);
  return {
    x: xOf(area, at),
    y: yOf(area, mgdl),
    range,
    value: readingText(columns, i, scene),
    lines: [
      `${say(`chart.ranges.${range}`)} · ${dayTimeText(at)}`,
      `${agoText(ageSeconds(at, scene.now))} · ${say(`chart.sources.${sourceAt(columns, i)}`)}`,
    ],
  };
}

/** What lies nearest to a place on the canvas. */
export function pointedAt(x: number, area: Area, scene: Scene): Pointed | null {
  if (x < area.left - REACH || x > area.right + REACH) return null;
  const reading = nearest(scene.loaded.columns, x, area, REACH);
  const marks = marksNear(x, area, scene);
  if (reading !== null) {
    const pointed = pointedReading(scene.loaded.columns, reading, area, scene);
    return { ...pointed, lines: [...pointed.lines, ...marks] };
  }
  const gap = gapText(x, area, scene);
  const lines = gap === null ? marks : [gap, ...marks];
  return lines.length === 0 ? null : { x, y: null, range: null, value: null, lines };
}

/** The instant a click is about: of the reading that is pointed at, else of the place; never ahead of now. */
export function askedAt(x: number, area: Area, scene: Scene): number {
  const reading = nearest(scene.loaded.columns, x, area, REACH);
  const at = reading === null ? instantAt(area, x) : (scene.loaded.columns.at[reading] ?? 0);
  return Math.round(Math.min(at, scene.now));
}

/** The index of the one in the view that is nearest to a place, if it is within reach of it. */
function nearest({ at }: ReadingColumns, x: number, area: Area, reach: number): number | null {
  const [start, end] = [firstFrom(at, area.window.from), firstFrom(at, area.window.to)];
  const next = firstFrom(at, instantAt(area, x));
  const distance = (i: number): number =>
    i < start || i >= end ? Infinity : Math.abs(xOf(area, at[i] ?? 0) - x);
  const found = distance(next - 1) <= distance(next) ? next - 1 : next;
  return distance(found) <= reach ? found : null;
}

function marksNear(x: number, area: Area, scene: Scene): string[] {
  const { scans, sensorChanges } = scene.loaded;
  const alarms = alarmMarks(area, scene)
    .filter((placed) => Math.abs(placed.x - x) <= MARK_REACH)
    .flatMap(({ marks }) => marks)
    .slice(0, 3)
    .map((mark) => alarmMarkText(mark, clockText(mark.at)));
  const scan = nearest(scans, x, area, MARK_REACH);
  const changed = sensorChanges.find((at) => Math.abs(xOf(area, at) - x) <= MARK_REACH);
  return [
    ...(scan === null ? [] : [scanText(scans, scan, scene)]),
    ...alarms,
    ...(changed === undefined ? [] : [`${say('chart.newSensor')} ${dayTimeText(changed)}`]),
  ];
}

function scanText(scans: ReadingColumns, i: number, scene: Scene): string {
  return `${say('chart.sources.scan')} · ${clockText(scans.at[i] ?? 0)} · ${readingText(scans, i, scene)}`;
}

function gapText(x: number, area: Area, scene: Scene): string | null {
  const gap = scene.gaps.find(({ from, to }) => xOf(area, from) <= x && x <= xOf(area, to));
  if (!gap) return null;
  return gap.to >= scene.now
    ? say('chart.noDataSince', { from: dayTimeText(gap.from) })
    : say('chart.noData', { from: dayTimeText(gap.from), to: timeBeside(gap.to, gap.from) });
}

/** The crosshair and the words beside it; placed by script, since no style comes with the page. */
export function ChartTooltip({ pointed, area }: { pointed: Pointed; area: Area }) {
  const leftward = pointed.x > (area.left + area.right) / 2;
  const place = (element: HTMLElement | null): void => {
    if (!element) return;
    const y = pointed.y ?? area.top;
    const above = y - element.offsetHeight - 14;
    element.style.left = `${pointed.x}px`;
    element.style.top = `${above > 4 ? above : y + 14}px`;
  };
  const along = (element: HTMLElement | null): void => {
    if (!element) return;
    element.style.left = `${pointed.x}px`;
    element.style.top = `${area.top}px`;
    element.style.height = `${area.bottom - area.top}px`;
  };
  const dot = (element: HTMLElement | null): void => {
    if (!element) return;
    element.style.left = `${pointed.x}px`;
    element.style.top = `${pointed.y}px`;
  };
  return (
    <>
      <span class="chart-crosshair" ref={along} />
      {pointed.y !== null && <span class={`chart-dot chart-range-${pointed.range}`} ref={dot} />}
      <div class={`chart-tooltip ${leftward ? 'leftward' : ''}`} ref={place} data-testid="chart-tooltip">
        {pointed.value !== null && (
          <strong class={`chart-range-${pointed.range}`}>
            <span class="chart-tooltip-value">{pointed.value}</span>
          </strong>
        )}
        {pointed.lines.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </div>
    </>
  );
}
