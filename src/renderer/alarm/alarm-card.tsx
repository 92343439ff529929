import { TIMING, type AlarmKind, type Priority } from '../../shared/alarms/kinds.ts';
import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { say } from '../../shared/messages/say.ts';
import { spanText } from '../../shared/messages/sentences/durations.ts';
import { MINUTE } from '../../shared/time.ts';
import { act } from '../acts.ts';
import type { CardFacts } from './card-facts.ts';
import { KindShape } from './kind-shape.tsx';

function acknowledge({ patientId, kind }: ShownAlarm): void {
  void act('alarm:acknowledge', { patientId, kind });
}

/** One alarm: whose and which by word, shape and colour, the value with its age, and what can be done about it. */
export function AlarmCard({ alarm, facts }: { alarm: ShownAlarm; facts: CardFacts }) {
  const { patientId, kind, priority } = alarm;
  const name = alarm.name ?? say('alarmWindow.program');
  const what = say(`alarms.kinds.${kind}`);
  const acknowledgedMinutes = TIMING[kind].acknowledgedMs / MINUTE;
  const choices = TIMING[kind].snoozeMinutes;
  const inHours = choices.every((minutes) => minutes % 60 === 0);
  const about = `${what}, ${name}`;
  return (
    <article class={`card ${priority}`} aria-label={`${what}, ${name}`}>
      <Heading kind={kind} priority={priority} what={what} name={name} />
      <div class={`reading ${facts.wear}`}>
        {facts.value !== null && (
          <p class="value">
            <span class="number">{facts.value}</span>
            <span class="unit">{facts.unit}</span>
            {facts.arrow !== '' && <span class="arrow">{facts.arrow}</span>}
          </p>
        )}
        <div class={facts.value === null ? 'sentence' : 'age'}>
          {facts.words.map((one) => (
            <p key={one}>{one}</p>
          ))}
          {facts.more.map((one) => (
            <p key={one} class="more">
              {one}
            </p>
          ))}
        </div>
      </div>
      <div class="answers">
        <button
          type="button"
          class="acknowledge"
          aria-label={say('alarmWindow.acknowledgeName', {
            span: spanText(acknowledgedMinutes),
            what: about,
          })}
          onClick={() => acknowledge(alarm)}
        >
          {say('alarmWindow.acknowledgeFor', { span: spanText(acknowledgedMinutes) })}
        </button>
        <div class="snooze" role="group" aria-label={say('alarmWindow.snooze')}>
          <span class="label" aria-hidden="true">
            {inHours ? say('alarmWindow.snoozeInHours') : say('alarmWindow.snoozeInMinutes')}
          </span>
          {choices.map((minutes) => (
            <button
              key={minutes}
              type="button"
              aria-label={say('alarmWindow.snoozeName', {
                what: about,
                span: inHours ? spanText(minutes) : say('words.span.minutes', { minutes }),
              })}
              onClick={() => void act('alarm:snooze', { patientId, kind, minutes })}
            >
              {inHours ? minutes / 60 : minutes}
            </button>
          ))}
        </div>
      </div>
    </article>
  );
}

/** What a test of the alarms looks like: as an alarm of that priority, and unmistakably none. */
export function TestCard({ priority }: { priority: Priority }) {
  const kind = { high: 'urgentLow', medium: 'low', low: 'sensor' }[priority] as AlarmKind;
  return (
    <article class={`card ${priority}`} aria-label={say('alarmWindow.testTitle')}>
      <Heading
        kind={kind}
        priority={priority}
        what={say('alarmWindow.testTitle')}
        name={say('alarmWindow.program')}
      />
      <p class="sentence">{say(`alarmWindow.test.${priority}`)}</p>
    </article>
  );
}

function Heading(props: { kind: AlarmKind; priority: Priority; what: string; name: string }) {
  return (
    <h1>
      <span class="what">
        <KindShape kind={props.kind} />
        {props.what}
      </span>
      <bdi class="who" title={props.name}>
        {props.name}
      </bdi>
    </h1>
  );
}
