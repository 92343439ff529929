import { PRIORITIES } from '../alarms/kinds.ts';
import { shownAlarms, type ShownAlarm } from '../alarms/shown-alarm.ts';
import type { AlarmState } from '../alarms/state.ts';
import { personName } from '../glucose/reading.ts';
import { isFollowed, type Settings } from '../settings/settings.ts';
import type { PersonState } from '../state/app-state.ts';

/**
 * Everything that rings or is silenced, about anybody followed; of the same priority what has begun last comes first.
 *
 * @param states by patient id; under null that of the program
 */
export function everyShownAlarm(
  states: ReadonlyMap<string | null, AlarmState>,
  people: readonly PersonState[],
  settings: Settings,
): ShownAlarm[] {
  const shown = [...states].flatMap(([patientId, state]) => {
    // The alarms of somebody who is not followed any more stand still as they were.
    if (patientId !== null && !isFollowed(settings, patientId)) return [];
    const known = people.find(({ person }) => person.patientId === patientId);
    const name = known ? personName(known.person) : null;
    return shownAlarms(state, { patientId, name, unit: known?.unit ?? null });
  });
  const rank = ({ phase, priority }: ShownAlarm) =>
    (phase === 'active' ? 10 : 0) + PRIORITIES.indexOf(priority);
  return shown.sort((a, b) => rank(b) - rank(a) || (b.since ?? 0) - (a.since ?? 0));
}
