import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartDataset,
  type Plugin,
} from 'chart.js';
import { drawnPoints } from '../../../shared/chart/drawn-points.ts';
import { glucoseRange, glucoseTicks } from '../../../shared/chart/glucose-axis.ts';
import { extentIn } from '../../../shared/chart/reading-blocks.ts';
import { firstFrom } from '../../../shared/chart/reading-columns.ts';
import { groupOf } from '../../../shared/chart/reading-groups.ts';
import { timeTicks } from '../../../shared/chart/time-marks.ts';
import { DAY } from '../../../shared/time.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { drawBackdrop } from './backdrop.ts';
import { areaOf, MARGIN, TICK_ROOM, type Area } from './area.ts';
import { readersOffset, tickLabels } from './times.ts';
import { columnTime, drawDenseLine, thicket, type DenseLine } from './dense-lines.ts';
import { aloneDots, drawnSeries, type DrawnSeries } from './drawn-series.ts';
import { drawMarks } from './marks.ts';
import { faded, type Palette } from './palette.ts';
import { rangeBands, rangeGradient } from './range-colors.ts';
import type { Scene } from './scene.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** Pixels a reading needs for a dot of its own. */
const DOT_ROOM = 6;
/** Below this there is no room for anything, px. */
const SMALLEST = 120;

const base = { parsing: false, normalized: true } as const;
// Colours of points are named even where no point is drawn: taken from the line's, each would be looked up by itself.
const line = {
  ...base,
  borderJoinStyle: 'bevel' as const,
  pointRadius: 0,
  pointBorderColor: '#000',
  pointBackgroundColor: '#000',
};
const dots = { ...base, showLine: false, pointStyle: 'circle' };
type Dataset = ChartDataset<'line'>;
type Options = NonNullable<ChartConfiguration<'line'>['options']>;

