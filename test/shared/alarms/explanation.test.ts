import { describe, expect, it } from 'vitest';
import { explain, type PersonThen, type Then } from '../../../src/shared/alarms/explanation.ts';
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
