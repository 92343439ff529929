import type { AlarmKind } from '../../../shared/alarms/kinds.ts';
import type { QuietHours } from '../../../shared/alarms/rules.ts';
import { ui } from '../../../shared/messages/en.ts';

const words = ui.settings;
/** 22 to 7 o'clock, to begin with. */
const USUAL: QuietHours = { from: 22 * 60, to: 7 * 60 };

/** Hours in which a kind is shown without a sound. */
export function QuietSetting(props: {
  kind: AlarmKind;
  quiet: QuietHours | null;
  onChange: (quiet: QuietHours | null) => void;
}) {
  const { kind, quiet, onChange } = props;
  return (
    <div class="quiet" role="group" aria-label={words.quietOf(kind)}>
      <label class="choice">
        <input
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? USUAL : null)}
        />
        <span>
          {words.quiet}
          <span class="hint block">{words.quietHint}</span>
        </span>
      </label>
      {quiet && (
        <div class="row">
          {(['from', 'to'] as const).map((end) => (
            <label key={end} class="row">
              {end === 'from' ? words.quietFrom : words.quietTo}
              <input
                type="time"
                class="input"
                required
                value={clockOf(quiet[end])}
                onChange={(event) => {
                  const minutes = minutesOf(event.currentTarget.value);
                  if (minutes !== null) onChange({ ...quiet, [end]: minutes });
                }}
              />
            </label>
          ))}
        </div>
      )}
    </div>
  );
}

/** `22:05`, as a time field has it. */
function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Minutes since midnight; null where there is no time in the field. */
function minutesOf(clock: string): number | null {
  const match = /^(\d\d):(\d\d)/.exec(clock);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}
