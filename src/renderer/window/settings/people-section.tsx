import { useSignal } from '@preact/signals';
import type { PersonState } from '../../../shared/state/app-state.ts';
import { personName } from '../../../shared/glucose/reading.ts';
import { ruleFaults } from '../../../shared/alarms/rules.ts';
import { personSettings, rulesFor, type Limits } from '../../../shared/settings/settings.ts';
import { TARGET_SETS } from '../../../shared/statistics/target-sets.ts';
import { say } from '../../../shared/messages/say.ts';
import { ruleFaultSentence } from '../../../shared/messages/sentences/rule-fault.ts';
import { ChoiceSetting, SwitchSetting, TextSetting } from '../../components/fields.tsx';
import { LimitPair } from '../../components/limit-pair.tsx';
import { isRefused, SaveNote, useSaving } from '../../components/saving.tsx';
import { glucoseText } from '../../../shared/messages/figures.ts';
import { snapshot } from '../../live.ts';
import { nameOf, unitOf } from '../../people.ts';

/** Who is followed, what they are called, and what is theirs alone. */
export function PeopleSection() {
  const people = snapshot.value?.state?.people ?? [];
  if (people.length === 0) return <p class="muted">{say('window.people.none')}</p>;
  return people.map((person) => <PersonSettings key={person.person.patientId} person={person} />);
}

function PersonSettings({ person }: { person: PersonState }) {
  const { settings } = snapshot.value!;
  const { patientId } = person.person;
  const { followed, name, limits, sensorLifeDays, targets } = personSettings(settings, patientId);
  const { low, high } = settings.alarms;
  const own = personName(person.person);
  return (
    <div class="person-settings" role="group" aria-label={nameOf(person.person)}>
      <h3>{nameOf(person.person)}</h3>
      <SwitchSetting
        label={say('window.settings.follow')}
        on={followed}
        change={(on) => ({ people: { [patientId]: { followed: on } } })}
      />
      <TextSetting
        label={say('window.settings.name')}
        hint={say('window.settings.nameHint', { name: own })}
        value={name ?? ''}
        placeholder={own}
        allowed={{ length: 60 }}
        change={(text) => ({ people: { [patientId]: { name: text === '' ? null : text } } })}
      />
      <ChoiceSetting
        label={say('window.settings.sensorLife')}
        hint={say('window.settings.sensorLifeHint')}
        value={String(sensorLifeDays)}
        options={[
          ['null', say('window.settings.sensorLives.unknown')],
          ['14', say('window.settings.sensorLives.days', { days: 14 })],
          ['15', say('window.settings.sensorLives.days', { days: 15 })],
        ]}
        change={(days) => ({
          people: { [patientId]: { sensorLifeDays: days === '14' ? 14 : days === '15' ? 15 : null } },
        })}
      />
      <ChoiceSetting
        label={say('window.settings.targets')}
        hint={say('window.settings.targetsHint')}
        value={targets}
        options={TARGET_SETS.map((set) => [set, say(`window.settings.targetSets.${set}`)] as const)}
        change={(set) => ({ people: { [patientId]: { targets: set } } })}
      />
      <SwitchSetting
        label={say('window.settings.ownLimits')}
        hint={say('window.settings.ownLimitsHint')}
        on={limits !== null}
        change={(on) => ({
          people: { [patientId]: { limits: on ? { low: low.limit, high: high.limit } : null } },
        })}
      />
      {limits && <OwnLimits person={person} limits={limits} />}
    </div>
  );
}

function OwnLimits({ person, limits }: { person: PersonState; limits: Limits }) {
  const saving = useSaving();
  const moved = useSignal<Limits | null>(null);
  const { settings } = snapshot.value!;
  const { patientId } = person.person;
  const unit = unitOf(person);
  const shown = moved.value ?? limits;
  const keep = (next: Limits) => {
    const people = {
      ...settings.people,
      [patientId]: { ...personSettings(settings, patientId), limits: next },
    };
    const rules = rulesFor({ ...settings, people }, patientId);
    const [fault] = ruleFaults(rules);
    moved.value = next;
    if (fault) {
      saving.refuse(ruleFaultSentence(fault, rules, (mgdl) => glucoseText(mgdl, unit)));
      return;
    }
    void saving.save({ people: { [patientId]: { limits: next } } }).then((kept) => {
      if (kept) moved.value = null;
    });
  };
  return (
    <div class="own-limits stack">
      <LimitPair
        limits={shown}
        unit={unit}
        labelOf={(kind) => `${nameOf(person.person)}: ${say(`window.settings.limitOf.${kind}`)}`}
        invalid={isRefused(saving)}
        onLimits={(next, isChosen) => (isChosen ? keep(next) : (moved.value = next))}
        onFault={saving.refuse}
      />
      <SaveNote saving={saving} />
    </div>
  );
}
