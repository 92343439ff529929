import { BOUNDS, type BoundedKind } from '../../shared/alarms/rules.ts';
import { mgdlToMmol, mmolToMgdl, unitLabel, type Unit } from '../../shared/glucose/units.ts';
import { say } from '../../shared/messages/say.ts';
import { tenthText, wholeText } from '../../shared/messages/figures.ts';

/** What a control offers for the figure of a kind, in the unit a person reads. */
export interface FigureScale {
  least: number;
  most: number;
  step: number;
  unit: string;
  /** A figure of the rules (mg/dL, minutes) on this scale, and back. */
  shown: (figure: number) => number;
  figure: (shown: number) => number;
  text: (shown: number) => string;
}

/** Every figure on the scale is allowed, and every tenth of mmol/L is an integer of mg/dL. */
export function figureScale(kind: BoundedKind, unit: Unit): FigureScale {
  const { least, most } = BOUNDS[kind];
  if (kind === 'noData' || unit === 'mgdl')
    return {
      least,
      most,
      step: 1,
      unit: kind === 'noData' ? say('window.settings.minutes') : unitLabel(unit),
      shown: (figure) => figure,
      figure: (shown) => Math.round(shown),
      text: wholeText,
    };
  const shown = (mgdl: number) => Math.round(mgdlToMmol(mgdl) * 10) / 10;
  // A bound that reads as a tenth beyond itself gives way to the next one inside.
  const inside = (mgdl: number, towards: number) => {
    const nearest = shown(mgdl);
    return (mmolToMgdl(nearest) - mgdl) * towards >= 0 ? nearest : Math.round(nearest * 10 + towards) / 10;
  };
  return {
    least: inside(least, 1),
    most: inside(most, -1),
    step: 0.1,
    unit: unitLabel(unit),
    shown,
    figure: mmolToMgdl,
    text: tenthText,
  };
}
