import { useSignal } from '@preact/signals';
import type { PersonState } from '../../../shared/state/app-state.ts';
import { ageSeconds } from '../../../shared/glucose/freshness.ts';
import { personName } from '../../../shared/glucose/reading.ts';
import { isFollowed } from '../../../shared/settings/settings.ts';
import { say } from '../../../shared/messages/say.ts';
import { agoText } from '../../../shared/messages/sentences/durations.ts';
import { windowLinkSentence } from '../../../shared/messages/sentences/link.ts';
import { act } from '../../acts.ts';
import { Icon } from '../../components/icon.tsx';
import { SaveNote, useSaving } from '../../components/saving.tsx';
import { Choice, Hinted } from '../../components/choice.tsx';
import { Connection, toneOf } from '../../components/connection.tsx';
import { glucoseText } from '../../../shared/messages/figures.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { now, snapshot } from '../../live.ts';
import { followed, unitOf } from '../../people.ts';
import { shownValue } from '../../components/shown-value.ts';
import { signInAgain } from '../navigation.ts';
import { finish, goTo } from './progress.ts';

/** Who shares with this account, live, and who of them is to be followed. */
export function ChoosePeople() {
  const state = snapshot.value?.state ?? null;
  const people = state?.people ?? [];
  const none = useSignal(false);
  const goOn = () => {
    none.value = people.length > 0 && followed.value.length === 0;
    if (!none.value) goTo('limits');
  };
  return (
    <>
      <h1 tabIndex={-1}>{say('window.firstRun.people.title')}</h1>
      <p class="row checked">
        <Icon name="check" />
        {say('window.firstRun.people.signedIn')}
      </p>
      {people.length > 0 && (
        <>
          <p class="lead">{say('window.firstRun.people.lead')}</p>
          <div class="panel stack">
            {people.map((person) => (
              <PersonChoice key={person.person.patientId} person={person} />
            ))}
          </div>
        </>
      )}
      {people.length === 0 && (!state || state.link.code === 'starting') && (
        <p class="panel muted" role="status">
          {say('window.firstRun.people.waiting')}
        </p>
      )}
      {state && toneOf(state.link) !== 'good' && people.length === 0 && state.link.code !== 'starting' && (
        <div class="panel stack">
          <Connection link={state.link} onSignInAgain={signInAgain} />
          <div>
            <button type="button" class="button" onClick={() => void act('monitor:refresh')}>
              {say('window.refresh')}
            </button>
          </div>
        </div>
      )}
      <p role="status" class="error">
        {none.value && say('window.firstRun.people.chooseOne')}
      </p>
      <div class="row">
        <button type="button" class="button primary" onClick={goOn}>
          {say('window.continue')}
        </button>
        <button type="button" class="button quiet" onClick={finish}>
          {say('window.later')}
        </button>
      </div>
    </>
  );
}

function PersonChoice({ person }: { person: PersonState }) {
  const saving = useSaving();
  const settings = snapshot.value?.settings;
  const { patientId } = person.person;
  if (!settings) return null;
  return (
    <div class="row">
      <Choice
        class="grow figures"
        on={isFollowed(settings, patientId)}
        onChange={(chosen) => void saving.save({ people: { [patientId]: { followed: chosen } } })}
      >
        <Hinted hint={readingWords(person)}>
          <strong>{personName(person.person)}</strong>
        </Hinted>
      </Choice>
      <SaveNote saving={saving} />
    </div>
  );
}

/** The newest reading in a line, or why there is none. */
function readingWords({ reading, recent, link, ...person }: PersonState): string {
  if (reading === null)
    return link.code === 'ok' ? say('window.now.neverAny') : windowLinkSentence(link, localTime);
  const { look } = shownValue(reading, recent, now.value);
  if (look === 'future') return say('window.now.ahead');
  if (look === 'old' || look === 'stale')
    return say('window.now.noDataSince', { time: localTime(reading.measuredAt) });
  const value = reading.offScale ?? glucoseText(reading.mgdl, unitOf({ ...person, reading, recent, link }));
  return `${value}, ${agoText(ageSeconds(reading.measuredAt, now.value))}`;
}
