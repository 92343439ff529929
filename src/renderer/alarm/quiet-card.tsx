import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { say } from '../../shared/messages/say.ts';
import { act } from '../acts.ts';
import { clockText } from '../../shared/messages/times.ts';
import { KindShape } from './kind-shape.tsx';

/** What was silenced a moment ago, until when, and the way back. */
export function QuietCard({ alarm }: { alarm: ShownAlarm }) {
  const { patientId, kind } = alarm;
  const what = `${say(`alarms.kinds.${kind}`)}, ${alarm.name ?? say('alarmWindow.program')}`;
  const until = clockText(alarm.until ?? 0);
  return (
    <section class="card quiet" aria-label={what}>
      <h1>
        <span class="what">
          <KindShape kind={kind} />
          {say(`alarms.kinds.${kind}`)}
        </span>
        <bdi class="who">{alarm.name ?? say('alarmWindow.program')}</bdi>
      </h1>
      <div class="reading">
        <p class="until">{say('alarmWindow.quietUntil', { time: until })}</p>
        <button
          type="button"
          aria-label={say('alarmWindow.undoName', { what, until })}
          onClick={() => void act('alarm:undo', { patientId, kind })}
        >
          {say('alarmWindow.undo')}
        </button>
      </div>
    </section>
  );
}
