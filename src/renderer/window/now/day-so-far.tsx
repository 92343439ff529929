import { dayShares } from '../../../shared/report/ranges-bar.tsx';
import { DailyPattern } from '../../../shared/report/daily-pattern.tsx';
import type { TodayWithAlarm } from '../../../shared/ipc/reports.ts';
import type { PersonState } from '../../../shared/state/app-state.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import { glucoseText, percentText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { hoursText, localTime, timeOfDayText } from '../../../shared/messages/times.ts';
import { DAY_PARTS } from '../../../shared/statistics/day-parts.ts';
import { LIMITS } from '../../../shared/statistics/ranges.ts';
import type { SoFar } from '../../../shared/statistics/today.ts';
import { useWidth } from '../../components/use-width.ts';
import { followed, nameOf, unitOf } from '../../people.ts';
import { showWhy } from '../navigation.ts';
import { useToday } from '../period/today.ts';

const CHART_HEIGHT = 320;

/** What a wide window has room for: today and the night in figures, the last alarm, the day as a line. */
export function DaySoFar({ person }: { person: PersonState }) {
  const asked = useToday(person.person.patientId).value;
  if (asked === 'busy') return null;
  if ('problem' in asked) return <p class="panel muted">{windowProblemSentence(asked.problem, localTime)}</p>;
  return <Told today={asked.value} name={nameOf(person.person)} unit={unitOf(person)} />;
}

function Told({ today, name, unit }: { today: TodayWithAlarm; name: string; unit: Unit }) {
  const { day, night, isNightOver, lastAlarm } = today;
  const { element, width } = useWidth<HTMLElement>(640);
  // Whose it is must be seen where it could be somebody else's.
  const titled = (what: string) => (followed.value.length > 1 ? say('words.named', { name, what }) : what);
  return (
    <div class="day-so-far">
      <Stretch title={titled(say('window.now.day.today'))} stretch={day} unit={unit} />
      <Stretch
        title={titled(
          say(isNightOver ? 'window.now.day.lastNight' : 'window.now.day.tonight', {
            hours: hoursText(DAY_PARTS[0]),
          }),
        )}
        stretch={night}
        unit={unit}
      />
      <section class="panel stack tight day-chart" ref={element}>
        <h2>{titled(say('window.now.day.chart'))}</h2>
        <DailyPattern
          id="today"
          bins={[]}
          line={day.runs}
          unit={unit}
          label={say('window.now.day.chartOf', { name })}
          size={{ width: Math.max(260, width), height: CHART_HEIGHT }}
        />
        <LastAlarm alarm={lastAlarm} />
      </section>
    </div>
  );
}

/** What rang last, with the way to why. */
function LastAlarm({ alarm }: { alarm: TodayWithAlarm['lastAlarm'] }) {
  if (alarm === null) return <p>{say('window.now.day.noAlarm')}</p>;
  const [kind, time] = [say(`alarms.kinds.${alarm.kind}`), localTime(alarm.at)];
  return (
    <p class="figures">
      {say('window.now.day.lastAlarm', { kind, time })}{' '}
      <button
        type="button"
        class="link"
        aria-label={say('window.journal.whyAt', { time, alarm: kind })}
        onClick={() => showWhy(alarm.at)}
      >
        {say('window.journal.why')}
      </button>
    </p>
  );
}

/** The figures of a stretch, or that nothing is known of it. */
function Stretch({ title, stretch, unit }: { title: string; stretch: SoFar; unit: Unit }) {
  const { readings, lowest, coveragePercent } = stretch;
  const shares = dayShares(stretch);
  const limit = (mgdl: number) => ({ limit: glucoseText(mgdl, unit) });
  const facts: [id: string, name: string, figure: string][] = [
    ...(shares
      ? ([
          ['inRange', say('statistics.ranges.inRange'), shares.inRange],
          ['low', say('statistics.under', limit(LIMITS.low)), shares.low],
          ['high', say('statistics.over', limit(LIMITS.high)), shares.high],
        ] as [string, string, string][])
      : []),
    ...(lowest
      ? ([
          [
            'lowest',
            say('window.now.day.lowest'),
            say('window.now.day.valueAt', {
              value: glucoseText(lowest.mgdl, unit),
              time: timeOfDayText(lowest.minute),
            }),
          ],
        ] as [string, string, string][])
      : []),
    ['coverage', say('window.now.day.coverage'), percentText(coveragePercent / 100)],
  ];
  return (
    <section class="panel stack tight" aria-label={title}>
      <h2>{title}</h2>
      {readings === 0 && <p class="muted">{say('window.now.day.nothing')}</p>}
      {readings > 0 && !shares && <p class="muted">{say('window.now.day.tooLittle')}</p>}
      <dl class="day-facts figures">
        {facts.map(([id, name, figure]) => (
          <div key={id} data-fact={id}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
