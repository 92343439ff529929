import { useSignal } from '@preact/signals';
import { readFigure } from '../../shared/messages/figures.ts';
import { say } from '../../shared/messages/say.ts';
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
    const number = readFigure(text);
    // What is on the scale already is not rounded again: 55 mg/dL stays 55, though it reads 3.1 mmol/L.
    if (number === shown) return;
    if (number === null || number < scale.least || number > scale.most)
      onFault(
        say('window.settings.faults.bounds', {
          from: scale.text(scale.least),
          to: scale.text(scale.most),
          unit: scale.unit,
        }),
      );
    else onFigure(scale.figure(number), true);
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
          type="text"
          inputMode="decimal"
          autocomplete="off"
          class="input"
          aria-label={`${label}, ${scale.unit}`}
          aria-invalid={invalid}
          value={typed.value ?? scale.text(shown)}
          onInput={(event) => (typed.value = event.currentTarget.value)}
          onChange={(event) => chosen(event.currentTarget.value)}
        />
        <span class="muted">{scale.unit}</span>
      </span>
    </div>
  );
}
