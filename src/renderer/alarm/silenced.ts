import { alarmKey, strongestOf, UNDO_SHOWN_MS, type ShownAlarm } from '../../shared/alarms/shown-alarm.ts';

/** Alarms that were silenced a moment ago, and until when that is worth a card, by their keys. */
export type JustSilenced = ReadonlyMap<string, number>;

/** @param now ms, by the same clock each time */
export function withJustSilenced(
  known: JustSilenced,
  before: readonly ShownAlarm[],
  after: readonly ShownAlarm[],
  now: number,
): JustSilenced {
  const rang = new Set(before.filter(({ phase }) => phase === 'active').map(alarmKey));
  const silenced = after.filter(({ phase }) => phase !== 'active').map(alarmKey);
  return new Map(
    silenced.flatMap((key) => {
      const until = rang.has(key) ? now + UNDO_SHOWN_MS : known.get(key);
      return until === undefined || until <= now ? [] : [[key, until]];
    }),
  );
}

/** Those to show: what a stronger one of the same person took with it comes back with it. */
export function shownSilenced(alarms: readonly ShownAlarm[], known: JustSilenced, now: number): ShownAlarm[] {
  return strongestOf(alarms.filter((one) => (known.get(alarmKey(one)) ?? 0) > now));
}
