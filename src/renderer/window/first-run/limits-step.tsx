import { useSignal } from '@preact/signals';
import type { PersonState } from '../../../shared/state/app-state.ts';
import { DEFAULT_RULES, ruleFaults } from '../../../shared/alarms/rules.ts';
import { unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { DEFAULT_SETTINGS, type Limits } from '../../../shared/settings/settings.ts';
import { say } from '../../../shared/messages/say.ts';
import { ruleFaultSentence } from '../../../shared/messages/sentences/rule-fault.ts';
import { LimitPair } from '../../components/limit-pair.tsx';
import { SaveNote, useSaving } from '../../components/saving.tsx';
import { glucoseNumber, glucoseText } from '../../../shared/messages/figures.ts';
import { snapshot } from '../../live.ts';
import { followed, nameOf, unitOf } from '../../people.ts';
import { HoursSetting } from '../../components/hours-setting.tsx';
import { UnitSetting } from '../../components/unit-setting.tsx';
import { chosen } from '../navigation.ts';
import { keptLimits, limitsOfAccount } from './account-limits.ts';
import { finish, goTo } from './progress.ts';

/** The unit, and from where on it rings; both begin with what the account says. And whether a low wakes at night. */
export function LimitsStep() {
  const saving = useSaving();
  const rules = snapshot.value?.settings.alarms ?? DEFAULT_SETTINGS.alarms;
  const moved = useSignal<ReadonlyMap<string, Limits>>(new Map());
  const night = useSignal(rules.low.night);
  const people = followed.value;
  const limitsOf = (person: PersonState) =>
    moved.value.get(person.person.patientId) ?? limitsOfAccount(person, rules);
  const move = (person: PersonState, limits: Limits) => {
    moved.value = new Map(moved.value).set(person.person.patientId, limits);
  };
  const keep = async () => {
    const all = new Map(people.map((person) => [person.person.patientId, limitsOf(person)]));
    const nightly = { ...rules, low: { ...rules.low, night: night.value } };
    const change = {
      ...(night.value !== rules.low.night && { alarms: nightly }),
      ...keptLimits(all, nightly),
      desktop: { nightOffered: true },
    };
    const fault = ruleFaults(nightly).find(({ hours }) => hours !== undefined);
    const glucose = (mgdl: number) => glucoseText(mgdl, unitOf(chosen.value));
    if (fault) saving.refuse(ruleFaultSentence(fault, nightly, glucose));
    else if (await saving.save(change)) goTo('test');
  };
  return (
    <>
      <h1 tabIndex={-1}>{say('window.firstRun.limits.title')}</h1>
      <p class="lead">{say('window.firstRun.limits.lead')}</p>
      <div class="panel">
        <UnitSetting />
      </div>
      {people.map((person) => (
        <PersonLimits
          key={person.person.patientId}
          person={person}
          unit={unitOf(person)}
          limits={limitsOf(person)}
          onMove={(limits) => move(person, limits)}
          onFault={saving.refuse}
        />
      ))}
      <p class="hint">
        {say('window.firstRun.limits.highHint')}{' '}
        {say('window.firstRun.limits.urgent', {
          limit: glucoseText(rules.urgentLow.limit, unitOf(chosen.value)),
        })}
      </p>
      <section class="panel stack tight" aria-label={say('window.firstRun.limits.nightTitle')}>
        <h2>{say('window.firstRun.limits.nightTitle')}</h2>
        <HoursSetting
          label={say('window.firstRun.limits.night')}
          hint={say('window.firstRun.limits.nightHint')}
          hours={night.value}
          onChange={(hours) => (night.value = hours)}
        />
      </section>
      <SaveNote saving={saving} />
      <div class="row">
        <button type="button" class="button" onClick={() => goTo('people')}>
          {say('window.back')}
        </button>
        <button type="button" class="button primary" onClick={() => void keep()}>
          {say('window.continue')}
        </button>
        <button type="button" class="button quiet" onClick={finish}>
          {say('window.later')}
        </button>
      </div>
    </>
  );
}

function PersonLimits(props: {
  person: PersonState;
  unit: Unit;
  limits: Limits;
  onMove: (limits: Limits) => void;
  onFault: (fault: string) => void;
}) {
  const { unit, limits, onMove } = props;
  const name = nameOf(props.person.person);
  const usual = { low: DEFAULT_RULES.low.limit, high: DEFAULT_RULES.high.limit };
  return (
    <fieldset class="panel stack">
      <legend class="hidden-words">{name}</legend>
      <h2 aria-hidden="true">{name}</h2>
      <LimitPair
        limits={limits}
        unit={unit}
        labelOf={(kind) => say(`window.settings.limitOf.${kind}`)}
        onLimits={onMove}
        onFault={props.onFault}
      />
      <div>
        <button type="button" class="link" onClick={() => onMove(usual)}>
          {say('window.firstRun.limits.usual', {
            low: glucoseNumber(usual.low, unit),
            high: glucoseNumber(usual.high, unit),
            unit: unitLabel(unit),
          })}
        </button>
      </div>
    </fieldset>
  );
}
