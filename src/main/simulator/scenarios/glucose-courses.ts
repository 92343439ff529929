import { MINUTE } from '../../../shared/time.ts';
import { ada } from '../people.ts';
import { LEAD, minutesSince, type Course, type Scenario } from '../scenario.ts';

/** Where the glucose goes and how fast; levels in mg/dL, times in minutes. */
interface Excursion {
  level: number;
  /** mg/dL a minute on the way there, at least… */
  rate: number;
  /** …and more where it would otherwise take longer than this. */
  way: number;
  stays: number;
  back: number;
}

/**
 * The first person's glucose leaves its ordinary day, from wherever it is, stays somewhere and comes back to wherever
 * the day has got to by then. The noise of the sensor goes along, so nothing jumps.
 */
function excursion({ level, rate, way, stays, back }: Excursion, towards: 'low' | 'high') {
  const further = towards === 'low' ? Math.min : Math.max;
  return ((mgdl, at, person, launchedAt, ordinary) => {
    const minute = minutesSince(launchedAt, at) - LEAD;
    if (person.key !== ada.key || minute <= 0) return mgdl;
    const start = ordinary(launchedAt + LEAD * MINUTE);
    // Who is past the level already stays there.
    const end = further(level, start);
    const arrival = Math.min(way, Math.abs(end - start) / rate);
    const noise = mgdl - ordinary(at);
    if (minute < arrival) return start + ((end - start) * minute) / arrival + noise;
    const share = Math.max(0, (minute - arrival - stays) / back);
    if (share >= 1) return mgdl;
    return end + (ordinary(at) - end) * share * share * (3 - 2 * share) + noise;
  }) satisfies Scenario['glucose'];
}

/**
 * The noise reaches 5.5 mg/dL to either side: levels keep that far from the limits they are about. The arrow looks
 * back five minutes: that long a course lasts after the glucose has come back.
 */
export const glucoseCourses = {
  'fast-low': {
    description: 'the first person falls fast to under 54 mg/dL and recovers',
    minutes: 80,
    glucose: excursion({ level: 46, rate: 3, way: 30, stays: 12, back: 30 }, 'low'),
  },
  'high-after-meal': {
    description: 'the first person rises fast to about 290 mg/dL and comes down slowly',
    minutes: 170,
    glucose: excursion({ level: 290, rate: 3, way: 50, stays: 20, back: 90 }, 'high'),
  },
  'compression-low': {
    description: 'the first person lies on the sensor: an abrupt low that ends as abruptly',
    minutes: 45,
    glucose: excursion({ level: 52, rate: 8, way: 10, stays: 17, back: 10 }, 'low'),
  },
  hi: {
    description: 'the first person rises above the scale of the sensor: HI',
    minutes: 105,
    glucose: excursion({ level: 520, rate: 8, way: 40, stays: 15, back: 40 }, 'high'),
  },
  lo: {
    description: 'the first person falls below the scale of the sensor: LO',
    minutes: 80,
    glucose: excursion({ level: 33, rate: 4, way: 30, stays: 12, back: 30 }, 'low'),
  },
} satisfies Record<string, Course>;
