import type { Unit } from '../../shared/glucose/units.ts';
import { say } from '../../shared/messages/say.ts';
import { snapshot } from '../live.ts';
import { ChoiceSetting } from './fields.tsx';

const UNITS: readonly (Unit | 'own')[] = ['own', 'mmol', 'mgdl'];

/** The unit of everything that is shown. */
export function UnitSetting() {
  return (
    <ChoiceSetting
      label={say('window.unit')}
      hint={say('window.settings.unitHint')}
      value={snapshot.value?.settings.unit ?? 'own'}
      options={UNITS.map((unit) => [unit, say(`window.units.${unit}`)] as const)}
      change={(unit) => ({ unit: unit === 'own' ? null : unit })}
    />
  );
}
