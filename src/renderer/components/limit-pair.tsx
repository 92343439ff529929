import type { Unit } from '../../shared/glucose/units.ts';
import { say } from '../../shared/messages/say.ts';
import type { Limits } from '../../shared/settings/settings.ts';
import { LimitControl } from './limit-control.tsx';
import { figureScale } from './limit-figures.ts';

const KINDS = ['high', 'low'] as const;

/** From where on highs and lows ring, of one person. */
export function LimitPair(props: {
  limits: Limits;
  unit: Unit;
  labelOf: (kind: keyof Limits) => string;
  invalid?: boolean;
  /** Told while one moves, and when it has been let go. */
  onLimits: (limits: Limits, isChosen: boolean) => void;
  /** Told why what was typed cannot be. */
  onFault: (fault: string) => void;
}) {
  const { limits, unit, labelOf, invalid = false, onLimits, onFault } = props;
  return KINDS.map((kind) => (
    <div key={kind} class="field">
      <span class="label" aria-hidden="true">
        {say(`alarms.kinds.${kind}`)}
      </span>
      <LimitControl
        scale={figureScale(kind, unit)}
        figure={limits[kind]}
        label={labelOf(kind)}
        invalid={invalid}
        onFigure={(figure, isChosen) => onLimits({ ...limits, [kind]: figure }, isChosen)}
        onFault={onFault}
      />
    </div>
  ));
}
