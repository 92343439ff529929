import { DemoJournal } from '../../../src/main/session/demo-journal.ts';
import { heardReading } from '../../../src/shared/alarms/events.ts';
import { inCourse, type JournalEntry } from '../../../src/shared/alarms/journal-entry.ts';
import { DEFAULT_RULES } from '../../../src/shared/alarms/rules.ts';
import type { Happened, JournalDays } from '../../../src/shared/ipc/alarms.ts';
import type { Reading } from '../../../src/shared/glucose/reading.ts';
import { problem } from '../../../src/shared/problems.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { zoneChanges } from '../../../src/shared/statistics/civil-clock.ts';
import { daysOf as dayLines } from '../../../src/shared/statistics/days.ts';
import { DAY, HOUR } from '../../../src/shared/time.ts';
import { NOON, seriesFrom } from '../../../test/support/readings.ts';
import { daysOf } from './report-answers.ts';
import type { Scene, Step } from './scene.ts';
import { bothPeople, snapshot } from './snapshots.ts';

/** The last midnight of London, where the scenes are looked at. */
const MIDNIGHT = NOON - 12 * HOUR;

interface Wearer {
  patientId: string;
  name: string;
  unit: 'mmol' | 'mgdl';
  zoneSeconds: number;
}

const ada: Wearer = { patientId: 'ada', name: 'Ada Lindqvist', unit: 'mmol', zoneSeconds: 0 };
const ben: Wearer = { patientId: 'ben', name: 'Ben Marlowe', unit: 'mgdl', zoneSeconds: 0 };

/** Their nights are low every fifth day: here the last one. */
const readingsOf = ({ patientId, zoneSeconds }: Wearer): Reading[] =>
  daysOf(10, (minute, day) => patientId === 'ada' || day % 3 !== 0 || minute < 600 || minute > 700)
    .map((one) => ({
      ...one,
      patientId,
      measuredAt: one.measuredAt + 2 * DAY,
      utcOffsetSeconds: zoneSeconds,
      mgdl: patientId === 'ada' ? one.mgdl : Math.min(400, one.mgdl + 45),
    }))
    .filter(({ measuredAt }) => measuredAt < NOON);

/** What the machine itself makes of the readings, with what became of each ring. */
function entriesOf(readings: readonly Reading[]): JournalEntry[] {
  const demo = new DemoJournal(DEFAULT_RULES);
  for (const one of readings) demo.hear(one);
  return demo.entries.flatMap((entry): JournalEntry[] =>
    entry.decision === 'raised'
      ? [entry, { ...entry, decision: 'delivery', reason: 'shown', at: entry.at + 400 }]
      : [entry],
  );
}

/** About the program, on the morning that is looked at. */
const ofProgram = (): JournalEntry => ({
  patientId: null,
  kind: 'impaired',
  decision: 'raised',
  reason: 'notificationsFailed',
  at: NOON - 3.2 * HOUR,
  mgdl: null,
  measuredAt: null,
  sound: true,
  since: null,
  until: null,
  by: null,
});

/** What main answers about the last days of some people. */
export function journalOf(
  wearers: readonly Wearer[],
  days: 1 | 7,
  program: JournalEntry[] = [],
): JournalDays {
  const from = MIDNIGHT - (days - 1) * DAY;
  const people = wearers.map((wearer) => {
    const { zoneSeconds, ...known } = wearer;
    const readings = readingsOf(wearer);
    const span = { from, to: MIDNIGHT + DAY };
    const entries = inCourse(entriesOf(readings)).filter(({ at }) => at >= from);
    return {
      entries,
      person: {
        ...known,
        target: { low: 70, high: 180 },
        days: dayLines(seriesFrom(readings), span, () => 0),
        zones: zoneChanges([from], () => zoneSeconds),
      },
    };
  });
  const entries = [...people.flatMap((one) => one.entries), ...inCourse(program)];
  return { people: people.map(({ person }) => person), entries: entries.toSorted((a, b) => a.at - b.at) };
}

/** What main answers about a minute. */
export function happenedTo(wearers: readonly Wearer[], at: number) {
  const happened: Happened = {
    at,
    watched: { before: { from: NOON - 9 * DAY, to: NOON }, after: null },
    people: wearers.map((wearer) => {
      const reading = readingsOf(wearer).findLast(({ measuredAt }) => measuredAt <= at) ?? null;
      const { patientId, name, unit } = wearer;
      return { patientId, name, unit, rules: DEFAULT_RULES, reading: reading && heardReading(reading) };
    }),
    entries: wearers
      .flatMap((wearer) => entriesOf(readingsOf(wearer)))
      .filter((one) => Math.abs(one.at - at) < DAY),
    zones: zoneChanges([at], () => wearers[0]!.zoneSeconds),
  };
  return ok(happened);
}

/** When Ada's night woke somebody. */
export const ASKED_AT = MIDNIGHT + 3.2 * HOUR;

const journal = (answer: unknown, steps: readonly Step[] = []): Scene => ({
  snapshot: snapshot({}, bothPeople),
  page: 'journal',
  answers: { 'alarms:journal': answer, 'alarms:why': happenedTo([ada], ASKED_AT) },
  steps,
});

const week: Step = { role: 'button', name: 'Seven days' };
const empty: JournalDays = { people: [], entries: [] };
const quiet: JournalDays = { ...journalOf([ada], 1), entries: [] };

export const journalAnswers = {
  'alarms:journal': ok(journalOf([ada], 1, [ofProgram()])),
  'alarms:why': happenedTo([ada], ASKED_AT),
};

export const journalScenes: Readonly<Record<string, Scene>> = {
  journal: journal(journalAnswers['alarms:journal']),
  'journal empty': journal(ok(empty)),
  'journal quiet': journal(ok(quiet)),
  'journal week': journal(ok(journalOf([ada], 7, [ofProgram()])), [week]),
  'journal two people': journal(ok(journalOf([ada, ben], 7, [ofProgram()])), [week]),
  'journal elsewhere': journal(ok(journalOf([{ ...ada, zoneSeconds: 9 * 3600 }], 1))),
  'journal why': journal(journalAnswers['alarms:journal'], [{ role: 'button', name: 'Tell why' }]),
  'journal failed': journal(fail(problem('historyBusy', { path: '/home/ada/history.db' }))),
  'journal copied': journal(journalAnswers['alarms:journal'], [{ role: 'button', name: 'Copy as table' }]),
};
