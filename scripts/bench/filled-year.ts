import { openHistory } from '../../src/main/history/history.ts';
import { ada, ben } from '../../src/main/simulator/people.ts';
import { systemClock } from '../../src/main/time/clock.ts';
import type { Reading } from '../../src/shared/glucose/reading.ts';
import type { Result } from '../../src/shared/result.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
export const YEAR_DAYS = 365;

/**
 * The history of the simulator's two people: a year at a reading a minute. What comes later from the simulator goes on
 * from it.
 *
 * @param now where it ends, ms UTC
 * @param days of them
 */
export function fillYear(path: string, now: number, days = YEAR_DAYS): void {
  const history = must(openHistory(path, systemClock));
  const end = Math.floor(now / MINUTE) * MINUTE;
  for (const { patientId, firstName, lastName } of [ada, ben]) {
    must(
      history.rememberPerson({
        patientId,
        firstName,
        lastName,
        target: { low: 70, high: 180 },
        unit: 'mgdl',
      }),
    );
    for (let day = days; day > 0; day--) {
      const start = end - day * DAY_MINUTES * MINUTE;
      const readings = Array.from({ length: DAY_MINUTES }, (_, i): Reading => ({
        patientId,
        measuredAt: start + i * MINUTE,
        mgdl: Math.round(140 + 60 * Math.sin((i + day) / 97)),
        offScale: null,
        trend: null,
        color: null,
        utcOffsetSeconds: 3600,
        sensorSerial: `0HPD${String(Math.floor(day / 14)).padStart(6, '0')}`,
        target: { low: 70, high: 180 },
        source: 'live',
      }));
      must(history.record(readings));
    }
  }
  history.close();
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}
