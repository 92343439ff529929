import { shownLink, type PersonState } from '../../shared/app-state.ts';
import { deltaPerFiveMinutes } from '../../shared/glucose/delta.ts';
import { ageSeconds, freshnessOf } from '../../shared/glucose/freshness.ts';
import { rangeOf } from '../../shared/glucose/range.ts';
import { personName } from '../../shared/glucose/reading.ts';
import { trendLabel, trendSymbol } from '../../shared/glucose/trend.ts';
import { formatGlucose, mgdlToMmol, unitLabel, type Unit } from '../../shared/glucose/units.ts';
import { age, linkSentence, nextPoll, noDataSince, ranges, ui } from '../../shared/messages/en.ts';
import { bridge } from '../bridge.ts';
import { localTime } from '../format.ts';
import { now, snapshot } from '../model.ts';

const TEN_MINUTES_MS = 600_000;

/** The newest value of everyone, its age beside it, and what stands in the way of a newer one. */
export function NowView() {
  const { state, settings } = snapshot.value!;
  if (state === null) return null;
  return (
    <>
      <div class="people">
        {state.people.map((person) => (
          <PersonCard
            key={person.person.patientId}
            person={person}
            unit={settings.unit ?? person.unit ?? 'mgdl'}
          />
        ))}
        {state.people.length === 0 && <p class="empty">{ui.noPeople}</p>}
      </div>
      <section class={`state state-${shownLink(state).code}`} role="status">
        <p>{linkSentence(shownLink(state), localTime)}</p>
        <p class="next">{untilNextPoll(state.nextPollAt)}</p>
        <button type="button" onClick={() => void bridge.invoke('monitor:refresh', undefined)}>
          {ui.refresh}
        </button>
      </section>
    </>
  );
}

function untilNextPoll(at: number | null): string {
  if (at === null) return '';
  return nextPoll(Math.max(0, Math.round((at - now.value) / 1000)));
}

function PersonCard({ person, unit }: { person: PersonState; unit: Unit }) {
  const { reading } = person;
  const name = personName(person.person);
  if (reading === null) {
    return (
      <article class="card" aria-label={name}>
        <h2>{name}</h2>
        <p class="value none">---</p>
        <p>{linkSentence(person.link, localTime)}</p>
      </article>
    );
  }
  const freshness = freshnessOf(reading.measuredAt, now.value);
  const range = rangeOf(reading.mgdl, reading.offScale, reading.target);
  const dimmed = now.value - reading.measuredAt >= TEN_MINUTES_MS;
  const delta = dimmed ? null : deltaPerFiveMinutes(reading, person.recent);
  const old = freshness === 'old';
  return (
    <article class={`card ${freshness} ${dimmed ? 'dimmed' : ''} range-${range}`} aria-label={name}>
      <h2>{name}</h2>
      <p class="value">
        <span class="number">{old ? '---' : (reading.offScale ?? formatGlucose(reading.mgdl, unit))}</span>
        <span class="unit">{unitLabel(unit)}</span>
        {!dimmed && reading.trend !== null && (
          <span class="arrow" role="img" aria-label={ui.trends[trendLabel(reading.trend)!]}>
            {trendSymbol(reading.trend)}
          </span>
        )}
        {delta !== null && <span class="delta">{signed(delta, unit)}</span>}
      </p>
      <p class="range">
        {!old && <span class="shape" aria-hidden="true" />}
        {old
          ? noDataSince(localTime(reading.measuredAt))
          : `${ranges[range]}, ${age(ageSeconds(reading.measuredAt, now.value))} ago`}
      </p>
      {person.link.code !== 'ok' && <p class="link">{linkSentence(person.link, localTime)}</p>}
    </article>
  );
}

function signed(delta: number, unit: Unit): string {
  const size = unit === 'mmol' ? mgdlToMmol(Math.abs(delta)).toFixed(1) : String(Math.abs(delta));
  return `${delta < 0 ? '−' : '+'}${size}`;
}
