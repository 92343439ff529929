import { USUAL_NIGHT, type QuietHours } from '../../shared/alarms/rules.ts';
import { say } from '../../shared/messages/say.ts';
import { Choice, Hinted } from './choice.tsx';
import { TimeField } from './time-field.tsx';

/** Hours of the day in which something of a kind is otherwise; none to begin with. */
export function HoursSetting(props: {
  label: string;
  hint: string;
  /** What it is called where the label alone does not say of which kind. */
  name?: string;
  hours: QuietHours | null;
  onChange: (hours: QuietHours | null) => void;
}) {
  const { label, hint, name = label, hours, onChange } = props;
  return (
    <div class="hours" role="group" aria-label={name}>
      <Choice on={hours !== null} onChange={(on) => onChange(on ? USUAL_NIGHT : null)}>
        <Hinted hint={hint}>{label}</Hinted>
      </Choice>
      {hours && (
        <div class="row">
          {(['from', 'to'] as const).map((end) => (
            <TimeField
              key={end}
              label={end === 'from' ? say('window.settings.hoursFrom') : say('window.settings.hoursTo')}
              minutes={hours[end]}
              onChange={(minutes) => onChange({ ...hours, [end]: minutes })}
            />
          ))}
        </div>
      )}
    </div>
  );
}
