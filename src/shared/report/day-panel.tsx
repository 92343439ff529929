import type { ComponentChildren } from 'preact';
import type { DayLine } from './clinic-figures.ts';
import { xOf, yOf, type Box } from './pattern-shape.ts';

/** One day, midnight to midnight, its line over the target; no line across a gap. */
export function DayPanel({ day, low, high, size, children }: DayPanelProps) {
  const box: Box = { left: 0, top: 0, width: size.width, height: size.height };
  return (
    <svg class="day-panel" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      <rect class="ground" x="0" y="0" width={size.width} height={size.height} />
      <rect
        class="target-band"
        x="0"
        y={yOf(high, box)}
        width={size.width}
        height={yOf(low, box) - yOf(high, box)}
      />
      <path class="noon" d={`M${size.width / 2} 0v${size.height}`} />
      {day.runs.map((run) => (
        <path key={run[0]?.[0]} class="line" d={runPath(run, box)} />
      ))}
      {children}
    </svg>
  );
}

interface DayPanelProps {
  day: DayLine;
  /** Ends of the target, mg/dL. */
  low: number;
  high: number;
  size: { width: number; height: number };
  /** What is drawn on top of the line. */
  children?: ComponentChildren;
}

const two = (number: number): string => String(Math.round(number * 100) / 100);

/** A run of neighbouring values. */
export function runPath(run: readonly [minute: number, mgdl: number][], box: Box): string {
  const points = run.map(([minute, mgdl]) => `${two(xOf(minute, box))} ${two(yOf(mgdl, box))}`);
  // A value alone is a dot: a line of no length with round ends.
  return points.length === 1 ? `M${points[0]}h0.01` : `M${points.join('L')}`;
}
