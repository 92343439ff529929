import { isArmed, type Armed } from '../../shared/alarms/armed.ts';
import { say } from '../../shared/messages/say.ts';

/** Why an alarm might go unnoticed, each with the way out of it. */
export function ArmedFaults({ armed, onSettings }: { armed: Armed; onSettings: () => void }) {
  const { faults } = armed;
  const isSafe = isArmed(armed);
  return (
    <div class="stack tight">
      {isSafe && <p>{say('window.alarms.armedSentence')}</p>}
      {faults.length > 0 && (
        <>
          <h3>{isSafe ? say('window.alarms.reminders') : say('window.alarms.notArmedTitle')}</h3>
          <ul class="faults">
            {faults.map((fault) => (
              <li key={fault}>
                {say(`armedFaults.${fault}`)}
                {(fault === 'lowsOff' || fault === 'notAtLogin') && (
                  <>
                    {' '}
                    <button type="button" class="link" onClick={onSettings}>
                      {say('window.pages.settings')}
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
