import { isArmed, type Armed } from '../../shared/alarms/armed.ts';
import { armedFaults, ui } from '../../shared/messages/en.ts';

/** Why an alarm might go unnoticed, each with the way out of it. */
export function ArmedFaults({ armed, onSettings }: { armed: Armed; onSettings: () => void }) {
  const { faults } = armed;
  const isSafe = isArmed(armed);
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
                    <button type="button" class="link" onClick={onSettings}>
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
