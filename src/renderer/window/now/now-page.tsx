import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { shownLink } from '../../../shared/state/app-state.ts';
import { say } from '../../../shared/messages/say.ts';
import { ageText, agoText } from '../../../shared/messages/sentences/durations.ts';
import { SECOND } from '../../../shared/time.ts';
import { ask } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { Connection } from '../../components/connection.tsx';
import { useWidth } from '../../components/use-width.ts';
import { clock, now, snapshot } from '../../live.ts';
import { followed } from '../../people.ts';
import { chosen, signInAgain } from '../navigation.ts';
import { DaySoFar } from './day-so-far.tsx';
import { LargeCard, SmallCard } from './person-card.tsx';

/** From here on the day has room beside the value. */
const WIDE_REM = 40;
const remPixels = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** The newest value of everyone, its age beside it, and what stands in the way of a newer one. */
export function NowPage() {
  const state = snapshot.value?.state ?? null;
  const large = chosen.value;
  const others = followed.value.filter((one) => one !== large);
  const { element, width } = useWidth<HTMLDivElement>(0);
  // The value is painted first; an effect comes after that.
  const isPainted = useSignal(false);
  useEffect(() => void (isPainted.value = true), []);
  return (
    <div class="now-page" ref={element}>
      <h1 class="hidden-words" tabIndex={-1}>
        {say('window.pages.now')}
      </h1>
      <div class={`people ${others.length > 0 ? 'several' : ''}`}>
        {large && <LargeCard person={large} />}
        {others.length > 0 && (
          <div class="others">
            {others.map((one) => (
              <SmallCard key={one.person.patientId} person={one} />
            ))}
          </div>
        )}
        {!large && <Nobody />}
      </div>
      {state && (
        <section class="connection-line">
          <Connection link={shownLink(state)} onSignInAgain={signInAgain} />
          <NextPoll at={state.nextPollAt} lastAnswerAt={state.lastAnswerAt} />
        </section>
      )}
      {large && isPainted.value && width >= WIDE_REM * remPixels() && (
        <DaySoFar key={large.person.patientId} person={large} />
      )}
    </div>
  );
}

function Nobody() {
  const state = snapshot.value?.state ?? null;
  const loading = state === null || state.link.code === 'starting';
  const somebody = (state?.people.length ?? 0) > 0;
  return (
    <div class="panel nobody" aria-busy={loading}>
      <p class="value-main">
        <span class="number">{say('window.now.noValue')}</span>
      </p>
      <p>
        {loading
          ? say('window.people.loading')
          : somebody
            ? say('window.people.noneFollowed')
            : say('window.people.none')}
      </p>
      {!loading && !somebody && <p class="muted">{say('window.people.noneHint')}</p>}
    </div>
  );
}

function NextPoll({ at, lastAnswerAt }: { at: number | null; lastAnswerAt: number | null }) {
  const busy = useSignal(false);
  const refresh = async () => {
    busy.value = true;
    await ask('monitor:refresh');
    busy.value = false;
  };
  const answered =
    lastAnswerAt === null
      ? say('window.now.noAnswerYet')
      : say('window.now.lastAnswer', {
          ago: agoText(Math.max(0, Math.floor((now.value - lastAnswerAt) / SECOND))),
        });
  return (
    <div class="next-poll">
      <p class="muted small figures">
        {answered}
        {at !== null && ` · ${nextPoll(Math.round((at - clock.value) / SECOND))}`}
      </p>
      <button type="button" class="button" disabled={busy.value} onClick={() => void refresh()}>
        <Icon name="refresh" />
        {busy.value ? say('window.asking') : say('window.refresh')}
      </button>
    </div>
  );
}

function nextPoll(seconds: number): string {
  return seconds <= 0 ? say('window.now.asking') : say('window.now.nextPoll', { age: ageText(seconds) });
}
