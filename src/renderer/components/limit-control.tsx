import { useSignal } from '@preact/signals';
import type { BoundedKind } from '../../shared/alarms/rules.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { ui } from '../../shared/messages/en.ts';
import { figureScale } from './limit-figures.ts';

export interface LimitControlProps {
  kind: BoundedKind;
  /** mg/dL, or minutes. */
  figure: number;
  unit: Unit;
  label: string;
  invalid?: boolean;
  disabled?: boolean;
  describedBy?: string;
  /** Told while it moves. */
  onMove: (figure: number) => void;
  /** Told when it has been let go. */
  onChosen: (figure: number) => void;
  /** Told why what was typed cannot be. */
  onFault: (fault: string) => void;
}

/** A figure by slider and by number, in the unit the person reads. */
export function LimitControl(props: LimitControlProps) {
  const { kind, figure, unit, label, invalid = false, disabled = false, describedBy } = props;
  const scale = figureScale(kind, unit);
  const typed = useSignal<string | null>(null);
  const shown = scale.shown(figure);
  const chosen = (text: string) => {
    typed.value = null;
    const number = Number(text);
    // What is on the scale already is not rounded again: 55 mg/dL stays 55, though it reads 3.1 mmol/L.
    if (text !== '' && number === shown) return;
    const next = scale.figure(number);
    if (text === '' || !Number.isFinite(number) || number < scale.least || number > scale.most)
      props.onFault(ui.settings.faults.bounds(scale.text(scale.least), scale.text(scale.most), scale.unit));
    else props.onChosen(next);
  };
  const common = { min: scale.least, max: scale.most, step: scale.step, disabled };
  return (
    <div class="limit">
      <input
        type="range"
        {...common}
        aria-label={label}
        aria-valuetext={`${scale.text(shown)} ${scale.unit}`}
        aria-describedby={describedBy}
        value={shown}
        onInput={(event) => props.onMove(scale.figure(Number(event.currentTarget.value)))}
        onChange={(event) => props.onChosen(scale.figure(Number(event.currentTarget.value)))}
      />
      <span class="number">
        <input
          type="number"
          class="input"
          {...common}
          aria-label={`${label}, ${scale.unit}`}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          value={typed.value ?? (scale.step < 1 ? shown.toFixed(1) : shown)}
          onInput={(event) => (typed.value = event.currentTarget.value)}
          onChange={(event) => chosen(event.currentTarget.value)}
        />
        <span class="muted">{scale.unit}</span>
      </span>
    </div>
  );
}
