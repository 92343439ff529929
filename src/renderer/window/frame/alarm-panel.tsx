import { isArmed, type ArmedFault } from '../../../shared/alarms/armed.ts';
import { SNOOZE_ALL_MINUTES } from '../../../shared/alarms/kinds.ts';
import type { SnoozeScope } from '../../../shared/alarms/events.ts';
import type { ShownAlarm } from '../../../shared/alarms/shown-alarm.ts';
import { armedFaults, ui } from '../../../shared/messages/en.ts';
import { ask } from '../../bridge.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { Icon } from '../../components/icon.tsx';
import { localTime } from '../../format.ts';
import { nameById, showPage, snapshot } from '../../live.ts';
import { AlarmTest } from '../../components/alarm-test.tsx';

const SNOOZES = [30, 60, SNOOZE_ALL_MINUTES];
const SCOPES: readonly [scope: SnoozeScope, label: string][] = [
  ['highs', ui.alarms.snoozeHighs],
  ['all', ui.alarms.snoozeAll],
];

/** Whether an alarm would reach anybody here, and what is silenced until when; under it what can be done. */
export function AlarmPanel() {
  const { alarms = [], armed } = snapshot.value ?? {};
  if (!armed) return null;
  const silenced = silencedOf(alarms);
  const ringing = alarms.find(({ phase }) => phase === 'active');
  const isSafe = isArmed(armed);
  const until = Math.max(...silenced.map((one) => one.until ?? 0));
  const [tone, icon, words] = !isSafe
    ? (['bad', 'warning', ui.alarms.notArmed] as const)
    : ringing
      ? ([
          ringing.priority === 'low' ? 'waiting' : 'bad',
          'bell',
          ui.alarms.priorities[ringing.priority],
        ] as const)
      : silenced.length > 0
        ? (['waiting', 'moon', ui.alarms.silencedUntil(localTime(until))] as const)
        : (['good', 'bell', ui.alarms.armed] as const);
  return (
    <Disclosure
      class={`chip ${tone}`}
      label={
        <>
          <Icon name={icon} />
          {words}
        </>
      }
    >
      <div class="stack">
        <Faults faults={armed.faults} isSafe={isSafe} />
        <SnoozeControls />
        <AlarmTest />
        <p class="small muted">
          {armed.testedAt === null ? ui.alarms.neverTested : ui.alarms.tested(localTime(armed.testedAt))}
        </p>
      </div>
    </Disclosure>
  );
}

/** Why an alarm might go unnoticed, each with the way out of it. */
export function Faults({ faults, isSafe }: { faults: readonly ArmedFault[]; isSafe: boolean }) {
  return (
    <div class="stack tight">
      {isSafe && <p>{ui.alarms.armedSentence}</p>}
      {faults.length > 0 && (
        <>
          <h3>{isSafe ? ui.alarms.reminders : ui.alarms.notArmedTitle}</h3>
          <ul class="faults">
            {faults.map((fault) => (
              <li key={fault}>
                {armedFaults[fault]}
                {(fault === 'lowsOff' || fault === 'notAtLogin') && (
                  <>
                    {' '}
                    <button type="button" class="link" onClick={() => showPage('settings')}>
                      {ui.pages.settings}
                    </button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const silencedOf = (alarms: readonly ShownAlarm[]) =>
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
        <button type="button" class="button" onClick={() => void ask('alarms:endSnooze')}>
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
            onClick={() => void ask('alarms:snooze', { scope, minutes })}
          >
            {ui.alarms.forMinutes(minutes)}
          </button>
        ))}
      </div>
    </div>
  );
}
