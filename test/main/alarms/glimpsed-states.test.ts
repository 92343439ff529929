import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { glimpsedStates } from '../../../src/main/alarms/glimpsed-states.ts';
import { keptStates, readKeptStates, type AlarmStates } from '../../../src/main/alarms/kept-state.ts';
import { ALARM_KINDS } from '../../../src/shared/alarms/kinds.ts';
import { step } from '../../../src/shared/alarms/machine.ts';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import { shownAlarms } from '../../../src/shared/alarms/shown-alarm.ts';
import { initialState, type AlarmState } from '../../../src/shared/alarms/state.ts';
import fc from '../../support/seeds.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

/** Values a minute apart, and what a person does in between. */
const course = fc.array(
  fc.record({
    mgdl: fc.integer({ min: 40, max: 400 }),
    act: fc.option(fc.constantFrom('acknowledge', 'snooze', 'snoozeAll')),
    kind: fc.constantFrom(...ALARM_KINDS),
  }),
  { minLength: 1, maxLength: 30 },
);

function lived(
  days: readonly { mgdl: number; act: string | null; kind: (typeof ALARM_KINDS)[number] }[],
): AlarmState {
  let state = initialState(NOON);
  days.forEach(({ mgdl, act, kind }, index) => {
    const at = NOON + index * MINUTE;
    const now = { at, offsetSeconds: 0 };
    const reading = { measuredAt: at, mgdl, offScale: null, trend: null };
    state = step(state, { type: 'reading', reading }, DEFAULT_RULES, now).state;
    if (act === 'acknowledge') state = step(state, { type: act, kind, by: 'test' }, DEFAULT_RULES, now).state;
    if (act === 'snooze')
      state = step(state, { type: act, kind, minutes: 30, by: 'test' }, DEFAULT_RULES, now).state;
    if (act === 'snoozeAll')
      state = step(state, { type: act, scope: 'all', minutes: 60, by: 'test' }, DEFAULT_RULES, now).state;
  });
  return state;
}

const shown = (states: AlarmStates) =>
  [...states]
    .flatMap(([patientId, state]) => shownAlarms(state, { patientId, name: null, unit: null }))
    .map(
      // What an alarm is of is told by who rings; its cause is no matter of a status line.
      (one) => ({ ...one, cause: null }),
    );

describe('alarm states that are only looked at', () => {
  it('show what the whole ones show', () => {
    const dataDir = temporaryDirectory();
    fc.assert(
      fc.property(course, course, (one, other) => {
        const states = new Map([
          [null, lived(other)],
          ['ada', lived(one)],
        ]);
        keptStates(dataDir).keepNow(states);
        expect(shown(glimpsedStates(dataDir))).toEqual(shown(readKeptStates(dataDir)));
      }),
    );
  });

  it('are none where the file cannot be understood', () => {
    const dataDir = temporaryDirectory();
    expect(glimpsedStates(dataDir).size).toBe(0);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        writeFileSync(
          join(dataDir, 'alarms.json'),
          JSON.stringify({ version: 1, states: [{ patientId: 'ada', state: value }] }),
        );
        expect(shown(glimpsedStates(dataDir)).length).toBeLessThanOrEqual(ALARM_KINDS.length);
        writeFileSync(join(dataDir, 'alarms.json'), JSON.stringify(value));
        glimpsedStates(dataDir);
      }),
    );
  });
});
