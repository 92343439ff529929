import type { Decision } from '../../alarms/decisions.ts';
import type { AlarmKind, Priority } from '../../alarms/kinds.ts';
import type { AlarmMark } from '../../chart/requests.ts';
import { say } from '../say.ts';
import { spanTimes } from '../times.ts';

/** `Ada: low` */
export function alarmOf(name: string | null, kind: AlarmKind): string {
  return named(name, say(`alarms.inline.${kind}`));
}

function named(name: string | null, what: string): string {
  return name === null ? what : say('words.named', { name, what });
}

/** What a test shows: `Low (medium priority)`. */
export function testedText(kind: AlarmKind, priority: Priority): string {
  return say('alarms.tested', {
    kind: say(`alarms.kinds.${kind}`),
    priority: say(`alarms.priorities.${priority}`),
  });
}

/** An alarm as the chart marks it. @param time written out */
export function alarmMarkText({ kind, decision }: AlarmMark, time: string): string {
  return say('chart.alarm', {
    kind: say(`alarms.kinds.${kind}`),
    time,
    decision: say(`alarms.decisions.${decision}`),
  });
}

/** The one sentence of an alarm. @param glucose writes mg/dL with its unit, in the unit that is shown */
export function alarmSentence(
  { name, decision, test }: { name: string | null; decision: Decision; test: boolean },
  glucose: (mgdl: number) => string,
  localTime: (instant: number) => string,
): string {
  const { kind, reason, mgdl, measuredAt, since, until } = decision;
  if (test) return say('alarms.sentences.test', { what: testedText(kind, decision.priority) });
  const what = say(`alarms.inline.${kind}`);
  const because = say(`alarms.reasons.${reason}`);
  const last =
    mgdl === null || measuredAt === null ? null : { glucose: glucose(mgdl), time: localTime(measuredAt) };
  if (reason === 'missed' && since !== null && until !== null && last !== null) {
    const heard = spanTimes(since, until, localTime);
    return named(name, say('alarms.sentences.missed', { what, ...heard, ...last }));
  }
  switch (kind) {
    case 'noData':
      return named(
        name,
        last === null
          ? say('alarms.sentences.noData', { reason: because })
          : say('alarms.sentences.noDataLast', { reason: because, ...last }),
      );
    case 'impaired':
      return say('alarms.sentences.impaired', { reason: because });
    case 'sensor':
      return named(name, say('alarms.sentences.bare', { what: because }));
    case 'urgentLow':
    case 'low':
    case 'high':
    case 'urgentHigh':
    case 'fastFall': {
      if (last === null) return named(name, say('alarms.sentences.bare', { what }));
      const value = reason === 'offScaleLow' ? 'LO' : reason === 'offScaleHigh' ? 'HI' : last.glucose;
      return named(name, say('alarms.sentences.value', { what, value, time: last.time }));
    }
  }
}
