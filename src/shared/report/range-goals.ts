import { unitLabel, type Unit } from '../glucose/units.ts';
import { glucoseNumber, percentText } from '../messages/figures.ts';
import { say } from '../messages/say.ts';
import { LIMITS, type ConsensusRange } from '../statistics/ranges.ts';
import type { Targets } from '../statistics/target-sets.ts';

/** From where to where a range of a target set reaches, `70–180 mg/dL`. */
export function boundsText(range: ConsensusRange, { low, high, veryHigh }: Targets, unit: Unit): string {
  const number = (mgdl: number) => glucoseNumber(mgdl, unit);
  const label = unitLabel(unit);
  switch (range) {
    case 'veryLow':
      return `< ${number(LIMITS.veryLow)} ${label}`;
    case 'low':
      return `${number(LIMITS.veryLow)}–${number(low - 1)} ${label}`;
    case 'inRange':
      return `${number(low)}–${number(high)} ${label}`;
    case 'high':
      return veryHigh === null
        ? `> ${number(high)} ${label}`
        : `${number(high + 1)}–${number(veryHigh)} ${label}`;
    case 'veryHigh':
      return `> ${number(veryHigh ?? high)} ${label}`;
  }
}

/** The goal that a target set has for a range; empty where there is none. */
export function goalText(range: ConsensusRange, { goals, veryHigh }: Targets): string {
  const percent = (share: number) => percentText(share / 100);
  if (range === 'inRange') return say('clinic.goals.over', { percent: percent(goals.inRange) });
  if (range === 'low') return say('clinic.goals.below', { percent: percent(goals.below) });
  if (range === 'high')
    return say(veryHigh === null ? 'clinic.goals.under' : 'clinic.goals.above', {
      percent: percent(goals.above),
    });
  const goal = goals[range];
  return goal === null ? '' : say('clinic.goals.under', { percent: percent(goal) });
}
