import type { Expected } from '../problems.ts';
import { MINUTE, SECOND } from '../time.ts';

/** Hours of the day in minutes since local midnight, 0-1439. `from` after `to` goes over midnight; none where they are one. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** What every kind but `urgentLow` has: a switch, and hours in which it is shown but makes no sound. */
export interface Rule {
  readonly on: boolean;
  readonly quiet: QuietHours | null;
}

/** A rule about glucose; the limit in integer mg/dL. */
export interface LimitRule extends Rule {
  readonly limit: number;
}

/** When to raise an alarm, per kind. */
export interface AlarmRules {
  /** Below the limit. No quiet hours; switching it off takes a second, confirmed step: `offConfirmed`. */
  readonly urgentLow: { readonly on: boolean; readonly offConfirmed: boolean; readonly limit: number };
  /**
   * Below the limit. `holdWhileRising`: keeps still while glucose is clearly on its way up. `night`: hours in which it rings
   * like an urgent low, none of which may be quiet ones.
   */
  readonly low: LimitRule & { readonly holdWhileRising: boolean; readonly night: QuietHours | null };
  /** Above the limit. `holdWhileFalling`: keeps still while glucose is on its way down. */
  readonly high: LimitRule & { readonly holdWhileFalling: boolean };
  readonly urgentHigh: LimitRule;
  /** Falling fast, below the limit. */
  readonly fastFall: LimitRule;
  /** Nothing new for so many minutes. */
  readonly noData: Rule & { readonly minutes: number };
  readonly impaired: Rule;
  readonly sensor: Rule;
}

/** Source: clinical.md 4.3, which has them from Abbott, Dexcom and the consensus. */
export const DEFAULT_RULES: AlarmRules = {
  urgentLow: { on: true, offConfirmed: false, limit: 55 },
  low: { on: true, quiet: null, limit: 70, holdWhileRising: false, night: null },
  high: { on: true, quiet: null, limit: 240, holdWhileFalling: true },
  urgentHigh: { on: false, quiet: null, limit: 300 },
  fastFall: { on: false, quiet: null, limit: 120 },
  noData: { on: true, quiet: null, minutes: 20 },
  impaired: { on: true, quiet: null },
  sensor: { on: true, quiet: null },
};

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly unit: 'mg/dL' | 'min';
}

/** What each figure may be. */
export const BOUNDS = {
  urgentLow: { least: 50, most: 60, unit: 'mg/dL' },
  low: { least: 60, most: 100, unit: 'mg/dL' },
  high: { least: 120, most: 400, unit: 'mg/dL' },
  urgentHigh: { least: 200, most: 400, unit: 'mg/dL' },
  fastFall: { least: 70, most: 250, unit: 'mg/dL' },
  noData: { least: 15, most: 60, unit: 'min' },
} as const satisfies Record<string, Bounds>;

export type BoundedKind = keyof typeof BOUNDS;

export function isBoundedKind(kind: string): kind is BoundedKind {
  return Object.hasOwn(BOUNDS, kind);
}

/** The figure of a kind: mg/dL, or minutes for `noData`. */
export function figureOf(rules: AlarmRules, kind: BoundedKind): number {
  return kind === 'noData' ? rules.noData.minutes : rules[kind].limit;
}

/** The rules with another figure for a kind, which is switched on by it. Not checked; see `ruleFaults`. */
export function withFigure(rules: AlarmRules, kind: BoundedKind, figure: number): AlarmRules {
  if (kind === 'noData') return { ...rules, noData: { ...rules.noData, on: true, minutes: figure } };
  return { ...rules, [kind]: { ...rules[kind], on: true, limit: figure } };
}

/** What is wrong with a figure: what it should be; null where it is allowed. */
export function figureFault(kind: BoundedKind, figure: number): Expected | null {
  const { least, most, unit } = BOUNDS[kind];
  const isAllowed = Number.isInteger(figure) && figure >= least && figure <= most;
  return isAllowed ? null : { code: 'wholeFigure', least, most, unit };
}

