import { useId } from 'preact/hooks';

/** One of a list. @param hint what the choice means, under it */
export function ChoiceField<T extends string>(props: {
  label: string;
  hint?: string;
  value: T;
  options: readonly (readonly [value: T, name: string])[];
  disabled?: boolean;
  onChange: (value: T) => void;
}) {
  const { label, hint, value, options, disabled = false, onChange } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        class="input"
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
