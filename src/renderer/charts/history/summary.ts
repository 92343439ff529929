import { offScaleAt } from '../../../shared/chart/reading-columns.ts';
import { groupOf } from '../../../shared/chart/reading-groups.ts';
import { unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { timeBeside } from '../drawing/times.ts';
import type { Scene } from '../drawing/scene.ts';

/** In one sentence what the view shows. */
export function summary({ loaded: { columns, scans }, window, gaps, unit }: Scene): string {
  const group = groupOf(columns, window);
  const beside = groupOf(scans, window);
  const scanned = beside === null ? [] : [say('chart.scans', { count: beside.end - beside.start })];
  if (group === null) return [say('chart.nothing'), ...scanned.map((text) => `${text}.`)].join(' ');
  let [low, high] = [group.start, group.start];
  for (let i = group.start; i < group.end; i++) {
    if ((columns.mgdl[i] ?? 0) < (columns.mgdl[low] ?? 0)) low = i;
    if ((columns.mgdl[i] ?? 0) > (columns.mgdl[high] ?? 0)) high = i;
  }
  const glucose = (i: number): string =>
    offScaleAt(columns, i) ?? `${glucoseNumber(columns.mgdl[i] ?? 0, unit)} ${unitLabel(unit)}`;
  const time = (i: number): string => timeBeside(columns.at[i] ?? 0, window.to);
  const open = gaps.filter(({ from, to }) => to > window.from && from < window.to).length;
  const figures = say('chart.summary', {
    count: group.end - group.start,
    low: glucose(low),
    lowAt: time(low),
    high: glucose(high),
    highAt: time(high),
  });
  const holes = open === 0 ? [] : [say('chart.gaps', { count: open })];
  return `${[figures, ...holes, ...scanned].join(', ')}.`;
}
