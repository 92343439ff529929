import { DayPanel } from '../../../shared/report/day-panel.tsx';
import { shareTexts } from '../../../shared/report/ranges-bar.tsx';
import { DEFAULT_TARGET, type Target } from '../../../shared/glucose/range.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import type { DayWithAlarms } from '../../../shared/statistics/days.ts';
import { dateText } from '../../../shared/messages/civil-dates.ts';
import { glucoseText, percentText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { timeOfDayText } from '../../../shared/messages/times.ts';
import { PeriodPage } from '../period/period-page.tsx';
import { nameOf, unitOf } from '../../people.ts';
import { showDay } from '../navigation.ts';

/** How each day went, newest first. */
export function DaysPage() {
  return (
    <PeriodPage page="days" channel="report:days">
      {(days, person) =>
        days.length === 0 ? (
          <p class="panel muted">{say('window.period.nothing')}</p>
        ) : (
          <ol class="days-list plain" aria-label={say('window.days.list', { name: nameOf(person.person) })}>
            {days.map((day) => (
              <DayRow
                key={day.date}
                day={day}
                unit={unitOf(person)}
                target={person.target ?? DEFAULT_TARGET}
              />
            ))}
          </ol>
        )
      }
    </PeriodPage>
  );
}

interface Of {
  unit: Unit;
  target: Target;
}

/** A day: its line, what part of it was low, in range and high, and its figures. */
function DayRow({ day, unit, target }: Of & { day: DayWithAlarms }) {
  const { date, from, hours, lowPercent, inRangePercent, highPercent } = day;
  const isKnown = lowPercent !== null && inRangePercent !== null && highPercent !== null;
  const [low = '', inRange = '', high = ''] = isKnown
    ? shareTexts([lowPercent, inRangePercent, highPercent])
    : [];
  return (
    <li class="panel day" data-date={date}>
      <h2>
        <button
          type="button"
          class="link"
          aria-label={say('window.days.open', { date: dateText(date) })}
          onClick={() => showDay(from, hours)}
        >
          {dateText(date)}
        </button>
      </h2>
      <DayPanel day={day} low={target.low} high={target.high} size={{ width: 288, height: 72 }} />
      <div class="day-figures figures">
        {isKnown && (
          <>
            <div class="day-bar" aria-hidden="true">
              {(
                [
                  ['low', lowPercent],
                  ['inRange', inRangePercent],
                  ['high', highPercent],
                ] as const
              ).map(([range, share]) => (
                <svg
                  key={range}
                  class={range}
                  viewBox="0 0 1 1"
                  preserveAspectRatio="none"
                  width={`${share}%`}
                >
                  <rect width="1" height="1" />
                </svg>
              ))}
            </div>
            <p>{say('window.days.shares', { low, inRange, high })}</p>
          </>
        )}
        <p>{factsOf(day, unit).join(' · ')}</p>
        {hours !== 24 && <p class="hint">{say('window.days.clock', { hours })}</p>}
      </div>
    </li>
  );
}

function factsOf(
  { meanMgdl, lowest, highest, coveragePercent, alarms }: DayWithAlarms,
  unit: Unit,
): string[] {
  const timed = ({ mgdl, minute }: { mgdl: number; minute: number }) => ({
    value: glucoseText(mgdl, unit),
    time: timeOfDayText(minute),
  });
  return [
    ...(meanMgdl === null ? [] : [say('window.days.mean', { mean: glucoseText(meanMgdl, unit) })]),
    ...(lowest ? [say('window.days.lowest', timed(lowest))] : []),
    ...(highest ? [say('window.days.highest', timed(highest))] : []),
    say('window.days.alarms', { count: alarms }),
    say('window.days.coverage', { percent: percentText(coveragePercent / 100) }),
  ];
}