/** The canvas of the chart: Chart.js draws axes, lines and dots, we what is behind and in front of them. */
export class GlucoseCanvas {
  readonly #canvas: HTMLCanvasElement;
  /** null before the first drawing: only then is it known how large it is. */
  #chart: Chart<'line'> | null = null;
  #scene: Scene | null = null;
  #palette: Palette | null = null;
  #area: Area | null = null;
  /** Drawn by us, where there are too many readings for strokes. */
  #dense: readonly DenseLine[] = [];
  #labels = new Map<number, string[]>();
  /** The same ones in every drawing: for others Chart.js would make everything anew. */
  readonly #datasets: Record<keyof DrawnSeries, Dataset> = {
    historyLine: { data: [], ...line, borderWidth: 1.25 },
    liveLine: { data: [], ...line },
    historyDots: { data: [], ...dots, pointBorderWidth: 1.5 },
    liveDots: { data: [], ...dots, pointBorderWidth: 0 },
  };

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Where the last drawing put things; null before the first. */
  get area(): Area | null {
    return this.#area;
  }

  /** Draws a scene on a canvas of so many CSS pixels. Nothing where there is no room, as in a hidden window. */
  draw(scene: Scene, palette: Palette, width: number, height: number): void {
    if (width < SMALLEST || height < SMALLEST) return;
    const { columns, starts } = scene.loaded;
    const [start, end] = [firstFrom(columns.at, scene.window.from), firstFrom(columns.at, scene.window.to)];
    const area = areaOf(width, height, scene.window, this.#rangeOf(scene));
    const roomy = (end - start) * DOT_ROOM <= area.right - area.left;
    const bands = rangeBands(scene.target, palette);
    const calmBands = rangeBands(scene.target, softened(palette));
    const dense = thicket(scene, area);
    const series = dense
      ? aloneDots(dense.alone, columns)
      : drawnSeries(drawnPoints(columns, starts, scene.window, columnTime(area)), columns, roomy);
    this.#dense = dense
      ? [
          { spans: dense.history, bands: calmBands, width: 1.25 },
          { spans: dense.live, bands, width: 1.5 },
        ]
      : [];
    [this.#scene, this.#palette, this.#area] = [scene, palette, area];

    const context = this.#canvas.getContext('2d')!;
    const color = rangeGradient(context, area, bands);
    const calm = rangeGradient(context, area, calmBands);
    const pointRadius = roomy
      ? Math.min(3.5, ((area.right - area.left) / Math.max(1, end - start)) * 0.3)
      : 3;
    const { historyLine, liveLine, historyDots, liveDots } = this.#datasets;
    Object.assign(historyLine, { data: series.historyLine, borderColor: calm });
    Object.assign(liveLine, {
      data: series.liveLine,
      borderColor: roomy ? calm : color,
      borderWidth: roomy || isLong(scene) ? 1.5 : 2,
    });
    Object.assign(historyDots, {
      data: series.historyDots,
      pointRadius,
      pointBackgroundColor: palette.surface,
      pointBorderColor: color,
    });
    Object.assign(liveDots, { data: series.liveDots, pointRadius, pointBackgroundColor: color });
    this.#update(area, scene, palette);
  }

  /** Has Chart.js draw, once: its own resizing draws as well, and so does making it. */
  #update(area: Area, scene: Scene, palette: Palette): void {
    const { width, height } = area;
    const chart = this.#chart;
    if (chart === null) {
      const configuration = this.#configuration();
      this.#setScales(configuration.options!, area, scene, palette);
      Object.assign(this.#canvas, { width, height });
      this.#chart = new Chart(this.#canvas, configuration);
      return;
    }
    this.#setScales(chart.options, area, scene, palette);
    const isSame =
      chart.width === width && chart.height === height && chart.currentDevicePixelRatio === devicePixelRatio;
    if (isSame) chart.update('none');
    else chart.resize(width, height);
  }

  destroy(): void {
    this.#chart?.destroy();
  }

  #rangeOf({ loaded: { columns, blocks, scans }, window }: Scene): Area['range'] {
    const start = firstFrom(columns.at, window.from);
    const end = firstFrom(columns.at, window.to, start);
    const { low, high } = extentIn(columns, blocks, start, end);
    const beside = groupOf(scans, window);
    return glucoseRange(Math.min(low, beside?.min ?? Infinity), Math.max(high, beside?.max ?? -Infinity));
  }

  #setScales(options: Options, area: Area, scene: Scene, palette: Palette): void {
    const { window, range, width, left, right } = area;
    const { x, y } = options.scales!;
    options.layout!.padding = { top: MARGIN.top, right: width - right, left: 0, bottom: 0 };
    Object.assign(x!, { min: window.from, max: window.to });
    Object.assign(y!, { min: range.min, max: range.max });
    const ticks = timeTicks(window, Math.floor((right - left) / TICK_ROOM), readersOffset);
    this.#labels = tickLabels(ticks);
    for (const scale of [x!, y!]) {
      Object.assign(scale.ticks!, { color: palette.muted, font: { family: palette.font, size: 11 } });
    }
    y!.ticks!.callback = (value) => glucoseNumber(Number(value), scene.unit);
  }

  #configuration(): ChartConfiguration<'line'> {
    const plugin: Plugin<'line'> = {
      id: 'glucose',
      beforeDatasetsDraw: ({ ctx }) => {
        if (!this.#scene || !this.#palette || !this.#area) return;
        drawBackdrop(ctx, this.#area, this.#scene, this.#palette);
        for (const one of this.#dense) drawDenseLine(ctx, this.#area, one);
      },
      afterDatasetsDraw: ({ ctx }) => {
        if (this.#scene && this.#palette && this.#area)
          drawMarks(ctx, this.#area, this.#scene, this.#palette);
      },
    };
    return {
      type: 'line',
      data: { datasets: Object.values(this.#datasets) },
      plugins: [plugin],
      options: {
        animation: false,
        responsive: false,
        maintainAspectRatio: false,
        events: [],
        layout: { autoPadding: false },
        clip: 4,
        scales: {
          x: {
            type: 'linear',
            grid: { display: false },
            border: { display: false },
            ticks: {
              autoSkip: false,
              // Their room is fixed, so hardly any need to be measured.
              sampleSize: 1,
              maxRotation: 0,
              align: 'center',
              callback: (at) => this.#labels.get(Number(at)),
            },
            afterBuildTicks: (scale) => {
              scale.ticks = [...this.#labels.keys()].map((value) => ({ value }));
            },
            // A fixed size: what is drawn around the chart knows where it is, and nothing moves when labels change.
            afterFit: (scale) => {
              scale.height = MARGIN.bottom;
              scale.paddingLeft = scale.paddingRight = 0;
            },
          },
          y: {
            type: 'linear',
            grid: { display: false },
            border: { display: false },
            ticks: { autoSkip: false, sampleSize: 1 },
            afterBuildTicks: (scale) => {
              const ticks = glucoseTicks(scale, this.#scene?.unit ?? 'mgdl');
              scale.ticks = ticks.map((value) => ({ value }));
            },
            afterFit: (scale) => {
              scale.width = MARGIN.left;
              scale.paddingTop = scale.paddingBottom = 0;
            },
          },
        },
      },
    };
  }
}

/** Of many days the line is a thicket: a thin one shows more of it. */
function isLong({ window }: Scene): boolean {
  return window.to - window.from > 4 * DAY;
}

/** For lines that lead the eye from dot to dot without competing with them. */
function softened(palette: Palette): Palette {
  const soft = (color: string): string => faded(color, 0.55);
  const { veryLow, low, in: inside, high, veryHigh } = palette;
  return {
    ...palette,
    veryLow: soft(veryLow),
    low: soft(low),
    in: soft(inside),
    high: soft(high),
    veryHigh: soft(veryHigh),
  };
}
