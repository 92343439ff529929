import { heardReading } from '../shared/alarms/events.ts';
import {
  countEpisodes,
  rehearse,
  type KindCount,
  type RehearsedEpisode,
} from '../shared/alarms/rehearsal.ts';
import type { AlarmRules } from '../shared/alarms/rules.ts';
import { ok, type Result } from '../shared/result.ts';
import { systemOffset } from './civil-time.ts';
import type { GlucoseService } from './service.ts';

const DAY_MS = 86_400_000;

/** One person's last days under some rules. */
export interface Rehearsal {
  readings: number;
  episodes: RehearsedEpisode[];
  /** How many there were of each kind; night is the wearer's. */
  counts: KindCount[];
}

/** Replays the recorded readings of the last `days` × 24 hours; see `rehearse`. */
export function rehearsePerson(
  service: GlucoseService,
  patientId: string,
  rules: AlarmRules,
  days: number,
): Result<Rehearsal> {
  const until = service.now();
  const stored = service.history(patientId, {
    from: { instant: until - days * DAY_MS },
    to: { instant: until },
  });
  if (!stored.ok) return stored;
  const readings = stored.value.map(({ reading }) => reading);
  const episodes = rehearse(readings.map(heardReading), rules, until);
  const wearersOffset = (instant: number) =>
    readings.findLast(
      ({ measuredAt, utcOffsetSeconds }) => measuredAt <= instant && utcOffsetSeconds !== null,
    )?.utcOffsetSeconds ?? systemOffset(instant);
  return ok({
    readings: readings.length,
    episodes,
    counts: countEpisodes(episodes, { night: rules.low.night, offsetAt: wearersOffset, until }),
  });
}
