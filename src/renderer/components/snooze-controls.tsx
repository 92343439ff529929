import type { SnoozeScope } from '../../shared/alarms/events.ts';
import { SNOOZE_ALL_MINUTES } from '../../shared/alarms/kinds.ts';
import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { ui } from '../../shared/messages/en.ts';
import { act } from '../acts.ts';
import { localTime } from '../format.ts';
import { snapshot } from '../live.ts';
import { nameById } from '../people.ts';

const SNOOZES = [30, 60, SNOOZE_ALL_MINUTES];
const SCOPES: readonly [scope: SnoozeScope, label: string][] = [
  ['highs', ui.alarms.snoozeHighs],
  ['all', ui.alarms.snoozeAll],
];

/** Those that are held back until a time that is known. */
export const silencedOf = (alarms: readonly ShownAlarm[]) =>
  alarms.filter(({ phase, until }) => phase !== 'active' && until !== null);

/** What is silenced until when, and how to silence more, or nothing any more. */
export function SnoozeControls() {
  const silenced = silencedOf(snapshot.value?.alarms ?? []);
  return (
    <>
      {silenced.length > 0 && <Silenced alarms={silenced} />}
      {SCOPES.map(([scope, label]) => (
        <Snoozes key={scope} scope={scope} label={label} />
      ))}
    </>
  );
}

function Silenced({ alarms }: { alarms: readonly ShownAlarm[] }) {
  return (
    <div class="stack tight">
      <h3>{ui.alarms.silences}</h3>
      <ul class="plain">
        {alarms.map(({ patientId, name, kind, until }) => (
          <li key={`${patientId} ${kind}`} class="figures">
            {ui.alarms.silence(nameById(patientId, name) ?? ui.alarms.program, kind, localTime(until ?? 0))}
          </li>
        ))}
      </ul>
      <div>
        <button type="button" class="button" onClick={() => void act('alarms:endSnooze')}>
          {ui.alarms.endSilence}
        </button>
      </div>
    </div>
  );
}

function Snoozes({ scope, label }: { scope: SnoozeScope; label: string }) {
  return (
    <div class="stack tight">
      <h3>
        {ui.alarms.snooze}: {label}
      </h3>
      <div class="row">
        {SNOOZES.map((minutes) => (
          <button
            key={minutes}
            type="button"
            class="button"
            aria-label={ui.alarms.snoozeName(label, minutes)}
            onClick={() => void act('alarms:snooze', { scope, minutes })}
          >
            {ui.alarms.forMinutes(minutes)}
          </button>
        ))}
      </div>
    </div>
  );
}
