import { DAY, MINUTE } from '../../shared/time.ts';
import { diceOf, highEffects, lowEffects, ordinaryEffects, sumAt, type Effect } from './day-plan.ts';
import type { SimulatedPerson } from './people.ts';
import { drift, stream } from './random.ts';

/** Somebody's glucose at any instant (ms UTC), mg/dL, unrounded, between 40 and 400. */
export interface Glucose {
  /** What is truly there: smooth, the base of the trend. */
  trueAt: (instant: number) => number;
  /** What the sensor says each minute: with its noise. */
  measuredAt: (instant: number) => number;
  /** What the sensor keeps for the graph: without the fast part of the noise. */
  smoothedAt: (instant: number) => number;
}

/** Days kept in memory per layer; a fortnight's logbook walks through fifteen of them. */
const DAYS_KEPT = 40;

function rememberDays(plan: (day: number) => Effect[]): (day: number) => Effect[] {
  const kept = new Map<number, Effect[]>();
  return (day) => {
    const known = kept.get(day);
    if (known) return known;
    if (kept.size >= DAYS_KEPT) kept.clear();
    const effects = plan(day);
    kept.set(day, effects);
    return effects;
  };
}

/**
 * Sums a layer over the civil days whose effects can reach an instant, whatever zone they are counted in. The
 * insulin of a large dinner is still felt a little the day after the next.
 */
function layerOf(plan: (day: number) => Effect[]): (instant: number) => number {
  const effectsOf = rememberDays(plan);
  return (instant) => {
    const day = Math.floor(instant / DAY);
    let sum = 0;
    for (let near = day - 2; near <= day + 1; near += 1) sum += sumAt(effectsOf(near), instant);
    return sum;
  };
}

/** Bends what runs out of the believable: nearly untouched to 80 and 230, never below 46 or above 360. */
function bend(mgdl: number): number {
  if (mgdl < 80) return 80 - 34 * Math.tanh((80 - mgdl) / 34);
  return mgdl > 230 ? 230 + 130 * Math.tanh((mgdl - 230) / 130) : mgdl;
}

/**
 * A model of one person's glucose: a basal level that wanders, meals with their insulin, dawn, exercise, highs
 * and lows. Pure in (seed, person, instant): it keeps no state but a memory of days it can work out again.
 */
export function glucoseOf(seed: number, person: SimulatedPerson): Glucose {
  const named = (name: string) => stream(seed, `${person.key}/${name}`);
  const [wander, ripple] = [named('basal'), named('ripple')];
  const [slow, fast] = [named('slow noise'), named('fast noise')];
  const ordinary = layerOf((day) => ordinaryEffects(diceOf(seed, person, day), person));
  const basal = (at: number) =>
    person.physiology.basal + 14 * drift(wander, at, 9 * 60 * MINUTE) + 8 * drift(ripple, at, 85 * MINUTE);
  const usual = (at: number) => basal(at) + ordinary(at);
  const highs = layerOf((day) => highEffects(diceOf(seed, person, day), usual));
  const withHighs = (at: number) => usual(at) + highs(at);
  const lows = layerOf((day) => lowEffects(diceOf(seed, person, day), withHighs));

  const trueAt = (at: number) => bend(withHighs(at) + lows(at));
  const smoothedAt = (at: number) => trueAt(at) + 3.5 * drift(slow, at, 25 * MINUTE);
  const measuredAt = (at: number) => smoothedAt(at) + 2 * drift(fast, at, 4 * MINUTE);
  return { trueAt, smoothedAt, measuredAt };
}
