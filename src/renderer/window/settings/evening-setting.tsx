import { say } from '../../../shared/messages/say.ts';
import { USUAL_EVENING } from '../../../shared/settings/settings.ts';
import { SwitchSetting } from '../../components/fields.tsx';
import { SaveNote, useSaving } from '../../components/saving.tsx';
import { TimeField } from '../../components/time-field.tsx';
import { snapshot } from '../../live.ts';

/** Whether something is said before the night that would keep this computer from alarming in it, and when. */
export function EveningSetting() {
  const saving = useSaving();
  const { eveningAt } = snapshot.value!.settings.desktop;
  return (
    <>
      <SwitchSetting
        label={say('window.settings.evening')}
        hint={say('window.settings.eveningHint')}
        on={eveningAt !== null}
        change={(on) => ({ desktop: { eveningAt: on ? USUAL_EVENING : null } })}
      />
      {eveningAt !== null && (
        <div class="setting-time">
          <SaveNote saving={saving} />
          <TimeField
            label={say('window.settings.eveningAt')}
            minutes={eveningAt}
            onChange={(minutes) => void saving.save({ desktop: { eveningAt: minutes } })}
          />
        </div>
      )}
    </>
  );
}
