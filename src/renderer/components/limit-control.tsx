import { useSignal } from '@preact/signals';
import { ui } from '../../shared/messages/en.ts';
import type { FigureScale } from './limit-figures.ts';

export interface LimitControlProps {
  scale: FigureScale;
  /** As in the rules: mg/dL, or minutes. */
  figure: number;
  label: string;
  invalid: boolean;
  /** Told while it moves, and when it has been let go. */
  onFigure: (figure: number, isChosen: boolean) => void;
  /** Told why what was typed cannot be. */
  onFault: (fault: string) => void;
}

/** A figure by slider and by number, in the unit the person reads. */
export function LimitControl(props: LimitControlProps) {
  const { scale, figure, label, invalid, onFigure, onFault } = props;
  const typed = useSignal<string | null>(null);
  const shown = scale.shown(figure);
  const chosen = (text: string) => {
    typed.value = null;
    const number = Number(text);
    // What is on the scale already is not rounded again: 55 mg/dL stays 55, though it reads 3.1 mmol/L.
    if (text !== '' && number === shown) return;
    const next = scale.figure(number);
    if (text === '' || !Number.isFinite(number) || number < scale.least || number > scale.most)
      onFault(ui.settings.faults.bounds(scale.text(scale.least), scale.text(scale.most), scale.unit));
    else onFigure(next, true);
  };
  const common = { min: scale.least, max: scale.most, step: scale.step };
  return (
    <div class="limit">
      <input
        type="range"
        {...common}
        aria-label={label}
        aria-valuetext={`${scale.text(shown)} ${scale.unit}`}
        value={shown}
        onInput={(event) => onFigure(scale.figure(Number(event.currentTarget.value)), false)}
        onChange={(event) => onFigure(scale.figure(Number(event.currentTarget.value)), true)}
      />
      <span class="number">
        <input
          type="number"
          class="input"
          {...common}
          aria-label={`${label}, ${scale.unit}`}
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
