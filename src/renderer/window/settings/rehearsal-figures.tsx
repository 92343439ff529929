import type { AlarmRules, BoundedKind } from '../../../shared/alarms/rules.ts';
import { say } from '../../../shared/messages/say.ts';
import { tenthText } from '../../../shared/messages/figures.ts';
import type { RehearsalState } from './rehearsing.ts';

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
      <p class="small muted">{say('window.settings.rehearsal.short')}</p>
      {state === 'busy' ? (
        <p class="muted">{say('window.settings.rehearsal.busy')}</p>
      ) : (
        <Counts kind={kind} hasNight={hasNight} state={state} />
      )}
    </div>
  );
}

function Counts(props: { kind: BoundedKind; hasNight: boolean; state: Exclude<RehearsalState, string> }) {
  const { kind, hasNight, state } = props;
  const count = state.kinds.find((one) => one.kind === kind);
  if (!count) return <p class="rehearsal-main">{say('window.settings.rehearsal.none')}</p>;
  const { episodes, atNight, short, wakingNights } = count;
  return (
    <>
      <p class="rehearsal-main">{say('window.settings.rehearsal.alarms', { count: episodes })}</p>
      <ul class="plain small">
        <li>{say('window.settings.rehearsal.perDay', { number: tenthText(episodes / state.days) })}</li>
        <li>{say('window.settings.rehearsal.atNight', { number: atNight })}</li>
        <li>{say('window.settings.rehearsal.short10', { number: short })}</li>
        {hasNight && <li>{say('window.settings.rehearsal.wakingNights', { count: wakingNights })}</li>}
      </ul>
    </>
  );
}
