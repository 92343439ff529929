import { kindPath, OUTLINES_SIDE } from '../../shared/alarms/kind-outlines.ts';
import type { AlarmKind } from '../../shared/alarms/kinds.ts';

/** Each kind by its shape, which says as much as its colour. */
export function KindShape({ kind }: { kind: AlarmKind }) {
  return (
    <svg class="kind" viewBox={`0 0 ${OUTLINES_SIDE} ${OUTLINES_SIDE}`} aria-hidden="true">
      <path d={kindPath(kind)} fill-rule="evenodd" />
    </svg>
  );
}
