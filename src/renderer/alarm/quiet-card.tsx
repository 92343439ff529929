import type { ShownAlarm } from '../../shared/alarms/shown-alarm.ts';
import { alarms, alarmWindow as words } from '../../shared/messages/en.ts';
import { act } from '../acts.ts';
import { clockText } from '../format.ts';
import { KindShape } from './kind-shape.tsx';

/** What was silenced a moment ago, until when, and the way back. */
export function QuietCard({ alarm }: { alarm: ShownAlarm }) {
  const { patientId, kind } = alarm;
  const what = `${alarms.kinds[kind]}, ${alarm.name ?? words.program}`;
  const until = clockText(alarm.until ?? 0);
  return (
    <section class="card quiet" aria-label={what}>
      <h1>
        <span class="what">
          <KindShape kind={kind} />
          {alarms.kinds[kind]}
        </span>
        <bdi class="who">{alarm.name ?? words.program}</bdi>
      </h1>
      <div class="reading">
        <p class="until">{words.quietUntil(until)}</p>
        <button
          type="button"
          aria-label={words.undoName(what, until)}
          onClick={() => void act('alarm:undo', { patientId, kind })}
        >
          {words.undo}
        </button>
      </div>
    </section>
  );
}
