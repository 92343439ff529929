import { alarmSentence } from '../../shared/messages/sentences/alarm.ts';
import { formatGlucose, unitLabel } from '../../shared/glucose/units.ts';
import type { Notifier } from '../alarms/notifier.ts';
import { localTime } from './output.ts';
import type { Session } from './session.ts';

const BELL = '\u0007';

/**
 * Alarms on a terminal: the sentence, and the bell where it is to be heard. Where nobody is looking, whether anybody
 * sees it is not known.
 *
 * @param say shows a sentence
 */
export function terminalNotifier(
  { output, unitFor }: Pick<Session, 'output' | 'unitFor'>,
  say: (sentence: string) => void = (sentence) => output.say(sentence),
): Notifier {
  return {
    deliver(alarm) {
      const unit = unitFor(alarm.unit);
      const glucose = (mgdl: number): string => `${formatGlucose(mgdl, unit)} ${unitLabel(unit)}`;
      say(
        `${alarm.decision.sound && output.terminal ? BELL : ''}${alarmSentence(alarm, glucose, localTime)}`,
      );
      return Promise.resolve(output.terminal ? 'shown' : 'unknown');
    },
    withdraw() {
      // What a terminal has printed stays.
    },
  };
}
