import type { Decision } from '../../alarms/decisions.ts';
import type { JournalEntry } from '../../alarms/journal-entry.ts';
import type { AlarmKind, Priority } from '../../alarms/kinds.ts';
import { count } from './words.ts';

/** What alarms and their journal say. `glucose` comes with its unit, times in the reader's zone. */
export const alarms = {
  kinds: {
    urgentLow: 'Urgent low',
    low: 'Low',
    high: 'High',
    urgentHigh: 'Urgent high',
    fastFall: 'Falling fast',
    noData: 'No data',
    impaired: 'Not working',
    sensor: 'Sensor',
  } satisfies Record<AlarmKind, string>,
  priorities: { high: 'high priority', medium: 'medium priority', low: 'low priority' } satisfies Record<
    Priority,
    string
  >,
  decisions: {
    raised: 'raised',
    repeated: 'repeated',
    heldBack: 'held back',
    acknowledged: 'acknowledged',
    snoozed: 'snoozed',
    cleared: 'cleared',
    delivery: 'delivery',
    test: 'test',
  } satisfies Record<JournalEntry['decision'], string>,
  reasons: {
    belowLimit: 'below the limit',
    aboveLimit: 'above the limit',
    offScaleLow: "below the sensor's scale",
    offScaleHigh: "above the sensor's scale",
    fallingFast: 'the arrow points straight down',
    noNewReading: 'no recent reading',
    noAnswer: 'LibreLinkUp does not answer',
    neverAReading: 'there has never been a reading',
    unreadable: 'what LibreLinkUp serves cannot be read',
    signInNeeded: 'sign-in needed',
    termsToAccept: 'something to accept in LibreLinkUp',
    updateRequired: 'a newer version is needed',
    notificationsFailed: 'notifications do not arrive',
    storageFailed: 'readings cannot be recorded',
    clockWrong: 'the clock of this computer is wrong',
    sensorEnded: 'the sensor has ended',
    sensorWarmingUp: 'a new sensor is warming up',
    sensorEndsSoon: 'the sensor ends within a day',
    acknowledged: 'it had been acknowledged',
    snoozed: 'it was snoozed',
    quietHours: 'quiet hours: shown, but without a sound',
    soundedRecently: 'there was a sound less than five minutes before: shown, but without another',
    strongerAlarm: 'a stronger alarm says the same',
    insideLimit: 'it was back inside the limit, though not far enough to be over',
    falling: 'glucose was coming down',
    rising: 'glucose was going up',
    noFreshReading: 'the newest reading was too old to ring for',
    noLongerShared: 'this person has not shared for over a day',
    missed: 'it was over when it came to light',
    recovered: 'back on the safe side',
    switchedOff: 'switched off in the settings',
    readingsAreBack: 'readings are coming in again',
    readingsNotExpected: 'no readings are expected',
    causeGone: 'its cause is gone',
    byUser: 'by the user',
    shown: 'shown',
    failed: 'failed',
    unknown: 'the system does not say whether it was shown',
  } satisfies Record<JournalEntry['reason'], string>,
  headings: { time: 'Time', person: 'Person', alarm: 'Alarm', what: 'What', why: 'Why', glucose: 'Glucose' },
  program: 'Glucoglance',
  nothing: 'No alarm, and nothing held back, in this time.',
  withUntil: (decision: string, until: string) => `${decision} until ${until}`,
  tested: (kind: AlarmKind, priority: Priority) => `${alarms.kinds[kind]} (${alarms.priorities[priority]})`,
  rehearsal: {
    headings: ['Alarms', 'A day', 'At night', 'Over within 10 min'],
    none: 'With these settings there would have been no alarm.',
    wakingNights: (name: string, nights: number, hours: string) =>
      `${name}: a low would have rung like an urgent one in ${count(nights, 'night', 'nights')} (${hours}).`,
    explained: 'Night is from 23 to 7 o’clock. Between readings only missing data is judged.',
  },
};

/** The one sentence of an alarm. @param glucose writes mg/dL with its unit, in the unit that is shown */
export function alarmSentence(
  { name, decision, test }: { name: string | null; decision: Decision; test: boolean },
  glucose: (mgdl: number) => string,
  localTime: (instant: number) => string,
): string {
  const { kind, reason, mgdl, measuredAt, since, until } = decision;
  if (test) return `Test of Glucoglance: this is what ${alarms.tested(kind, decision.priority)} looks like.`;
  const who = name === null ? '' : `${name}: `;
  const last =
    mgdl === null || measuredAt === null ? '' : `, last ${glucose(mgdl)} at ${localTime(measuredAt)}`;
  const what = alarms.kinds[kind].toLowerCase();
  if (reason === 'missed' && since !== null && until !== null && mgdl !== null && measuredAt !== null)
    return (
      `${who}${what} while nothing was heard from ${localTime(since)} to ${localTime(until)}: ` +
      `${glucose(mgdl)} at ${localTime(measuredAt)}.`
    );
  switch (kind) {
    case 'noData':
      return `${who}no data, ${alarms.reasons[reason]}${last}.`;
    case 'impaired':
      return `Glucoglance cannot do its job: ${alarms.reasons[reason]}.`;
    case 'sensor':
      return `${who}${alarms.reasons[reason]}.`;
    case 'urgentLow':
    case 'low':
    case 'high':
    case 'urgentHigh':
    case 'fastFall': {
      if (mgdl === null || measuredAt === null) return `${who}${what}.`;
      const value = reason === 'offScaleLow' ? 'LO' : reason === 'offScaleHigh' ? 'HI' : glucose(mgdl);
      return `${who}${what}, ${value} at ${localTime(measuredAt)}.`;
    }
  }
}
