import { clockOf, USUAL_NIGHT, type QuietHours } from '../../shared/alarms/rules.ts';
import { ui } from '../../shared/messages/en.ts';
import { Choice, Hinted } from './choice.tsx';

const words = ui.settings;

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
            <label key={end} class="row">
              {end === 'from' ? words.hoursFrom : words.hoursTo}
              <input
                type="time"
                class="input"
                required
                value={clockOf(hours[end])}
                onChange={(event) => {
                  const minutes = minutesOf(event.currentTarget.value);
                  if (minutes !== null) onChange({ ...hours, [end]: minutes });
                }}
              />
            </label>
          ))}
        </div>
      )}
    </div>
  );
}

/** Minutes since midnight; null where there is no time in the field. */
function minutesOf(clock: string): number | null {
  const match = /^(\d\d):(\d\d)/.exec(clock);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}
