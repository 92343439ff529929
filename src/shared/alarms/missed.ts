import type { HeardReading } from './events.ts';
import { causeOf } from './glucose-conditions.ts';
import type { GlucoseKind } from './kinds.ts';
import type { AlarmRules } from './rules.ts';

/** What is told of, the first that applies; a past fast fall is of no use to anybody. */
const TOLD: readonly GlucoseKind[] = ['urgentLow', 'low', 'urgentHigh', 'high'];

/** The one thing worth telling of readings that came to light late; null: none was beyond a limit. */
export function worstMissed(
  readings: readonly HeardReading[],
  rules: AlarmRules,
): { kind: GlucoseKind; reading: HeardReading } | null {
  for (const kind of TOLD) {
    if (!rules[kind].on) continue;
    const beyond = readings.filter((reading) => causeOf(kind, reading, rules) !== null);
    const [first] = beyond;
    if (!first) continue;
    const isLow = kind === 'urgentLow' || kind === 'low';
    const reading = beyond.reduce((worst, one) =>
      (isLow ? one.mgdl < worst.mgdl : one.mgdl > worst.mgdl) ? one : worst,
    );
    return { kind, reading };
  }
  return null;
}
