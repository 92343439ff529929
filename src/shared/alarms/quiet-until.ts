import type { SnoozeScope } from './events.ts';
import type { ShownAlarm } from './shown-alarm.ts';

/** How long snoozed alarms keep still, ms UTC, and whether that is about more than highs; null: nothing is snoozed. */
export function quietUntil(
  alarms: readonly ShownAlarm[],
  now: number,
): { until: number; scope: SnoozeScope } | null {
  const silences = alarms.flatMap(({ kind, phase, until }) =>
    phase === 'snoozed' && until !== null && until > now ? [{ kind, until }] : [],
  );
  if (silences.length === 0) return null;
  const isHighs = silences.every(({ kind }) => kind === 'high' || kind === 'urgentHigh');
  return { until: Math.max(...silences.map(({ until }) => until)), scope: isHighs ? 'highs' : 'all' };
}