export interface RuleFault {
  kind: BoundedKind;
  figure: number;
  expected: Expected;
  /** Where it is not the figure: hours of the kind that must not overlap. */
  hours?: { night: QuietHours; quiet: QuietHours };
}

/** What is impossible about rules as a whole: figures out of bounds, limits in the wrong order, `urgentLow` off unconfirmed. */
export function ruleFaults(rules: AlarmRules): RuleFault[] {
  const faults: RuleFault[] = [];
  const fault = (kind: BoundedKind, expected: Expected | null): void => {
    if (expected !== null) faults.push({ kind, figure: figureOf(rules, kind), expected });
  };
  for (const kind of Object.keys(BOUNDS) as BoundedKind[])
    fault(kind, figureFault(kind, figureOf(rules, kind)));
  if (rules.urgentLow.limit >= rules.low.limit)
    fault('urgentLow', { code: 'underLow', other: rules.low.limit });
  if (rules.low.limit >= rules.high.limit) fault('low', { code: 'underHigh', other: rules.high.limit });
  if (rules.urgentHigh.on && rules.urgentHigh.limit <= rules.high.limit)
    fault('urgentHigh', { code: 'overHigh', other: rules.high.limit });
  if (!rules.urgentLow.on && !rules.urgentLow.offConfirmed) fault('urgentLow', { code: 'onOrConfirmed' });
  const { night, quiet } = rules.low;
  if (night !== null && quiet !== null && overlap(night, quiet)) {
    const expected = {
      code: 'nightNotQuiet',
      night: hoursText(night),
      quiet: hoursText(quiet),
    } as const;
    faults.push({ kind: 'low', figure: rules.low.limit, expected, hours: { night, quiet } });
  }
  return faults;
}

/** Limits the account uses itself, mg/dL; null where it has none. To be offered, never to be applied unasked. */
export interface AccountLimits {
  low: number | null;
  high: number | null;
}

/** What the account's own limits suggest: those that are allowed here and differ from the rules at hand. */
export function suggestedFigures(
  account: AccountLimits,
  rules: AlarmRules,
): { kind: 'low' | 'high'; figure: number }[] {
  return (['low', 'high'] as const).flatMap((kind) => {
    const figure = account[kind];
    const useful = figure !== null && figureFault(kind, figure) === null && figure !== rules[kind].limit;
    return useful ? [{ kind, figure }] : [];
  });
}

const DAY_MINUTES = 1440;

/** `22:05` */
export function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `22:00-07:00` */
export function hoursText({ from, to }: QuietHours): string {
  return `${clockOf(from)}-${clockOf(to)}`;
}

/** What is offered for the night, and for quiet hours to begin with. */
export const USUAL_NIGHT: QuietHours = { from: 22 * 60, to: 7 * 60 };

/** Whether some minute of the day is in both. */
export function overlap(one: QuietHours | null, other: QuietHours | null): boolean {
  const both = (minute: number) => isQuiet(one, minute * MINUTE, 0) && isQuiet(other, minute * MINUTE, 0);
  // Hours that meet do so at the beginning of one of them.
  return [one, other].some((hours) => hours !== null && both(hours.from));
}

/**
 * Whether a clock shows quiet hours.
 *
 * @param at ms UTC
 * @param offsetSeconds the clock minus UTC at that instant; it may be another in the next minute
 */
export function isQuiet(quiet: QuietHours | null, at: number, offsetSeconds: number): boolean {
  if (quiet === null) return false;
  const minutes = Math.floor((at + offsetSeconds * SECOND) / MINUTE);
  const ofDay = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  if (quiet.from <= quiet.to) return ofDay >= quiet.from && ofDay < quiet.to;
  return ofDay >= quiet.from || ofDay < quiet.to;
}
