import { describe, expect, it } from 'vitest';
import type { EntryInCourse } from '../../../src/shared/alarms/journal-entry.ts';
import {
  journalCells,
  journalHeadings,
  journalSentence,
} from '../../../src/shared/messages/sentences/journal.ts';
import { MINUTE } from '../../../src/shared/time.ts';
import { NOON } from '../../support/readings.ts';

const writer = {
  name: 'Ada',
  glucose: (mgdl: number) => `${mgdl} mg/dL`,
  time: (instant: number) => new Date(instant).toISOString().slice(11, 16),
};

const entry = (changes: Partial<EntryInCourse>): EntryInCourse => ({
  patientId: 'ada',
  kind: 'low',
  decision: 'raised',
  reason: 'belowLimit',
  at: NOON,
  mgdl: 66,
  measuredAt: NOON - MINUTE,
  sound: true,
  since: null,
  until: null,
  by: null,
  ringsSince: null,
  ...changes,
});

const silenced = { decision: 'acknowledged', reason: 'byUser', until: NOON + 30 * MINUTE } as const;

describe('an entry of the journal as a sentence', () => {
  it.each<[Partial<EntryInCourse>, string]>([
    [{}, 'Low, Ada: raised (below the limit), 66 mg/dL.'],
    [{ sound: false }, 'Low, Ada: raised (below the limit), 66 mg/dL, without a sound.'],
    [{ decision: 'repeated', mgdl: null }, 'Low, Ada: repeated (below the limit).'],
    [
      { decision: 'heldBack', reason: 'soundedRecently', sound: false },
      'Low, Ada: held back (there was a sound less than five minutes before: shown, but without another), 66 mg/dL.',
    ],
    [{ decision: 'delivery', reason: 'failed' }, 'Low, Ada: delivery: failed.'],
    [
      { ...silenced, by: 'tray', ringsSince: NOON - 3 * MINUTE },
      'Low, Ada: acknowledged in the tray until 12:30, 3 min after it rang.',
    ],
    [{ ...silenced, by: 'notification' }, 'Low, Ada: acknowledged on the notification until 12:30.'],
    [{ ...silenced, decision: 'snoozed', by: 'somewhere else' }, 'Low, Ada: snoozed until 12:30.'],
    [{ ...silenced, until: NOON, by: 'window' }, 'Low, Ada: acknowledged: taken back.'],
    [{ ...silenced, until: null }, 'Low, Ada: acknowledged.'],
    [
      { decision: 'cleared', reason: 'recovered', mgdl: 90, ringsSince: NOON - 62 * MINUTE },
      'Low, Ada: cleared (back on the safe side), 90 mg/dL, 1 h 02 min after it began.',
    ],
    [{ decision: 'test', reason: 'shown', mgdl: null }, 'Low, Ada: test (shown).'],
    [
      {
        decision: 'heldBack',
        reason: 'missed',
        since: NOON - 60 * MINUTE,
        until: NOON - 30 * MINUTE,
        measuredAt: NOON - 45 * MINUTE,
      },
      'Low, Ada: 66 mg/dL at 11:15 came to light later and was told at 12:00, without a sound.',
    ],
  ])('%j', (changes, sentence) => {
    expect(journalSentence(entry(changes), writer)).toBe(sentence);
  });

  it('is about the program where it is about nobody', () => {
    const about = entry({ patientId: null, kind: 'impaired', reason: 'clockWrong', mgdl: null });
    expect(journalSentence(about, { ...writer, name: null })).toBe(
      'Not working, Glucoglance: raised (the clock of this computer is wrong).',
    );
  });
});

it('is a row of a table with as many cells as there are headings', () => {
  const cells = journalCells(entry({ ...silenced, by: 'tray' }), writer);
  expect(cells).toEqual(['Ada', 'Low', '66 mg/dL', 'acknowledged until 12:30', 'by the user']);
  expect(journalHeadings()).toHaveLength(1 + cells.length);
});
