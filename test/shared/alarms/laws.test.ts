import { expect, it } from 'vitest';
import type { Decision } from '../../../src/shared/alarms/decisions.ts';
import type { AlarmEvent, HeardReading } from '../../../src/shared/alarms/events.ts';
import {
  ALARM_KINDS,
  isGlucoseKind,
  isHigherPriority,
  SNOOZE_ALL_MINUTES,
  TIMING,
  type AlarmKind,
} from '../../../src/shared/alarms/kinds.ts';
import { step } from '../../../src/shared/alarms/machine.ts';
import { DEFAULT_RULES, overlap, type AlarmRules } from '../../../src/shared/alarms/rules.ts';
import { initialState, NO_FACTS, type AlarmState } from '../../../src/shared/alarms/state.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** How often the machine looks at the clock. */
const CYCLE = 30 * SECOND;
/** Two hours before the clocks of Berlin go back. */
const START = Date.UTC(2026, 9, 24, 23);
const CLOCK_GOES_BACK = Date.UTC(2026, 9, 25, 1);

interface Input {
  event: AlarmEvent;
  rules: AlarmRules;
  now: { at: number; offsetSeconds: number };
  output: Decision[];
}

/** The machine at work, everything that was put in and came out, and the laws that must hold at any moment. */
class Watched {
  readonly initial = initialState(START, { ...NO_FACTS, answeredAt: START });
  readonly inputs: Input[] = [];
  state: AlarmState = this.initial;
  rules: AlarmRules = DEFAULT_RULES;
  at = START;
  /** What the clock showed if nobody had ever set it back: durations are measured on it. */
  elapsed = 0;
  /** Sounds, on that scale. */
  readonly sounds: { at: number; decision: Decision }[] = [];
  /** Latest end each kind may be silenced to, on that scale. */
  readonly silencedTo = new Map<AlarmKind, number>();

  happen(event: AlarmEvent): Decision[] {
    const now = { at: this.at, offsetSeconds: this.#offsetSeconds() };
    const { state, decisions } = step(this.state, event, this.rules, now);
    this.inputs.push({ event, rules: this.rules, now, output: decisions });
    this.state = state;
    for (const decision of decisions) this.#listen(decision);
    this.#checkSilences();
    this.#checkUnanswered();
    return decisions;
  }

  pass(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= CYCLE) {
      this.move(Math.min(left, CYCLE));
      this.happen({ type: 'tick' });
    }
  }

  /** Time passes and nobody looks. */
  move(milliseconds: number): void {
    this.at += milliseconds;
    this.elapsed += milliseconds;
  }

  /** The clock is set back: where it had leapt after all, that time has not passed. */
  takeBack(milliseconds: number): void {
    const { leap } = this.state;
    if (leap === null) return;
    const taken = Math.min(milliseconds, leap.to - leap.from);
    const leaptAt = this.elapsed - (this.at - leap.to);
    for (const sound of this.sounds) if (sound.at >= leaptAt) sound.at -= taken;
    this.elapsed -= taken;
  }

  #listen(decision: Decision): void {
    const { kind, until, at } = decision;
    if (decision.decision === 'snoozed' || decision.decision === 'acknowledged') {
      const most = Math.max(
        TIMING[kind].acknowledgedMs,
        SNOOZE_ALL_MINUTES * MINUTE,
        (TIMING[kind].snoozeMinutes.at(-1) ?? 0) * MINUTE,
      );
      expect(until! - at, 'a silence has an end that is allowed').toBeLessThanOrEqual(most);
      if (kind === 'urgentLow') expect(until! - at).toBeLessThanOrEqual(30 * MINUTE);
      this.silencedTo.set(kind, this.elapsed + until! - at);
    }
    if (!decision.sound) return;
    const { sounds, elapsed } = this;
    for (const { at: before, decision: last } of sounds.slice(-5)) {
      if (elapsed - before >= 5 * MINUTE) continue;
      const stepsUp = isHigherPriority(decision.priority, last.priority);
      const wakes = kind === 'urgentLow' || (kind === 'low' && this.#isNight());
      const saysLess = last.kind !== kind && last.kind !== 'urgentLow';
      expect(stepsUp || (wakes && saysLess), `${last.kind} and ${kind} within five minutes`).toBe(true);
    }
    sounds.push({ at: elapsed, decision });
    // A silence that still holds and was not broken by something worse keeps its kind still.
    expect(this.state.kinds[kind].silence, `${kind} while silenced`).toBeNull();
  }

