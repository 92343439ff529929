import { shownLink, type PersonState } from '../../../shared/state/app-state.ts';
import { say } from '../../../shared/messages/say.ts';
import { ageText } from '../../../shared/messages/sentences/durations.ts';
import { windowLinkSentence } from '../../../shared/messages/sentences/link.ts';
import { DAY, SECOND } from '../../../shared/time.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { now, snapshot } from '../../live.ts';
import { nameOf, unitOf } from '../../people.ts';
import { shownValue } from '../../components/shown-value.ts';
import { choosePerson } from '../navigation.ts';
import { Sparkline } from './sparkline.tsx';
import { AgeLine, targetText, ValueLine } from './value-line.tsx';

/** The person looked at: the value large, the last three hours, the sensor. */
export function LargeCard({ person }: { person: PersonState }) {
  const unit = unitOf(person);
  const name = nameOf(person.person);
  return (
    <article class="person-large panel" aria-label={name}>
      <h2 class="person-name">{name}</h2>
      <Value person={person} large />
      <Sparkline person={person} unit={unit} />
      <dl class="facts">
        <div>
          <dt>{say('window.now.target')}</dt>
          <dd class="figures">{targetText(person.target, unit)}</dd>
        </div>
        <Sensor person={person} />
      </dl>
      <PersonLink person={person} />
    </article>
  );
}

/** Somebody else, who becomes the one looked at by a click. */
export function SmallCard({ person }: { person: PersonState }) {
  const name = nameOf(person.person);
  return (
    <article class="person-small panel" aria-label={name}>
      <h2 class="person-name">
        <button
          type="button"
          class="cover"
          aria-label={say('window.now.show', { name })}
          onClick={() => choosePerson(person.person.patientId)}
        >
          {name}
        </button>
      </h2>
      <Value person={person} large={false} />
      <PersonLink person={person} />
    </article>
  );
}

function Value({ person, large }: { person: PersonState; large: boolean }) {
  const { reading, recent, link } = person;
  const unit = unitOf(person);
  if (reading === null)
    return (
      <>
        <div class={`value old no-range ${large ? 'large' : ''}`}>
          <p class="value-main">
            <span class="number">{say('window.now.noValue')}</span>
          </p>
        </div>
        <p class="age-line gone">
          {link.code === 'starting' ? say('window.people.loading') : say('window.now.neverAny')}
        </p>
      </>
    );
  const shown = shownValue(reading, recent, now.value);
  return (
    <>
      <ValueLine shown={shown} unit={unit} large={large} />
      <AgeLine shown={shown} unit={unit} large={large} />
    </>
  );
}

/** What is the matter with this person's readings, where something is. */
function PersonLink({ person: { person, link } }: { person: PersonState }) {
  const state = snapshot.value?.state;
  if (link.code === 'ok' || link.code === 'starting') return null;
  // One cause, one sentence: the worst link has its own under the cards, and what follows from it is no cause.
  const worst = state ? shownLink(state) : null;
  if (worst?.code === 'problem' && link.code !== 'problem') return null;
  if (JSON.stringify(worst) === JSON.stringify(link)) return null;
  const named = 'name' in link ? { ...link, name: nameOf(person) } : link;
  return <p class="person-link">{windowLinkSentence(named, localTime)}</p>;
}

function Sensor({ person: { sensorStartedAt = null, sensorEndsAt = null } }: { person: PersonState }) {
  if (sensorStartedAt === null) return null;
  const day = Math.floor((now.value - sensorStartedAt) / DAY) + 1;
  const days = sensorEndsAt === null ? null : Math.round((sensorEndsAt - sensorStartedAt) / DAY);
  const ended = sensorEndsAt !== null && sensorEndsAt <= now.value;
  return (
    <div>
      <dt>{say('window.now.sensor')}</dt>
      <dd class="figures">
        {!ended &&
          (days === null
            ? say('window.now.sensorDay', { day })
            : say('window.now.sensorDayOf', { day, days }))}
        {sensorEndsAt !== null && (
          <>
            {!ended && ', '}
            {ended
              ? say('window.now.sensorEnded', { time: localTime(sensorEndsAt) })
              : say('window.now.sensorEnds', {
                  time: localTime(sensorEndsAt),
                  left: ageText(Math.floor((sensorEndsAt - now.value) / SECOND)),
                })}
          </>
        )}
      </dd>
    </div>
  );
}
