import type { Status } from '../status.ts';

/** How a bar may dress the value; English always. */
export type ValueClass = 'low' | 'in-range' | 'high' | 'urgent-low' | 'urgent-high' | 'no-data';

export function valueClass({ range, urgent }: Status): ValueClass {
  if (range === null) return 'no-data';
  if (range === 'in_range') return 'in-range';
  return urgent ? `urgent-${range}` : range;
}

/**
 * All that a bar may dress a status by: how fresh it is, where it stands, and what else there is to see. What is stale
 * has no range: its colour would tell of another time.
 */
export function statusClasses(status: Status): string[] {
  const { freshness, alarm, snoozedUntil, link, demo } = status;
  return [
    freshness ?? 'old',
    freshness === 'stale' ? [] : valueClass(status),
    alarm?.phase === 'active' ? 'alarm' : [],
    snoozedUntil === null ? [] : 'snoozed',
    link.code === 'notWatching' ? 'not-watching' : [],
    link.code === 'problem' ? 'problem' : [],
    demo ? 'demo' : [],
  ].flat();
}
