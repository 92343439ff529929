import type { GlucoseRange } from '../../../shared/chart/glucose-axis.ts';
import type { Span } from '../../../shared/statistics/series.ts';

/** Room around the plot, CSS pixels: values at the left, alarms above, times below. */
export const MARGIN = { left: 44, top: 32, bottom: 42 } as const;

/** Room a time on the axis needs, px. */
export const TICK_ROOM = 82;

/** Room for the limits at the right; in a narrow window for their values without their names. */
export const namesLimits = (width: number): boolean => width >= 560;
const rightMargin = (width: number): number => (namesLimits(width) ? 98 : 38);

/** Where time and glucose lie on the canvas, CSS pixels. */
export interface Area {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  window: Span;
  range: GlucoseRange;
}

export function areaOf(width: number, height: number, window: Span, range: GlucoseRange): Area {
  return {
    width,
    height,
    left: MARGIN.left,
    right: width - rightMargin(width),
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
    window,
    range,
  };
}

export function xOf({ left, right, window }: Area, instant: number): number {
  return left + ((instant - window.from) / (window.to - window.from)) * (right - left);
}

export function yOf({ top, bottom, range }: Area, mgdl: number): number {
  return bottom - ((mgdl - range.min) / (range.max - range.min)) * (bottom - top);
}

export function instantAt({ left, right, window }: Area, x: number): number {
  return window.from + ((x - left) / (right - left)) * (window.to - window.from);
}

/** How much time a pixel is, ms. */
export function msPerPixel({ left, right, window }: Area): number {
  return (window.to - window.from) / Math.max(1, right - left);
}
