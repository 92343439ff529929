import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { SettingsChange } from '../../shared/ipc/settings.ts';
import { isRefused, SaveNote, useSaving, type Saving } from './saving.tsx';

/** A control with what it is called, what it means, and how its last change went. */
function Setting(props: {
  label: string;
  hint?: string | undefined;
  id: string;
  saving: Saving;
  /** The control takes what room there is. */
  wide?: boolean;
  children: ComponentChildren;
}) {
  const { label, hint, id, saving, wide = false, children } = props;
  return (
    <div class="setting">
      <div class="setting-words">
        <label class="label" for={id}>
          {label}
        </label>
        {hint !== undefined && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <div class={`setting-control ${wide ? 'wide' : ''}`}>
        <SaveNote saving={saving} id={`${id}-note`} />
        {children}
      </div>
    </div>
  );
}

const described = (id: string, hint: string | undefined) =>
  hint === undefined ? `${id}-note` : `${id}-hint ${id}-note`;

/** On or off, kept at once. */
export function SwitchSetting(props: {
  label: string;
  hint?: string;
  on: boolean;
  change: (on: boolean) => SettingsChange;
}) {
  const saving = useSaving();
  const id = useId();
  return (
    <Setting label={props.label} hint={props.hint} id={id} saving={saving}>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        id={id}
        aria-describedby={described(id, props.hint)}
        checked={props.on}
        onChange={(event) => {
          const input = event.currentTarget;
          void saving.save(props.change(input.checked)).then((kept) => {
            if (!kept) input.checked = props.on;
          });
        }}
      />
    </Setting>
  );
}

/** One of a few, kept at once. */
export function ChoiceSetting<T extends string | number>(props: {
  label: string;
  hint?: string;
  value: T;
  options: readonly (readonly [value: T, name: string])[];
  change: (value: T) => SettingsChange;
}) {
  const saving = useSaving();
  const id = useId();
  const chosen = String(props.value);
  return (
    <Setting label={props.label} hint={props.hint} id={id} saving={saving}>
      <select
        class="input"
        id={id}
        aria-describedby={described(id, props.hint)}
        value={chosen}
        onChange={(event) => {
          const select = event.currentTarget;
          const option = props.options.find(([value]) => String(value) === select.value);
          if (!option) return;
          void saving.save(props.change(option[0])).then((kept) => {
            if (!kept) select.value = chosen;
          });
        }}
      >
        {props.options.map(([value, name]) => (
          <option key={value} value={String(value)}>
            {name}
          </option>
        ))}
      </select>
    </Setting>
  );
}

/** A line of text, kept when it is left or confirmed. */
export function TextSetting(props: {
  label: string;
  hint?: string;
  value: string;
  placeholder?: string;
  /** How long it may be, and why a text cannot be kept; null where it can. */
  allowed: { length: number; fault?: (text: string) => string | null };
  change: (text: string) => SettingsChange;
}) {
  const saving = useSaving();
  const id = useId();
  /** Until it is kept; null: nothing. Whatever else is told meanwhile must not write over it. */
  const typed = useSignal<string | null>(null);
  const keep = (text: string) => {
    if (text === props.value) {
      typed.value = null;
      return;
    }
    const fault = props.allowed.fault?.(text) ?? null;
    if (fault !== null) return saving.refuse(fault);
    const given = typed.value;
    void saving.save(props.change(text)).then((kept) => {
      // More may have been typed meanwhile.
      if (kept && typed.value === given) typed.value = null;
    });
  };
  return (
    <Setting label={props.label} hint={props.hint} id={id} saving={saving}>
      <input
        type="text"
        class="input"
        id={id}
        maxLength={props.allowed.length}
        placeholder={props.placeholder}
        aria-describedby={described(id, props.hint)}
        aria-invalid={isRefused(saving)}
        value={typed.value ?? props.value}
        onInput={(event) => (typed.value = event.currentTarget.value)}
        onChange={(event) => keep(event.currentTarget.value.trim())}
      />
    </Setting>
  );
}

/** A figure of a scale, kept when it is let go. */
export function SliderSetting(props: {
  label: string;
  hint: string;
  value: number;
  scale: { min: number; max: number; step: number };
  /** The figure with its unit. */
  text: (value: number) => string;
  change: (value: number) => SettingsChange;
}) {
  const saving = useSaving();
  const moved = useSignal<number | null>(null);
  const id = useId();
  const value = moved.value ?? props.value;
  const text = props.text(value);
  return (
    <Setting label={props.label} hint={props.hint} id={id} saving={saving} wide>
      <input
        type="range"
        class="grow"
        id={id}
        {...props.scale}
        value={value}
        aria-valuetext={text}
        aria-describedby={described(id, props.hint)}
        onInput={(event) => (moved.value = Number(event.currentTarget.value))}
        onChange={(event) => {
          const chosen = Number(event.currentTarget.value);
          void saving.save(props.change(chosen)).then(() => (moved.value = null));
        }}
      />
      <output class="figures" for={id}>
        {text}
      </output>
    </Setting>
  );
}
