import type { AlarmRules, BoundedKind } from '../../../shared/alarms/rules.ts';
import { ui } from '../../../shared/messages/en.ts';
import { tenthText } from '../../format.ts';
import type { RehearsalState } from './rehearsing.ts';

const words = ui.settings.rehearsal;

/** How often one kind would have come in the last fortnight. */
export function RehearsalFigures(props: {
  kind: BoundedKind;
  /** Those that were replayed. */
  rules: AlarmRules;
  state: RehearsalState | null;
}) {
  const { kind, rules, state } = props;
  const hasNight = kind === 'low' && rules.low.night !== null;
  if (state === null || state === 'failed' || (typeof state === 'object' && state.readings === 0))
    return null;
  return (
    <div class="rehearsal figures" aria-live="polite">
      <p class="small muted">{words.short}</p>
      {state === 'busy' ? (
        <p class="muted">{words.busy}</p>
      ) : (
        <Counts kind={kind} hasNight={hasNight} state={state} />
      )}
    </div>
  );
}

function Counts(props: { kind: BoundedKind; hasNight: boolean; state: Exclude<RehearsalState, string> }) {
  const { kind, hasNight, state } = props;
  const count = state.kinds.find((one) => one.kind === kind);
  if (!count) return <p class="rehearsal-main">{words.none}</p>;
  const { episodes, atNight, short, wakingNights } = count;
  return (
    <>
      <p class="rehearsal-main">{words.alarms(episodes)}</p>
      <ul class="plain small">
        <li>{words.perDay(tenthText(episodes / state.days))}</li>
        <li>{words.atNight(atNight)}</li>
        <li>{words.short10(short)}</li>
        {hasNight && <li>{words.wakingNights(wakingNights)}</li>}
      </ul>
    </>
  );
}
