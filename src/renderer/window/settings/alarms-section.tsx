import { useSignal } from '@preact/signals';
import type { AlarmKind } from '../../../shared/alarms/kinds.ts';
import {
  figureOf,
  isBoundedKind,
  ruleFaults,
  withFigure,
  type AlarmRules,
} from '../../../shared/alarms/rules.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import { REHEARSED_NIGHT } from '../../../shared/alarms/rehearsal.ts';
import { personSettings } from '../../../shared/settings/settings.ts';
import { say } from '../../../shared/messages/say.ts';
import { timeOfDayText } from '../../../shared/messages/times.ts';
import { ruleFaultSentence } from '../../../shared/messages/sentences/rule-fault.ts';
import { Choice, Hinted } from '../../components/choice.tsx';
import { LimitControl } from '../../components/limit-control.tsx';
import { figureScale } from '../../components/limit-figures.ts';
import { isRefused, SaveNote, useSaving } from '../../components/saving.tsx';
import { glucoseText, wholeText } from '../../../shared/messages/figures.ts';
import { snapshot } from '../../live.ts';
import { nameOf, unitOf } from '../../people.ts';
import { HoursSetting } from '../../components/hours-setting.tsx';
import { chosen } from '../navigation.ts';
import { RehearsalFigures } from './rehearsal-figures.tsx';
import { useRehearsal, type RehearsalState } from './rehearsing.ts';

/** The order people look for them in: by glucose from above, then the rest. */
const ORDER: readonly AlarmKind[] = [
  'urgentHigh',
  'high',
  'low',
  'urgentLow',
  'fastFall',
  'noData',
  'impaired',
  'sensor',
];

/** Every kind of alarm, with what its limit would have meant in the last fortnight beside it. */
export function AlarmsSection() {
  const { settings } = snapshot.value!;
  // What is being moved, or was left where it cannot be kept.
  const moved = useSignal<Partial<AlarmRules>>({});
  const rules = { ...settings.alarms, ...moved.value };
  const person = chosen.value;
  const unit = unitOf(person);
  const rehearsal = useRehearsal(person?.person.patientId ?? null, rules);
  return (
    <>
      {person && <ReplayedPerson state={rehearsal.value} />}
      {ORDER.map((kind) => (
        <KindRow
          key={kind}
          kind={kind}
          rules={rules}
          unit={unit}
          rehearsal={person ? rehearsal.value : null}
          onMove={(rule) => {
            const { [kind]: _, ...others } = moved.value;
            moved.value = rule === null ? others : { ...others, [kind]: rule };
          }}
        />
      ))}
    </>
  );
}

/** Whose fortnight is replayed, and out of how much. */
function ReplayedPerson({ state }: { state: RehearsalState }) {
  const person = chosen.value!;
  const name = nameOf(person.person);
  const { settings } = snapshot.value!;
  const ownLimits = personSettings(settings, person.person.patientId).limits !== null;
  return (
    <div class="replayed">
      <p class="label">{say('window.settings.rehearsal.title', { name })}</p>
      <p class="hint" role="status">
        {state === 'busy' && say('window.settings.rehearsal.busy')}
        {state === 'failed' && say('window.settings.rehearsal.unavailable')}
        {typeof state === 'object' &&
          (state.readings === 0
            ? say('window.settings.rehearsal.noReadings')
            : say('window.settings.rehearsal.lead', {
                readings: wholeText(state.readings),
                from: timeOfDayText(REHEARSED_NIGHT.from),
                to: timeOfDayText(REHEARSED_NIGHT.to),
              }))}
        {ownLimits && ` ${say('window.settings.rehearsal.ownLimits')}`}
      </p>
    </div>
  );
}

interface KindProps {
  kind: AlarmKind;
  /** As they would be with what is being moved. */
  rules: AlarmRules;
  unit: Unit;
  rehearsal: RehearsalState | null;
  /** Null: as it is stored. */
  onMove: (rule: Rule | null) => void;
}

type Rule = AlarmRules[AlarmKind];

