import { TIMING } from '../../shared/alarms/kinds.ts';
import { alarmKey, strongestOf, type ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { say } from '../../shared/messages/say.ts';
import { spanText } from '../../shared/messages/sentences/durations.ts';
import { alarmOf } from '../../shared/messages/sentences/alarm.ts';
import { act } from '../acts.ts';
import { glucoseText } from '../../shared/messages/figures.ts';
import { localTime } from '../../shared/messages/times.ts';
import { snapshot } from '../live.ts';
import { nameById, unitById } from '../people.ts';
import { Icon } from './icon.tsx';

/** Everything that rings now, the most urgent first, with what can be done about it; then what is acknowledged. */
export function AlarmBanner() {
  const { alarms = [] } = snapshot.value ?? {};
  const ringing = strongestOf(alarms.filter(({ phase }) => phase === 'active'));
  // What a stronger one took with it comes back with it.
  const quiet = strongestOf(alarms.filter(({ phase, until }) => phase === 'acknowledged' && until !== null));
  if (ringing.length + quiet.length === 0) return null;
  return (
    <section class="banners" aria-label={say('window.alarms.title')}>
      {ringing.map((alarm) => (
        <Ringing key={alarmKey(alarm)} alarm={alarm} />
      ))}
      {quiet.map((alarm) => (
        <Quiet key={alarmKey(alarm)} alarm={alarm} />
      ))}
    </section>
  );
}

/** On still, but somebody has seen it. */
function Quiet({ alarm }: { alarm: ShownAlarm }) {
  const { patientId, kind, until } = alarm;
  const name = nameById(patientId, alarm.name) ?? say('window.alarms.program');
  return (
    <div class="banner quiet" role="status">
      <Icon name="moon" />
      <p class="grow figures">
        {alarmOf(name, kind)} · {say('window.alarms.quietUntil', { time: localTime(until ?? 0) })}
      </p>
      <button
        type="button"
        class="link"
        aria-label={say('window.alarms.undoName', { what: alarmOf(name, kind) })}
        onClick={() => void act('alarm:undo', { patientId, kind })}
      >
        {say('window.alarms.undo')}
      </button>
    </div>
  );
}

function Ringing({ alarm }: { alarm: ShownAlarm }) {
  const { patientId, kind, priority, cause, mgdl, measuredAt, since } = alarm;
  const name = nameById(patientId, alarm.name) ?? say('window.alarms.program');
  const facts = [
    mgdl !== null && measuredAt !== null
      ? say('window.alarms.value', {
          glucose: glucoseText(mgdl, unitById(patientId)),
          time: localTime(measuredAt),
        })
      : null,
    cause === null ? null : say(`alarms.reasons.${cause}`),
    since === null ? null : say('window.alarms.since', { time: localTime(since) }),
  ];
  return (
    <div class={`banner ${priority}`} role="alert">
      <Icon name="bell" />
      <div class="grow">
        <p class="banner-title">
          <span class="banner-priority">{say(`window.alarms.priorities.${priority}`)}</span>{' '}
          {alarmOf(name, kind)}
        </p>
        <p class="small figures">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      </div>
      <div class="row">
        <button
          type="button"
          class="button on-banner"
          onClick={() => void act('alarm:acknowledge', { patientId, kind })}
        >
          {say('window.alarms.acknowledge')}
        </button>
        {TIMING[kind].snoozeMinutes.slice(0, 2).map((minutes) => (
          <button
            key={minutes}
            type="button"
            class="button on-banner"
            onClick={() => void act('alarm:snooze', { patientId, kind, minutes })}
          >
            {say('window.alarms.snoozeFor', { span: spanText(minutes) })}
          </button>
        ))}
      </div>
    </div>
  );
}
