import type { AlarmRules, RuleFault } from '../../alarms/rules.ts';
import { say } from '../say.ts';
import { hoursText } from '../times.ts';

/** What an impossible rule should be instead. @param glucose writes mg/dL with its unit, in the unit that is shown */
export function ruleFaultSentence(
  { kind, hours }: RuleFault,
  rules: AlarmRules,
  glucose: (mgdl: number) => string,
): string {
  if (hours) {
    const [night, quiet] = [hoursText(hours.night), hoursText(hours.quiet)];
    return say('window.settings.faults.hours', { night, quiet });
  }
  const other = glucose(kind === 'urgentLow' ? rules.low.limit : rules.high.limit);
  return say(`window.settings.faults.${kind === 'urgentLow' || kind === 'urgentHigh' ? kind : 'low'}`, {
    other,
  });
}
