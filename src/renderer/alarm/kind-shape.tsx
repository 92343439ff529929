import type { AlarmKind } from '../../shared/alarms/kinds.ts';

/** Each kind by its shape: urgent ones have two triangles, what is not about a value has a sign of its own. */
const PATHS: Readonly<Record<AlarmKind, string>> = {
  urgentLow: 'M3 4h18l-9 9z M3 13h18l-9 9z',
  low: 'M3 7h18l-9 11z',
  fastFall: 'M10 3h4v10h5l-7 8-7-8h5z',
  high: 'M3 18h18L12 7z',
  urgentHigh: 'M3 11h18L12 2z M3 20h18l-9-9z',
  noData:
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 3a7 7 0 0 1 4.3 1.5l-9.8 9.8A7 7 0 0 1 12 5m0 14a7 7 0 0 1-3.4-.9l9.5-9.5A7 7 0 0 1 12 19',
  impaired: 'M12 2 1.5 21h21zm-1.2 7h2.4v6h-2.4zm0 7.6h2.4V19h-2.4z',
  sensor: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 5.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7',
};

export function KindShape({ kind }: { kind: AlarmKind }) {
  return (
    <svg class="kind" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[kind]} fill-rule="evenodd" />
    </svg>
  );
}
