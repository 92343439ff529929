import { isShown, type Decision } from '../../../src/shared/alarms/decisions.ts';
import type { AlarmEvent, Facts, HeardReading } from '../../../src/shared/alarms/events.ts';
import { step } from '../../../src/shared/alarms/machine.ts';
import { DEFAULT_RULES, type AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { initialState, NO_FACTS, type AlarmState } from '../../../src/shared/alarms/state.ts';
import type { OffScale } from '../../../src/shared/glucose/range.ts';
import type { TrendArrow } from '../../../src/shared/glucose/trend.ts';

const MINUTE = 60_000;
/** 20 Nov 2026, 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 20, 12);

export interface ReadingOptions {
  /** How old the reading is when it is heard, minutes; negative: from the future. */
  age?: number;
  trend?: TrendArrow | null;
  offScale?: OffScale | null;
}

/** One person's alarms, told minute by minute. Nothing in it but the machine. */
export class Story {
  state: AlarmState;
  rules: AlarmRules;
  at: number;
  offsetSeconds = 0;
  #lines: string[] = [];
  #facts: Facts = NO_FACTS;
  readonly #start: number;

  constructor(rules: Partial<AlarmRules> = {}, start = NOON) {
    this.rules = { ...DEFAULT_RULES, ...rules };
    this.at = start;
    this.#start = start;
    this.state = initialState(start, { ...NO_FACTS, askedByAnother: true });
    this.#facts = this.state.facts;
  }

  /** Lets something happen now. */
  happen(event: AlarmEvent): Decision[] {
    const now = { at: this.at, offsetSeconds: this.offsetSeconds };
    const { state, decisions } = step(this.state, event, this.rules, now);
    this.state = state;
    for (const decision of decisions) this.#lines.push(this.#line(decision));
    return decisions;
  }

  hear(mgdl: number, { age = 0, trend = 3, offScale = null }: ReadingOptions = {}): this {
    const reading: HeardReading = { measuredAt: this.at - age * MINUTE, mgdl, trend, offScale };
    this.happen({ type: 'reading', reading });
    return this;
  }

  /** Minutes without a reading; the machine looks at the clock all the while. */
  pass(minutes: number): this {
    for (let half = 0; half < minutes * 2; half += 1) {
      this.at += MINUTE / 2;
      this.happen({ type: 'tick' });
    }
    return this;
  }

  /** A reading a minute, each a minute after the one before. */
  hearEachMinute(...values: number[]): this {
    for (const mgdl of values) this.pass(1).hear(mgdl);
    return this;
  }

  learn(facts: Partial<Facts>): this {
    this.#facts = { ...this.#facts, ...facts };
    this.happen({ type: 'facts', facts: this.#facts });
    return this;
  }

  /** What has been decided since the last call, as `+3 low raised belowLimit 69 ♪`; minutes since the beginning. */
  told(): string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  #line(decision: Decision): string {
    const { kind, reason, mgdl, at, sound, until } = decision;
    const minutes = (instant: number): string => `+${Number(((instant - this.#start) / MINUTE).toFixed(1))}`;
    return [
      minutes(at),
      kind,
      decision.decision,
      reason,
      ...(mgdl === null || kind === 'noData' ? [] : [mgdl]),
      ...(until === null ? [] : [`until ${minutes(until)}`]),
      ...(isShown(decision) ? [sound ? '♪' : 'silent'] : []),
    ].join(' ');
  }
}
