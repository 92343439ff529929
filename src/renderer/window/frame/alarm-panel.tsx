import { isArmed } from '../../../shared/alarms/armed.ts';
import { say } from '../../../shared/messages/say.ts';
import { AlarmTest } from '../../components/alarm-test.tsx';
import { ArmedFaults } from '../../components/armed-faults.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { Icon } from '../../components/icon.tsx';
import { silencedOf, SnoozeControls } from '../../components/snooze-controls.tsx';
import { localTime } from '../../../shared/messages/times.ts';
import { snapshot } from '../../live.ts';
import { showPage } from '../navigation.ts';

/** Whether an alarm would reach anybody here, and what is silenced until when; under it what can be done. */
export function AlarmPanel() {
  const { alarms = [], armed } = snapshot.value ?? {};
  if (!armed) return null;
  const silenced = silencedOf(alarms);
  const ringing = alarms.find(({ phase }) => phase === 'active');
  const isSafe = isArmed(armed);
  const until = Math.max(...silenced.map((one) => one.until ?? 0));
  const [tone, icon, words] = !isSafe
    ? (['bad', 'warning', say('window.alarms.notArmed')] as const)
    : ringing
      ? ([
          ringing.priority === 'low' ? 'waiting' : 'bad',
          'bell',
          say(`window.alarms.priorities.${ringing.priority}`),
        ] as const)
      : silenced.length > 0
        ? (['waiting', 'moon', say('window.alarms.silencedUntil', { time: localTime(until) })] as const)
        : (['good', 'bell', say('window.alarms.armed')] as const);
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
        <ArmedFaults armed={armed} onSettings={() => showPage('settings')} />
        <SnoozeControls />
        <AlarmTest />
        <p class="small muted">
          {armed.testedAt === null
            ? say('window.alarms.neverTested')
            : say('window.alarms.tested', { time: localTime(armed.testedAt) })}
        </p>
      </div>
    </Disclosure>
  );
}
