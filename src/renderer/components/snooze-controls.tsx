import type { SnoozeScope } from '../../shared/alarms/events.ts';
import { SNOOZE_ALL_MINUTES } from '../../shared/alarms/kinds.ts';
import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { say, type MessageKey } from '../../shared/messages/say.ts';
import { spanText } from '../../shared/messages/sentences/durations.ts';
import { alarmOf } from '../../shared/messages/sentences/alarm.ts';
import { act } from '../acts.ts';
import { localTime } from '../../shared/messages/times.ts';
import { snapshot } from '../live.ts';
import { nameById } from '../people.ts';

const SNOOZES = [30, 60, SNOOZE_ALL_MINUTES];
const LABELS = {
  highs: 'window.alarms.snoozeHighs',
  all: 'window.alarms.snoozeAll',
} as const satisfies Record<SnoozeScope, MessageKey>;

/** Those that are held back until a time that is known. */
export const silencedOf = (alarms: readonly ShownAlarm[]) =>
  alarms.filter(({ phase, until }) => phase !== 'active' && until !== null);

/** What is silenced until when, and how to silence more, or nothing any more. */
export function SnoozeControls() {
  const silenced = silencedOf(snapshot.value?.alarms ?? []);
  return (
    <>
      {silenced.length > 0 && <Silenced alarms={silenced} />}
      {(['highs', 'all'] as const).map((scope) => (
        <Snoozes key={scope} scope={scope} label={say(LABELS[scope])} />
      ))}
    </>
  );
}

function Silenced({ alarms }: { alarms: readonly ShownAlarm[] }) {
  return (
    <div class="stack tight">
      <h3>{say('window.alarms.silences')}</h3>
      <ul class="plain">
        {alarms.map(({ patientId, name, kind, until }) => (
          <li key={`${patientId} ${kind}`} class="figures">
            {say('window.alarms.silence', {
              what: alarmOf(nameById(patientId, name) ?? say('window.alarms.program'), kind),
              until: localTime(until ?? 0),
            })}
          </li>
        ))}
      </ul>
      <div>
        <button type="button" class="button" onClick={() => void act('alarms:endSnooze')}>
          {say('window.alarms.endSilence')}
        </button>
      </div>
    </div>
  );
}

function Snoozes({ scope, label }: { scope: SnoozeScope; label: string }) {
  return (
    <div class="stack tight">
      <h3>
        {say('window.alarms.snooze')}: {label}
      </h3>
      <div class="row">
        {SNOOZES.map((minutes) => (
          <button
            key={minutes}
            type="button"
            class="button"
            aria-label={say('window.alarms.snoozeName', { what: label, span: spanText(minutes) })}
            onClick={() => void act('alarms:snooze', { scope, minutes })}
          >
            {spanText(minutes)}
          </button>
        ))}
      </div>
    </div>
  );
}
