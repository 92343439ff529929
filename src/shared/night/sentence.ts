import { percentText } from '../messages/figures.ts';
import { say } from '../messages/say.ts';
import { listText } from '../messages/sentences/lists.ts';
import type { NightCause } from './causes.ts';

/** What would keep an alarm of tonight from coming or being noticed, in one sentence. @param causes at least one */
export function nightSentence(causes: readonly NightCause[]): string {
  return say('night.sentence', { causes: nightClauses(causes) });
}

/** The same as a part of a sentence. */
export function nightClauses(causes: readonly NightCause[]): string {
  const clauses = causes.map((one) => clauseOf(one));
  const last = clauses.pop() ?? '';
  return clauses.length === 0 ? last : say('night.and', { first: listText(clauses), last });
}

function clauseOf(cause: NightCause): string {
  if (cause.code === 'sleepsAfter') return say('night.causes.sleepsAfter', cause);
  if (cause.code === 'batteryLow')
    return say('night.causes.batteryLow', { percent: percentText(cause.percent / 100) });
  return say(`night.causes.${cause.code}`);
}
