import { KIND_OUTLINES, OUTLINES_SIDE, type Outline } from '../../shared/alarms/kind-outlines.ts';
import type { AlarmKind } from '../../shared/alarms/kinds.ts';

/** Each kind by its shape, which says as much as its colour. */
export function KindShape({ kind }: { kind: AlarmKind }) {
  return (
    <svg class="kind" viewBox={`0 0 ${OUTLINES_SIDE} ${OUTLINES_SIDE}`} aria-hidden="true">
      <path d={KIND_OUTLINES[kind].map((outline) => pathOf(outline)).join(' ')} fill-rule="evenodd" />
    </svg>
  );
}

function pathOf(outline: Outline): string {
  if ('points' in outline) return `M${outline.points.map((point) => point.join(' ')).join('L')}z`;
  const { x, y, radius } = outline;
  const half = (height: number) => `a${radius} ${radius} 0 1 0 0 ${height}`;
  return `M${x} ${y - radius}${half(2 * radius)}${half(-2 * radius)}`;
}