  #checkSilences(): void {
    for (const kind of ALARM_KINDS) {
      const { silence, on, beyondSince } = this.state.kinds[kind];
      if (silence === null) continue;
      expect(silence.until, `the silence of ${kind} is over`).toBeGreaterThan(this.at);
      const end = this.silencedTo.get(kind) ?? 0;
      expect(this.elapsed + silence.until - this.at, `the silence of ${kind} grew`).toBeLessThanOrEqual(end);
      expect(on !== null || isGlucoseKind(kind) || silence.ahead || beyondSince !== null).toBe(true);
    }
  }

  /**
   * An urgent low, and a low in its night hours, goes on ringing until somebody answers it, by the newest reading there is,
   * however old.
   */
  #checkUnanswered(): void {
    const { newest } = this.state;
    if (this.#isUnanswered('urgentLow') && this.#isUrgent(newest)) this.#expectHeard('urgentLow');
    const isHeld = this.rules.low.holdWhileRising || this.state.kinds.urgentLow.on !== null;
    if (isHeld || !this.rules.low.on || !this.#isNight() || !this.#isUnanswered('low')) return;
    if (newest !== null && isBelow(newest, this.rules.low.limit)) this.#expectHeard('low', 'urgentLow');
  }

  #expectHeard(...kinds: AlarmKind[]): void {
    const heard = this.sounds.findLast(({ decision }) => kinds.includes(decision.kind));
    expect(this.elapsed - (heard?.at ?? -Infinity), `an unanswered ${kinds[0]}`).toBeLessThan(5 * MINUTE);
  }

  #isNight(): boolean {
    const { night } = this.rules.low;
    const minute = Math.floor((this.at + this.#offsetSeconds() * SECOND) / MINUTE) % 1440;
    if (night === null) return false;
    const [after, before] = [minute >= night.from, minute < night.to];
    return night.from <= night.to ? after && before : after || before;
  }

  #offsetSeconds(): number {
    return this.at < CLOCK_GOES_BACK ? 7200 : 3600;
  }

  /** Told of, not over, answered by nobody, and no sleep lies in between. */
  #isUnanswered(one: 'urgentLow' | 'low'): boolean {
    const { on, raised, rearmed, silence, waiting } = this.state.kinds[one];
    return on !== null && raised !== null && !rearmed && silence === null && !waiting;
  }

  #isUrgent(reading: HeardReading | null): boolean {
    if (reading === null || !this.rules.urgentLow.on) return false;
    return isBelow(reading, this.rules.urgentLow.limit);
  }

  hear(reading: HeardReading): void {
    const { kinds } = this.state;
    const newest = this.state.newest?.measuredAt ?? -Infinity;
    const age = this.at - reading.measuredAt;
    const isNewest = reading.measuredAt > newest && age >= -5 * MINUTE;
    const isJudged = isNewest && age <= 15 * MINUTE;
    if (!isJudged) {
      // What time alone does is done first, so that all that follows is the reading's doing.
      this.happen({ type: 'tick' });
      // An old one that is the newest there is can show that a low nobody has answered is as bad as ever.
      const ringsOn = (kind: AlarmKind) =>
        isNewest &&
        ((kind === 'urgentLow' && this.#isUnanswered(kind) && this.#isUrgent(reading)) ||
          (kind === 'low' &&
            this.#isUnanswered(kind) &&
            this.#isNight() &&
            isBelow(reading, this.rules.low.limit)));
      // That the first reading ever is an old one is no news of glucose, but it is missing data.
      const told = this.happen({ type: 'reading', reading })
        .filter(
          ({ kind, decision }) => decision === 'cleared' || (decision !== 'heldBack' && kind !== 'noData'),
        )
        .filter(({ kind, decision }) => !(decision === 'repeated' && ringsOn(kind)));
      expect(told, 'a reading that is old, early, known or out of order').toEqual([]);
      return;
    }
    this.happen({ type: 'reading', reading });
    if (!this.#isUrgent(reading)) return;
    const silenced = this.state.kinds.urgentLow.silence !== null && kinds.urgentLow.silence !== null;
    const heard = this.sounds.findLast(({ decision }) => decision.kind === 'urgentLow');
    const recently = heard !== undefined && this.elapsed - heard.at <= 5 * MINUTE;
    expect(silenced || recently, 'a fresh urgent low is heard').toBe(true);
  }

  /** What comes out depends on nothing but what goes in, a restart in between or not. */
  checkReplay(): void {
    let state = this.initial;
    for (const { event, rules, now, output } of this.inputs) {
      const again = step(JSON.parse(JSON.stringify(state)) as AlarmState, event, rules, now);
      expect(again.decisions).toEqual(output);
      state = again.state;
    }
    expect(state).toEqual(this.state);
  }
}

function isBelow({ offScale, mgdl }: HeardReading, limit: number): boolean {
  return offScale === 'LO' || (offScale === null && mgdl < limit);
}

interface Model {
  steps: number;
}
type Command = fc.Command<Model, Watched>;

const command = (name: string, run: (watched: Watched) => void): Command => ({
  check: () => true,
  run(model, watched) {
    model.steps += 1;
    run(watched);
  },
  toString: () => name,
});

const mgdl = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 40, max: 90 }) },
  { weight: 2, arbitrary: fc.integer({ min: 200, max: 330 }) },
  { weight: 1, arbitrary: fc.integer({ min: 40, max: 500 }) },
);
const trend = fc.constantFrom(null, 1, 2, 3, 4, 5) as fc.Arbitrary<HeardReading['trend']>;
const offScale = fc.oneof(
  { weight: 20, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom('HI' as const, 'LO' as const) },
);
const hours = fc.record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1439 }) });
const by = 'somebody';
const kind = fc.constantFrom(...ALARM_KINDS);