function KindRow({ kind, rules, unit, rehearsal, onMove }: KindProps) {
  const saving = useSaving();
  const askOff = useSignal(false);
  const rule = rules[kind];
  const name = say(`alarms.kinds.${kind}`);
  /** Keeps the rule where it is possible; where not, the control stays as it was moved, and says why. */
  const keep = (next: Rule) => {
    onMove(next);
    const all: AlarmRules = { ...snapshot.value!.settings.alarms, [kind]: next };
    const [fault] = ruleFaults(all);
    if (fault) {
      saving.refuse(ruleFaultSentence(fault, all, (mgdl) => glucoseText(mgdl, unit)));
      return;
    }
    // Whoever has chosen here need not be asked any more.
    const isAnswer = all.low.night !== snapshot.value!.settings.alarms.low.night;
    const desktop = isAnswer ? { desktop: { nightOffered: true } } : {};
    void saving.save({ alarms: all, ...desktop }).then(() => onMove(null));
  };
  const turn = (on: boolean) => {
    if (kind !== 'urgentLow') keep({ ...rule, on });
    else if (on) keep({ ...rules.urgentLow, on: true, offConfirmed: false });
    else askOff.value = true;
  };
  return (
    <fieldset class="kind">
      <legend class="hidden-words">{name}</legend>
      <div class="kind-head">
        <Choice role="switch" class="grow" on={rule.on && !askOff.value} onChange={turn}>
          <Hinted hint={meaning(kind, rules, unit)}>
            <strong>{name}</strong>
          </Hinted>
        </Choice>
        <SaveNote saving={saving} />
      </div>
      {askOff.value && (
        <UrgentOff
          onKeep={() => (askOff.value = false)}
          onOff={() => {
            askOff.value = false;
            keep({ ...rules.urgentLow, on: false, offConfirmed: true });
          }}
        />
      )}
      <div class="kind-body">
        {isBoundedKind(kind) && rule.on && (
          <LimitControl
            scale={figureScale(kind, unit)}
            figure={figureOf(rules, kind)}
            label={
              kind === 'noData'
                ? say('window.settings.minutesOf.noData')
                : say(`window.settings.limitOf.${kind}`)
            }
            invalid={isRefused(saving)}
            onFigure={(figure, isChosen) => (isChosen ? keep : onMove)(withFigure(rules, kind, figure)[kind])}
            onFault={saving.refuse}
          />
        )}
        {isBoundedKind(kind) && rule.on && <RehearsalFigures kind={kind} rules={rules} state={rehearsal} />}
      </div>
      {rule.on && <Extras kind={kind} rules={rules} keep={keep} />}
    </fieldset>
  );
}

/** What holds a kind back, or makes more of it: its direction, the night, and quiet hours. */
function Extras({ kind, rules, keep }: { kind: AlarmKind; rules: AlarmRules; keep: (rule: Rule) => void }) {
  if (kind === 'urgentLow') return null;
  const { low, high } = rules;
  return (
    <div class="kind-extras">
      {kind === 'high' && (
        <Choice
          on={high.holdWhileFalling}
          onChange={(holdWhileFalling) => keep({ ...high, holdWhileFalling })}
        >
          {say('window.settings.holdWhileFalling')}
        </Choice>
      )}
      {kind === 'low' && (
        <Choice on={low.holdWhileRising} onChange={(holdWhileRising) => keep({ ...low, holdWhileRising })}>
          {say('window.settings.holdWhileRising')}
        </Choice>
      )}
      {kind === 'low' && (
        <HoursSetting
          label={say('window.settings.night')}
          hint={say('window.settings.nightHint')}
          hours={low.night}
          onChange={(night) => keep({ ...low, night })}
        />
      )}
      <HoursSetting
        label={say('window.settings.quiet')}
        name={say(`window.settings.quietOf.${kind}`)}
        hint={say('window.settings.quietHint')}
        hours={rules[kind].quiet}
        onChange={(quiet) => keep({ ...rules[kind], quiet })}
      />
    </div>
  );
}

function UrgentOff({ onKeep, onOff }: { onKeep: () => void; onOff: () => void }) {
  return (
    <div class="problem" role="alertdialog" aria-label={say('window.settings.urgentOff')}>
      <p>
        <strong>{say('window.settings.urgentOff')}</strong> {say('window.settings.urgentOffHint')}
      </p>
      <div class="row">
        <button type="button" class="button primary" onClick={onKeep}>
          {say('window.settings.keepOn')}
        </button>
        <button type="button" class="button danger" onClick={onOff}>
          {say('window.settings.urgentOffYes')}
        </button>
      </div>
    </div>
  );
}

function meaning(kind: AlarmKind, rules: AlarmRules, unit: Unit): string {
  if (kind === 'impaired' || kind === 'sensor') return say(`window.settings.kinds.${kind}`);
  if (kind === 'noData')
    return say('window.settings.kinds.noData', {
      minutes: `${rules.noData.minutes} ${say('window.settings.minutes')}`,
    });
  return say(`window.settings.kinds.${kind}`, { limit: glucoseText(rules[kind].limit, unit) });
}
