import type { PersonState } from '../../../shared/state/app-state.ts';
import { figureFault, type AlarmRules } from '../../../shared/alarms/rules.ts';
import type { SettingsChange } from '../../../shared/ipc/settings.ts';
import type { Limits, PersonSettings } from '../../../shared/settings/settings.ts';

/** The limits to begin with: of the account's target, as far as an alarm may have them. */
export function limitsOfAccount({ target }: PersonState, rules: AlarmRules): Limits {
  const figure = (kind: 'low' | 'high') => {
    const own = target?.[kind];
    return own !== undefined && figureFault(kind, own) === null ? own : rules[kind].limit;
  };
  return { low: figure('low'), high: figure('high') };
}

/** Where everyone has the same limits they are everyone's; otherwise each has their own. */
export function keptLimits(chosen: ReadonlyMap<string, Limits>, rules: AlarmRules): SettingsChange {
  const all = [...chosen.values()];
  const [first] = all;
  if (!first) return {};
  const people = (limitsOf: (patientId: string) => Limits | null) =>
    Object.fromEntries(
      [...chosen.keys()].map((id): [string, Partial<PersonSettings>] => [id, { limits: limitsOf(id) }]),
    );
  if (!all.every(({ low, high }) => low === first.low && high === first.high))
    return { people: people((id) => chosen.get(id) ?? null) };
  const { low, high } = rules;
  return {
    alarms: { ...rules, low: { ...low, limit: first.low }, high: { ...high, limit: first.high } },
    people: people(() => null),
  };
}
