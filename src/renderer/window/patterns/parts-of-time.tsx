import { useSignal } from '@preact/signals';
import type { Unit } from '../../../shared/glucose/units.ts';
import { weekdayText } from '../../../shared/messages/civil-dates.ts';
import { glucoseNumber, glucoseText, percentText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { timeOfDayText } from '../../../shared/messages/times.ts';
import {
  mostOf,
  type DailyPattern as Pattern,
  type PartOfTime,
} from '../../../shared/statistics/daily-pattern.ts';
import { LIMITS } from '../../../shared/statistics/ranges.ts';
import { FigureTable } from '../../components/figure-table.tsx';

/** Monday to Sunday, with the day that has most lows, and the one with most highs. */
export function Week({ week, unit }: { week: Pattern['week']; unit: Unit }) {
  const told = ([most, limit]: readonly ['lows' | 'highs', number]) => {
    const found = mostOf(week, most === 'lows' ? 'lowPercent' : 'highPercent');
    if (!found) return [];
    const weekday = weekdayText(found.part.weekday);
    const percent = percentText(found.percent / 100);
    return [say(`window.patterns.week.${most}`, { weekday, percent, limit: glucoseText(limit, unit) })];
  };
  const most = (
    [
      ['lows', LIMITS.low],
      ['highs', LIMITS.high],
    ] as const
  ).flatMap(told);
  return (
    <section class="panel stack tight">
      <h2>{say('window.patterns.week.title')}</h2>
      {most.map((one) => (
        <p key={one}>{one}</p>
      ))}
      <PartsTable
        title={say('window.patterns.week.title')}
        heading={say('window.patterns.headings.weekday')}
        parts={week.map((one) => [weekdayText(one.weekday), one])}
        unit={unit}
      />
      {week.some(({ meanMgdl }) => meanMgdl === null) && (
        <p class="hint">{say('window.patterns.week.tooFew')}</p>
      )}
    </section>
  );
}

/** Midnight to midnight, unfolded by whoever wants it. */
export function Hours({ hours, unit }: { hours: Pattern['hours']; unit: Unit }) {
  const open = useSignal(false);
  return (
    <details class="panel" open={open.value} onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{say('window.patterns.hours')}</summary>
      <PartsTable
        title={say('window.patterns.hours')}
        heading={say('window.patterns.headings.hour')}
        parts={hours.map((one) => [timeOfDayText(one.hour * 60), one])}
        unit={unit}
      />
    </details>
  );
}

interface PartsTableProps {
  title: string;
  /** Of the column with the names of the parts. */
  heading: string;
  parts: readonly (readonly [name: string, figures: PartOfTime])[];
  unit: Unit;
}

/** Parts of the wearer's time with what each is made of. */
function PartsTable({ title, heading, parts, unit }: PartsTableProps) {
  const percent = (share: number | null) => (share === null ? '–' : percentText(share / 100));
  const figures = ['days', 'mean', 'low', 'inRange', 'high'] as const;
  const rows = parts.map(([name, { days, meanMgdl, lowPercent, inRangePercent, highPercent }]) => ({
    id: name,
    name,
    cells: [
      days,
      meanMgdl === null ? '–' : glucoseNumber(meanMgdl, unit),
      percent(lowPercent),
      percent(inRangePercent),
      percent(highPercent),
    ],
  }));
  return (
    <FigureTable
      title={title}
      headings={[heading, ...figures.map((one) => say(`window.patterns.headings.${one}`))]}
      groups={[{ rows }]}
    />
  );
}
