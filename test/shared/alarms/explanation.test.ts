import { describe, expect, it } from 'vitest';
import {
  explain,
  type PersonThen,
  type Then,
} from '../../../src/shared/messages/sentences/alarm-explanation.ts';
import type { JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import { NOON } from './story.ts';

const MINUTE = 60_000;
const ada: PersonThen = {
  patientId: 'ada',
  name: 'Ada',
  reading: { measuredAt: NOON - MINUTE, mgdl: 250, trend: 3, offScale: null },
  rules: DEFAULT_RULES,
  glucose: String,
};

function entry(minute: number, changes: Partial<JournalEntry>): JournalEntry {
  return {
    patientId: 'ada',
    kind: 'high',
    decision: 'raised',
    reason: 'aboveLimit',
    at: NOON + minute * MINUTE,
    mgdl: 250,
    measuredAt: NOON + minute * MINUTE,
    sound: true,
    since: null,
    until: null,
    by: null,
    ...changes,
  };
}

/** Times as minutes since noon. */
const time = (instant: number): string => `${(instant - NOON) / MINUTE}`;
const about = (entries: JournalEntry[], changes: Partial<Then> = {}): string[] =>
  explain(
    {
      at: NOON,
      watched: { before: { from: NOON - 1e7, to: NOON }, after: null },
      people: [ada],
      entries,
      ...changes,
    },
    time,
  ).slice(2);

describe('explain', () => {
  it.each<[string, JournalEntry[], string]>([
    ['nothing was on', [], 'No alarm about Ada was on.'],
    [
      'it was over',
      [entry(-9, {}), entry(-5, { decision: 'cleared', reason: 'recovered' })],
      'No alarm about Ada was on.',
    ],
    ['it was a test', [entry(-1, { decision: 'test', reason: 'shown' })], 'No alarm about Ada was on.'],
    [
      'it rang and nobody answered',
      [
        entry(-31, {}),
        entry(-1, { decision: 'repeated' }),
        entry(-1, { decision: 'delivery', reason: 'failed' }),
      ],
      'High, Ada: on since -31 (above the limit); rang last at -1 with 250; delivery: failed.',
    ],
    [
      'quiet hours',
      [
        entry(-31, { sound: false }),
        entry(-31, { decision: 'heldBack', reason: 'quietHours', sound: false }),
      ],
      'High, Ada: on since -31 (above the limit); shown at -31 without a sound; ' +
        'held back at -31: quiet hours: shown, but without a sound.',
    ],
    [
      'snoozed',
      [
        entry(-31, {}),
        entry(-30, { decision: 'snoozed', reason: 'byUser', until: NOON + 5 * MINUTE, by: 'tray' }),
      ],
      'High, Ada: on since -31 (above the limit); rang last at -31 with 250; snoozed at -30 by tray, still until 5.',
    ],
    [
      'the snooze is over and nothing new has come',
      [
        entry(-31, {}),
        entry(-30, { decision: 'snoozed', reason: 'byUser', until: NOON - 5 * MINUTE, by: 'tray' }),
      ],
      'High, Ada: on since -31 (above the limit); rang last at -31 with 250; ' +
        'its silence was over at -5; it rings again with the next reading that is beyond.',
    ],
    [
      'what came a little later is part of it, what came much later is not',
      [entry(1, {}), entry(30, { decision: 'repeated', mgdl: 300 })],
      'High, Ada: on since 1 (above the limit); rang last at 1 with 250.',
    ],
  ])('%s', (_, entries, sentence) => expect(about(entries)).toEqual([sentence]));

  it('takes no reading from after that time for one of then', () => {
    const later = { ...ada, reading: { ...ada.reading!, measuredAt: NOON + 6 * MINUTE } };
    expect(
      explain({ at: NOON, watched: { before: null, after: null }, people: [later], entries: [] }, time),
    ).toEqual([
      'Not monitored then: Glucoglance has never been watching in this data folder.',
      'No reading of Ada is recorded up to then.',
      'No alarm about Ada was on.',
    ]);
  });
});

describe('whether anybody was watching', () => {
  const stretch = (from: number, to: number) => ({ from: NOON + from * MINUTE, to: NOON + to * MINUTE });

  it.each([
    ['Glucoglance was watching then: from -60 to 0 without a break.', stretch(-60, 0), null],
    // The end of a stretch is written once a minute.
    ['Glucoglance was watching then: from -60 to -1.5 without a break.', stretch(-60, -1.5), stretch(3, 9)],
    [
      'Not monitored then: from -1.6 to 3 Glucoglance was not running, or the computer slept.',
      stretch(-60, -1.6),
      stretch(3, 9),
    ],
    ['Not monitored then: Glucoglance has not been watching since -30.', stretch(-60, -30), null],
    [
      'Not monitored then: as far back as the journal goes, Glucoglance has been watching since 3 only.',
      null,
      stretch(3, 9),
    ],
  ])('%s', (sentence, before, after) => {
    const told = explain({ at: NOON, watched: { before, after }, people: [], entries: [] }, time);
    expect(told).toEqual([sentence]);
  });
});

describe('the reading of then', () => {
  const judged = (mgdl: number, age: number, rules = DEFAULT_RULES): string => {
    const reading = { measuredAt: NOON - age * MINUTE, mgdl, trend: 3, offScale: null } as const;
    const people = [{ ...ada, reading, rules }];
    const told = explain({ at: NOON, watched: { before: null, after: null }, people, entries: [] }, time)[1]!;
    expect(told).toContain(`The newest recorded reading of Ada up to then is ${mgdl} of ${0 - age}.`);
    return told.slice(told.indexOf('. ') + 2);
  };

  it('is inside the limits, or beyond those that are on', () => {
    expect(judged(240, 1)).toBe('That is inside the limits in force today, 70 to 240.');
    expect(judged(320, 1)).toBe('By the limits in force today that is: high.');
    expect(judged(54, 1)).toBe('By the limits in force today that is: urgent low, low.');
    const noLow = { ...DEFAULT_RULES, low: { ...DEFAULT_RULES.low, on: false } };
    expect(judged(60, 1, noLow)).toBe('That is inside the limits in force today, 70 to 240.');
  });

  it('is too old after a quarter of an hour', () => {
    expect(judged(54, 15)).toBe('By the limits in force today that is: urgent low, low.');
    expect(judged(54, 15.5)).toBe('It was over 15 minutes old, too old to raise or clear an alarm.');
  });

  it('may not be there', () => {
    const people = [{ ...ada, reading: null }];
    const told = explain({ at: NOON, watched: { before: null, after: null }, people, entries: [] }, time);
    expect(told[1]).toBe('No reading of Ada is recorded up to then.');
  });
});

describe('what came to light later', () => {
  const missed = (changes: Partial<JournalEntry> = {}): JournalEntry =>
    entry(30, {
      kind: 'low',
      decision: 'heldBack',
      reason: 'missed',
      mgdl: 52,
      measuredAt: NOON - 2 * MINUTE,
      since: NOON - 10 * MINUTE,
      until: NOON + 10 * MINUTE,
      sound: false,
      ...changes,
    });
  const told = ['Low, Ada: 52 at -2 came to light later and was told at 30, without a sound.'];
  const nothing = ['No alarm about Ada was on.'];

  it('is told of a time within it, its ends among them', () => {
    expect(about([missed()])).toEqual(told);
    expect(about([missed({ since: NOON })])).toEqual(told);
    expect(about([missed({ until: NOON })])).toEqual(told);
    expect(about([missed({ since: NOON + 1 })])).toEqual(nothing);
    expect(about([missed({ until: NOON - 1 })])).toEqual(nothing);
  });

  it('is no alarm that was on, and nothing without its reading', () => {
    expect(about([missed({ at: NOON - MINUTE })])).toHaveLength(1);
    expect(about([missed({ mgdl: null })])).toEqual(nothing);
    expect(about([missed({ measuredAt: null })])).toEqual(nothing);
    expect(about([missed({ since: null })])).toEqual(nothing);
    expect(about([missed({ until: null })])).toEqual(nothing);
    // Neither is anything else that has a beginning and an end.
    expect(about([missed({ reason: 'snoozed' })])).toEqual(nothing);
  });
});

describe('of an alarm', () => {
  it('only what is known is said: a silence without a beginning, a ring without a reading', () => {
    expect(about([entry(-2, { mgdl: null })])).toEqual([
      'High, Ada: on since -2 (above the limit); rang last at -2.',
    ]);
    const silence = { decision: 'acknowledged', reason: 'byUser', by: null } as const;
    expect(about([entry(-1, { ...silence, until: NOON + 5 * MINUTE })])).toEqual([
      'High, Ada: acknowledged at -1, still until 5.',
    ]);
    expect(about([entry(-1, { ...silence, until: NOON })])).toEqual([
      'High, Ada: its silence was over at 0; it rings again with the next reading that is beyond.',
    ]);
  });

  it('what came within two minutes is part of it', () => {
    expect(about([entry(2, {})])).toHaveLength(1);
    expect(about([entry(2, {})])[0]).toContain('on since 2');
    expect(about([entry(2.1, {})])).toEqual(['No alarm about Ada was on.']);
  });

  it('the program’s own come before those of people', () => {
    const told = explain(
      {
        at: NOON,
        watched: { before: null, after: null },
        people: [],
        entries: [entry(-5, { patientId: null, kind: 'impaired', reason: 'storageFailed', mgdl: null })],
      },
      time,
    );
    expect(told).toHaveLength(2);
    expect(told[1]).toContain('on since -5 (readings cannot be recorded); rang last at -5.');
  });
});
