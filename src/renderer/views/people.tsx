import { personName } from '../../shared/glucose/reading.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { personSettings } from '../../shared/settings/settings.ts';
import { ui } from '../../shared/messages/en.ts';
import { bridge } from '../bridge.ts';
import { mode, snapshot } from '../model.ts';

const UNITS: (Unit | null)[] = [null, 'mmol', 'mgdl'];

/** Who is followed, in which unit, and the way out of the account. */
export function PeopleView() {
  const { state, settings } = snapshot.value!;
  const { unit } = settings;
  return (
    <section class="settings">
      <h2>{ui.pages.people}</h2>
      {(state?.people ?? []).map(({ person }) => (
        <label key={person.patientId} class="choice">
          <input
            type="checkbox"
            checked={personSettings(settings, person.patientId).followed}
            onChange={(event) =>
              void bridge.invoke('settings:update', {
                people: { [person.patientId]: { followed: event.currentTarget.checked } },
              })
            }
          />
          {personName(person)}
        </label>
      ))}
      <h2>{ui.unitTitle}</h2>
      {UNITS.map((one) => (
        <label key={String(one)} class="choice">
          <input
            type="radio"
            name="unit"
            checked={unit === one}
            onChange={() => void bridge.invoke('settings:update', { unit: one })}
          />
          {ui.units[one ?? 'own']}
        </label>
      ))}
      {mode.value === 'account' && (
        <button type="button" onClick={() => void bridge.invoke('account:signOut', undefined)}>
          {ui.signOut}
        </button>
      )}
    </section>
  );
}
