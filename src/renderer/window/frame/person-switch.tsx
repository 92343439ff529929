import { useId } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { followed, nameOf } from '../../people.ts';
import { chosen, choosePerson, page } from '../navigation.ts';

/** With more people than this the names would not fit beside each other. */
const MOST_SEGMENTS = 4;

/** Whose readings are shown large, and in the chart. */
export function PersonSwitch() {
  const people = followed.value;
  const group = useId();
  const current = chosen.value?.person.patientId;
  const [only] = people;
  // Journal and data have choices of their own, with everybody in them.
  if (!only || page.value === 'journal' || page.value === 'data') return null;
  // The page "Now" has the name above the value.
  if (people.length === 1) return page.value === 'chart' ? <p class="who">{nameOf(only.person)}</p> : null;
  if (people.length > MOST_SEGMENTS)
    return (
      <select
        class="input"
        aria-label={say('window.people.switch')}
        value={current}
        onChange={(event) => choosePerson(event.currentTarget.value)}
      >
        {people.map(({ person }) => (
          <option key={person.patientId} value={person.patientId}>
            {nameOf(person)}
          </option>
        ))}
      </select>
    );
  return (
    <div class="segments" role="radiogroup" aria-label={say('window.people.switch')}>
      {people.map(({ person }) => (
        <label key={person.patientId}>
          <input
            type="radio"
            name={group}
            checked={person.patientId === current}
            onChange={() => choosePerson(person.patientId)}
          />
          {nameOf(person)}
        </label>
      ))}
    </div>
  );
}