const commands: fc.Arbitrary<Command>[] = [
  fc.tuple(mgdl, trend, offScale, fc.integer({ min: 0, max: 4 })).map(([value, arrow, scale, age]) =>
    command(`reading ${value} ${scale ?? ''} ${age} min old`, (watched) => {
      watched.pass(MINUTE);
      const measuredAt = watched.at - age * MINUTE;
      watched.hear({ measuredAt, mgdl: value, trend: arrow, offScale: scale });
    }),
  ),
  // The same value for a while, as a course of glucose mostly is.
  fc.tuple(mgdl, fc.integer({ min: 2, max: 25 })).map(([value, minutes]) =>
    command(`${minutes} readings of ${value}`, (watched) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        watched.pass(MINUTE);
        watched.happen({ type: 'facts', facts: { ...watched.state.facts, answeredAt: watched.at } });
        watched.hear({ measuredAt: watched.at, mgdl: value, trend: 3, offScale: null });
      }
    }),
  ),
  fc
    .integer({ min: 1, max: 90 })
    .map((minutes) => command(`gap ${minutes} min`, (watched) => watched.pass(minutes * MINUTE))),
  // Old, known, out of order, from the future: all that a late batch can bring.
  fc.array(fc.tuple(mgdl, fc.integer({ min: -60, max: 240 })), { minLength: 1, maxLength: 6 }).map((batch) =>
    command(`late batch ${JSON.stringify(batch)}`, (watched) => {
      for (const [value, age] of batch)
        watched.hear({ measuredAt: watched.at - age * MINUTE, mgdl: value, trend: null, offScale: null });
    }),
  ),
  fc.integer({ min: 1, max: 600 }).map((minutes) =>
    command(`sleep ${minutes} min`, (watched) => {
      watched.move(minutes * MINUTE);
      watched.happen({ type: 'resumed' });
    }),
  ),
  fc.integer({ min: 0, max: 600 }).map((minutes) =>
    command(`restart after ${minutes} min`, (watched) => {
      watched.state = JSON.parse(JSON.stringify(watched.state)) as AlarmState;
      watched.move(minutes * MINUTE);
      watched.happen({ type: 'resumed' });
      watched.pass(CYCLE);
      watched.happen({ type: 'asked' });
    }),
  ),
  fc
    .tuple(kind, fc.integer({ min: 1, max: 300 }))
    .map(([one, minutes]) =>
      command(
        `snooze ${one} ${minutes} min`,
        (watched) => void watched.happen({ type: 'snooze', kind: one, minutes, by }),
      ),
    ),
  fc
    .tuple(fc.constantFrom('all' as const, 'highs' as const), fc.integer({ min: 1, max: 300 }))
    .map(([scope, minutes]) =>
      command(
        `snooze ${scope} ${minutes} min`,
        (watched) => void watched.happen({ type: 'snoozeAll', scope, minutes, by }),
      ),
    ),
  fc.constant(command('end of snooze', (watched) => void watched.happen({ type: 'endSnooze', by }))),
  kind.map((one) =>
    command(`undo ${one}`, (watched) => void watched.happen({ type: 'undoSilence', kind: one, by })),
  ),
  kind.map((one) =>
    command(`acknowledge ${one}`, (watched) => void watched.happen({ type: 'acknowledge', kind: one, by })),
  ),
  fc.integer({ min: -600, max: 600 }).map((minutes) =>
    command(`clock set by ${minutes} min`, (watched) => {
      // Forward cannot be told from sleep; back is what the machine makes good.
      if (minutes > 0) watched.elapsed += minutes * MINUTE;
      else watched.takeBack(-minutes * MINUTE);
      watched.at += minutes * MINUTE;
      watched.happen({ type: 'tick' });
    }),
  ),
  fc.constant(
    command('the night the clocks change', (watched) => {
      watched.move(Math.max(0, CLOCK_GOES_BACK - watched.at - 10 * MINUTE));
      watched.pass(20 * MINUTE);
    }),
  ),
  fc
    .record({
      limits: fc.tuple(fc.integer({ min: 61, max: 100 }), fc.integer({ min: 120, max: 300 })),
      quiet: fc.option(hours),
      night: fc.option(hours),
      optional: fc.boolean(),
    })
    .map(({ limits: [low, high], quiet, night: wished, optional }) => {
      const night = overlap(quiet, wished) ? null : wished;
      return command(`settings ${low}-${high} ${JSON.stringify({ quiet, night })}`, (watched) => {
        watched.rules = {
          ...DEFAULT_RULES,
          low: { ...DEFAULT_RULES.low, limit: low, quiet, night, holdWhileRising: optional },
          high: { ...DEFAULT_RULES.high, limit: high, quiet },
          noData: { ...DEFAULT_RULES.noData, quiet },
          urgentHigh: { on: optional, limit: 301, quiet },
          fastFall: { on: optional, limit: 120, quiet },
          sensor: { on: !optional, quiet },
        };
        watched.happen({ type: 'settings' });
      });
    }),
  fc
    .constantFrom(null, 'signInNeeded' as const, 'storageFailed' as const, 'clockWrong' as const)
    .chain((impaired) =>
      fc.constantFrom(null, 'sensorEnded' as const, 'sensorWarmingUp' as const).map((cause) =>
        command(`facts ${impaired} ${cause}`, (watched) => {
          const sensor = cause && { cause, until: watched.at + 60 * MINUTE };
          const facts = { ...watched.state.facts, answeredAt: watched.at, impaired, sensor };
          watched.happen({ type: 'facts', facts });
        }),
      ),
    ),
];

it('holds its laws whatever happens', () => {
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 40 }), (sequence) => {
      const watched = new Watched();
      fc.modelRun(() => ({ model: { steps: 0 }, real: watched }), sequence);
      watched.checkReplay();
    }),
    { numRuns: runs(500, 10_000) },
  );
}, 3_600_000);
