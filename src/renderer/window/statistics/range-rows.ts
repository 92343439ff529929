import type { Unit } from '../../../shared/glucose/units.ts';
import { glucoseText, percentText, tenthPercentText, wholeText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { hoursText } from '../../../shared/messages/times.ts';
import { boundsText, goalText } from '../../../shared/report/range-goals.ts';
import { rangeWords } from '../../../shared/report/ranges-bar.tsx';
import type { Compared } from '../../../shared/statistics/compared.ts';
import { DAY_PARTS, type PartFigures, type PartOfDay } from '../../../shared/statistics/day-parts.ts';
import type { Shares } from '../../../shared/statistics/ranges.ts';
import { TARGETS, type Targets } from '../../../shared/statistics/target-sets.ts';
import { changeOf, compare, NONE, type FigureRow } from './compared-rows.ts';

/** The time in each range of the set, with its goals. */
export function rangeRows(shares: Shares, { before, targets }: Compared, unit: Unit): FigureRow[] {
  const set = TARGETS[targets];
  const earlier = before.shares && rangeWords(before.shares, set);
  return rangeWords(shares, set).map(({ range, name, percent, whole }, i) => {
    const other = earlier?.[i];
    return {
      id: `range-${range}`,
      name,
      term: boundsText(range, set, unit),
      now: percent,
      before: other?.percent ?? NONE,
      // By what is shown: whole percentages that add up can fall the other way than the shares.
      change: changeOf(
        whole || shares[range],
        (other?.whole || before.shares?.[range]) ?? null,
        percent === other?.percent,
      ),
      goal: goalText(range, set),
      range,
    };
  });
}

/** Night, day and evening, each with its hours and its figures. */
export function partGroups(
  { now, before, targets }: Compared,
  unit: Unit,
): { title: string; rows: FigureRow[] }[] {
  const set = TARGETS[targets];
  return now.parts.map((own, i) => {
    const { part, from, to } = DAY_PARTS[i]!;
    const earlier = before.parts[i]!;
    return {
      title: say(`window.statistics.parts.${part}`, { hours: hoursText({ from, to: to % 1440 }) }),
      rows: partRows(own, earlier, set, unit),
    };
  });
}

function partRows(now: PartOfDay, before: PartOfDay, set: Targets, unit: Unit): FigureRow[] {
  const percent = (value: number) => percentText(value / 100);
  const figure = (
    id: string,
    name: string,
    of: (figures: PartFigures) => number | null,
    text: (value: number) => string,
  ): FigureRow => {
    const [value, earlier] = [now.figures && of(now.figures), before.figures && of(before.figures)];
    return { id: `${now.part}-${id}`, name, term: '', ...compare(value, earlier, text), goal: '' };
  };
  const basis = ({ days, slots }: PartOfDay) =>
    say('window.patterns.basis', { count: days, values: wholeText(slots) });
  const values: FigureRow = {
    id: `${now.part}-values`,
    name: say('window.statistics.values'),
    term: now.figures ? '' : say('window.statistics.partTooLittle'),
    now: basis(now),
    before: basis(before),
    change: '',
    goal: '',
  };
  if (!now.figures) return [values];
  const limit = (mgdl: number) => ({ limit: glucoseText(mgdl, unit) });
  return [
    values,
    figure('inRange', say('statistics.ranges.inRange'), ({ shares }) => shares.inRange, percent),
    figure(
      'below',
      say('statistics.under', limit(set.low)),
      ({ shares }) => shares.low + shares.veryLow,
      percent,
    ),
    figure(
      'above',
      say('statistics.over', limit(set.high)),
      ({ shares }) => shares.high + shares.veryHigh,
      percent,
    ),
    figure(
      'mean',
      say('statistics.rows.mean'),
      (one) => one.meanMgdl,
      (mgdl) => glucoseText(mgdl, unit),
    ),
    figure(
      'cv',
      say('statistics.rows.cv'),
      (one) => one.cvPercent,
      (value) => tenthPercentText(value / 100),
    ),
  ];
}
