import { heardReading, type HeardReading } from '../../../shared/alarms/events.ts';
import {
  countEpisodes,
  rehearse,
  type KindCount,
  type RehearsedEpisode,
} from '../../../shared/alarms/rehearsal.ts';
import type { AlarmRules } from '../../../shared/alarms/rules.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import type { AwaySummary } from '../../../shared/state/notices.ts';
import type { Result } from '../../../shared/result.ts';
import { DAY } from '../../../shared/time.ts';
import { systemOffset } from '../../time/civil-time.ts';
import { read, type Place } from './place.ts';

/** One person's last days under some rules. */
export interface Rehearsal {
  readings: number;
  episodes: RehearsedEpisode[];
  /** How many there were of each kind; night is the wearer's. */
  counts: KindCount[];
}

/** Replays the recorded readings of the last `days` × 24 hours; see `rehearse`. */
export function rehearsal(
  place: Place,
  { patientId, rules, days }: { patientId: string; rules: AlarmRules; days: number },
): Result<Rehearsal> {
  const until = place.now;
  return read(place, (stored) => {
    const readings = heard(stored.readings(patientId, { from: until - days * DAY, to: until }));
    const episodes = rehearse(heardInSteps(readings, place), rules, until);
    const offsetAt = (instant: number) =>
      readings.findLast(
        ({ measuredAt, utcOffsetSeconds }) => measuredAt <= instant && utcOffsetSeconds !== null,
      )?.utcOffsetSeconds ?? systemOffset(instant);
    const counts = countEpisodes(episodes, { night: rules.low.night, offsetAt, until });
    return { readings: readings.length, episodes, counts };
  });
}

/** What was imported no alarm has ever judged. */
function heard(readings: readonly Reading[]): Reading[] {
  return readings.filter(({ source }) => source !== 'import');
}

function* heardInSteps(readings: readonly Reading[], { goOn }: Place): Iterable<HeardReading> {
  for (const reading of readings) {
    goOn();
    yield heardReading(reading);
  }
}

/** What the recorded readings of some people did in a time, ms UTC; whoever has none is left out. */
export function away(
  place: Place,
  {
    people,
    from,
    to,
  }: { people: readonly { patientId: string; rules: AlarmRules }[]; from: number; to: number },
): Result<Omit<AwaySummary, 'name'>[]> {
  return read(place, (stored) =>
    people.flatMap(({ patientId, rules }) => {
      const readings = heard(stored.readings(patientId, { from, to })).map(heardReading);
      if (readings.length === 0) return [];
      const episodes = rehearse(readings, rules, to);
      const number = (...kinds: string[]) =>
        Math.max(...kinds.map((kind) => episodes.filter((one) => one.kind === kind).length));
      const lowest = readings.reduce((least, one) => (one.mgdl < least.mgdl ? one : least));
      return [
        {
          patientId,
          readings: readings.length,
          lows: number('low', 'urgentLow'),
          highs: number('high', 'urgentHigh'),
          lowest: { mgdl: lowest.mgdl, at: lowest.measuredAt },
        },
      ];
    }),
  );
}
