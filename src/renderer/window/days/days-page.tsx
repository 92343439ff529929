import { DayPanel } from '../../../shared/report/day-panel.tsx';
import { dayShares } from '../../../shared/report/ranges-bar.tsx';
import { DEFAULT_TARGET, type Target } from '../../../shared/glucose/range.ts';
import { unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import type { DayWithAlarms } from '../../../shared/statistics/days.ts';
import { dateText } from '../../../shared/messages/civil-dates.ts';
import {
  glucoseNumber,
  glucoseText,
  percentText,
  tenthPercentText,
  wholeText,
} from '../../../shared/messages/figures.ts';
import { say, type MessageKey } from '../../../shared/messages/say.ts';
import { timeOfDayText } from '../../../shared/messages/times.ts';
import { CopyTable } from '../../components/copy-table.tsx';
import type { Table } from '../../components/table-text.ts';
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
          <>
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
            <CopyTable table={() => daysTable(days, unitOf(person))} />
          </>
        )
      }
    </PeriodPage>
  );
}

/** The rows for the clipboard. */
function daysTable(days: readonly DayWithAlarms[], unit: Unit): Table {
  const columns: [DayColumn, (day: DayWithAlarms) => string][] = [
    ['date', ({ date }) => date],
    ['readings', ({ readings }) => wholeText(readings)],
    ['low', ({ lowPercent }) => shareText(lowPercent)],
    ['inRange', ({ inRangePercent }) => shareText(inRangePercent)],
    ['high', ({ highPercent }) => shareText(highPercent)],
    ['mean', ({ meanMgdl }) => (meanMgdl === null ? '' : glucoseNumber(meanMgdl, unit))],
    ['lowest', ({ lowest }) => (lowest ? glucoseNumber(lowest.mgdl, unit) : '')],
    ['lowestAt', ({ lowest }) => (lowest ? timeOfDayText(lowest.minute) : '')],
    ['highest', ({ highest }) => (highest ? glucoseNumber(highest.mgdl, unit) : '')],
    ['highestAt', ({ highest }) => (highest ? timeOfDayText(highest.minute) : '')],
    ['unit', () => unitLabel(unit)],
    ['alarms', ({ alarms }) => wholeText(alarms)],
    ['coverage', ({ coveragePercent }) => shareText(coveragePercent)],
  ];
  return {
    headings: columns.map(([name]) => say(`window.days.headings.${name}`)),
    rows: days.map((day) => columns.map(([, text]) => text(day))),
  };
}

type DayColumn = MessageKey extends infer K
  ? K extends `window.days.headings.${infer N}`
    ? N
    : never
  : never;

const shareText = (percent: number | null): string =>
  percent === null ? '' : tenthPercentText(percent / 100);

interface Of {
  unit: Unit;
  target: Target;
}

/** A day: its line, what part of it was low, in range and high, and its figures. */
function DayRow({ day, unit, target }: Of & { day: DayWithAlarms }) {
  const { date, from, hours, lowPercent, inRangePercent, highPercent } = day;
  const shares = dayShares(day);
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
        {shares && (
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
                  width={`${share ?? 0}%`}
                >
                  <rect width="1" height="1" />
                </svg>
              ))}
            </div>
            <p>{say('window.days.shares', shares)}</p>
          </>
        )}
        <p class="day-told">
          {factsOf(day, unit).map((one) => (
            <span key={one}>{one} </span>
          ))}
        </p>
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
