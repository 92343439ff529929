import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { zoneOffset } from './civil-time.ts';
import type { SimulatedPerson } from './people.ts';
import { draw, stream } from './random.ts';

/** The steepest a single effect may get, mg/dL a minute: real glucose rarely does more than 3 in all. */
const STEEPEST = 2.4;

/** Something that moves glucose for a while. */
export interface Effect {
  /** ms UTC; nothing happens outside. */
  from: number;
  until: number;
  /** mg/dL added at an instant inside. */
  at(instant: number): number;
}

/** A rise and slow decay, as of food or insulin: `height` is reached `peak` ms after `from`. */
export function surge(from: number, height: number, peak: number): Effect {
  return {
    from,
    until: from + 8 * peak,
    at(instant) {
      const x = (instant - from) / peak;
      return height * (x * Math.exp(1 - x)) ** 2;
    },
  };
}

/** A bell with a flank of its own on each side, as of a low: down over `before` ms, back over `after` ms. */
export function bell(centre: number, height: number, before: number, after: number): Effect {
  return {
    from: centre - before,
    until: centre + after,
    at(instant) {
      const side = instant < centre ? before : after;
      return (height * (1 + Math.cos((Math.PI * (instant - centre)) / side))) / 2;
    },
  };
}

/** Adds up effects at an instant. */
export function sumAt(effects: readonly Effect[], instant: number): number {
  let sum = 0;
  for (const effect of effects) {
    if (instant > effect.from && instant < effect.until) sum += effect.at(instant);
  }
  return sum;
}

/** Random choices of one civil day, by name, so that adding one leaves the others as they are. */
export interface Dice {
  /** 0 ≤ n < 1 */
  roll(what: string): number;
  between(what: string, low: number, high: number): number;
  /** A civil time of the day as ms UTC, `spread` hours either side of `hour`. */
  time(what: string, hour: number, spread: number): number;
  /** True on some days and never false twice running. */
  oftenEnough(what: string): boolean;
}

/** @param day civil days since 1970-01-01 where the person lives */
export function diceOf(seed: number, person: SimulatedPerson, day: number): Dice {
  const midnight = day * DAY - zoneOffset(person.zone, day * DAY);
  const rollOn = (what: string, on: number) => draw(stream(seed, `${person.key}/${what}`), on);
  const between = (what: string, low: number, high: number) => low + (high - low) * rollOn(what, day);
  return {
    roll: (what) => rollOn(what, day),
    between,
    time: (what, hour, spread) => midnight + between(what, hour - spread, hour + spread) * HOUR,
    oftenEnough: (what) => rollOn(what, day) < 0.55 || rollOn(what, day - 1) >= 0.55,
  };
}

/** Food lifts at once; the insulin for it works longer, and more or less of it than was needed. */
function meal(dice: Dice, name: string, hour: number, spread: number, rise: number): Effect[] {
  const start = dice.time(`${name} at`, hour, spread);
  const height = rise * dice.between(`${name} size`, 0.6, 1.3);
  const peak = Math.max(dice.between(`${name} speed`, 60, 80), (height * 1.7) / STEEPEST) * MINUTE;
  const insulin = height * dice.between(`${name} dose`, 0.05, 0.38);
  return [surge(start, height, peak), surge(start, -insulin, 2.6 * peak)];
}

/** Two to four meals, the dawn rise and now and then exercise. */
export function ordinaryEffects(dice: Dice, person: SimulatedPerson): Effect[] {
  const { mealRise, dawnRise, exercise } = person.physiology;
  const effects = [
    bell(dice.time('dawn at', 7, 0.5), dawnRise * dice.between('dawn', 0.4, 1.4), 3 * HOUR, 3 * HOUR),
  ];
  if (dice.roll('breakfast') > 0.12) effects.push(...meal(dice, 'breakfast', 7.4, 0.7, mealRise));
  effects.push(...meal(dice, 'lunch', 12.7, 0.8, mealRise));
  effects.push(...meal(dice, 'dinner', 18.9, 1, mealRise * 1.1));
  if (dice.roll('snack') < 0.4) effects.push(...meal(dice, 'snack', 15.6, 0.6, mealRise * 0.5));
  if (dice.roll('exercise') < exercise) {
    const depth = dice.between('exercise depth', -42, -18);
    effects.push(bell(dice.time('exercise at', 17.2, 0.8), depth, 50 * MINUTE, 110 * MINUTE));
  }
  return effects;
}

/** A meal the insulin did not match: lifts what is there without it to a peak well above 180. */
export function highEffects(dice: Dice, without: (instant: number) => number): Effect[] {
  if (!dice.oftenEnough('high')) return [];
  const morning = dice.roll('high when') < 0.3;
  const peakAt = morning ? dice.time('high at', 9, 0.5) : dice.time('high at', 20.8, 0.9);
  const much = dice.roll('high much') < 0.3;
  const target = much ? dice.between('high to', 262, 305) : dice.between('high to', 205, 245);
  const height = target - without(peakAt);
  if (height <= 0) return [];
  const peak = Math.max(75, (height * 1.7) / STEEPEST) * MINUTE;
  return [surge(peakAt - peak, height, peak)];
}

/** Hours at which lows come: at night, before lunch, late in the afternoon. */
const LOW_HOURS = [3.3, 11.6, 11.6, 17.3] as const;

/** A low: down to a nadir below 70, sugar, back up, sometimes further than meant. */
export function lowEffects(dice: Dice, without: (instant: number) => number): Effect[] {
  if (!dice.oftenEnough('low')) return [];
  const hour = LOW_HOURS[Math.floor(dice.roll('low when') * LOW_HOURS.length)] ?? LOW_HOURS[0];
  const centre = dice.time('low at', hour, 0.7);
  const deep = dice.roll('low deep') < 0.3;
  const nadir = deep ? dice.between('low to', 30, 42) : dice.between('low to', 50, 61);
  const depth = without(centre) - nadir;
  if (depth <= 0) return [];
  const flank = (depth * Math.PI) / 2 / STEEPEST;
  const rebound = surge(centre + 12 * MINUTE, dice.between('rebound', 0, 45), 65 * MINUTE);
  return [bell(centre, -depth, Math.max(70, flank) * MINUTE, Math.max(50, flank) * MINUTE), rebound];
}
