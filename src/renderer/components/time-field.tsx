import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { say } from '../../shared/messages/say.ts';
import { readTimeOfDay, timeOfDayText } from '../../shared/messages/times.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

const DAY_MINUTES = 24 * 60;
const QUARTER_MINUTES = 15;
const QUARTERS = Array.from({ length: DAY_MINUTES / QUARTER_MINUTES }, (_, i) => i * QUARTER_MINUTES);
/** What a fault gives as examples. */
const [EVENING, MORNING] = [(22 * HOUR) / MINUTE, (6.5 * HOUR) / MINUTE];

/**
 * A time of the day, typed as people write it (`2200`, `22:00`, `10 pm`) and shown on the clock of the reader: the
 * browser's own field would show it as the browser's language has it. The quarter hours are offered.
 */
export function TimeField(props: {
  label: string;
  /** Minutes since midnight. */
  minutes: number;
  onChange: (minutes: number) => void;
}) {
  const { label, minutes, onChange } = props;
  const typed = useSignal<string | null>(null);
  const fault = useSignal(false);
  const id = useId();
  const keep = (text: string) => {
    const read = readTimeOfDay(text);
    fault.value = read === null;
    // What cannot be read stays to be mended.
    typed.value = read === null ? text : null;
    if (read !== null && read !== minutes) onChange(read);
  };
  return (
    <span class="time-field">
      <label class="row">
        {label}
        <input
          type="text"
          class="input figures"
          inputMode="numeric"
          autocomplete="off"
          spellcheck={false}
          list={`${id}-quarters`}
          aria-invalid={fault.value}
          aria-describedby={`${id}-fault`}
          value={typed.value ?? timeOfDayText(minutes)}
          onInput={(event) => (typed.value = event.currentTarget.value)}
          onChange={(event) => keep(event.currentTarget.value)}
        />
      </label>
      <datalist id={`${id}-quarters`}>
        {QUARTERS.map((one) => (
          <option key={one} value={timeOfDayText(one)} />
        ))}
      </datalist>
      <span class="error" id={`${id}-fault`} role="status">
        {fault.value &&
          say('window.settings.faults.time', { one: timeOfDayText(EVENING), other: timeOfDayText(MORNING) })}
      </span>
    </span>
  );
}
