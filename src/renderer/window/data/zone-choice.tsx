import { say } from '../../../shared/messages/say.ts';

/** One of the zones there are; those that fit what is known come first. */
export function ZoneChoice(props: {
  value: string | null;
  fitting?: readonly string[];
  onChange: (zone: string) => void;
}) {
  const { value, fitting = [], onChange } = props;
  const all = Intl.supportedValuesOf('timeZone');
  const known = value === null || all.includes(value) ? all : [value, ...all];
  return (
    <select
      class="input"
      aria-label={say('window.imports.zone')}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      {value === null && (
        <option value="" disabled>
          {say('window.imports.chooseZone')}
        </option>
      )}
      {fitting.length > 0 && (
        <optgroup label={say('window.imports.fitting')}>
          {fitting.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </optgroup>
      )}
      <optgroup label={say('window.imports.allZones')}>
        {known
          .filter((zone) => !fitting.includes(zone))
          .map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
      </optgroup>
    </select>
  );
}
