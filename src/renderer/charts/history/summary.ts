import { extremesOf } from '../../../shared/chart/reading-blocks.ts';
import { offScaleAt } from '../../../shared/chart/reading-columns.ts';
import { groupOf } from '../../../shared/chart/reading-groups.ts';
import { unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { timeBeside } from '../drawing/times.ts';
import type { Scene } from '../drawing/scene.ts';

/** In one sentence what the view shows. */
export function summary({ loaded: { columns, blocks, scans }, window, gaps, unit }: Scene): string {
  const shown = extremesOf(columns, blocks, window);
  const beside = groupOf(scans, window);
  const scanned = beside === null ? [] : [say('chart.scans', { count: beside.end - beside.start })];
  if (shown === null) return [say('chart.nothing'), ...scanned.map((text) => `${text}.`)].join(' ');
  const glucose = (i: number): string =>
    offScaleAt(columns, i) ?? `${glucoseNumber(columns.mgdl[i] ?? 0, unit)} ${unitLabel(unit)}`;
  const time = (i: number): string => timeBeside(columns.at[i] ?? 0, window.to);
  const open = gaps.filter(({ from, to }) => to > window.from && from < window.to).length;
  const figures = say('chart.summary', {
    count: shown.end - shown.start,
    low: glucose(shown.lowest),
    lowAt: time(shown.lowest),
    high: glucose(shown.highest),
    highAt: time(shown.highest),
  });
  const holes = open === 0 ? [] : [say('chart.gaps', { count: open })];
  return `${[figures, ...holes, ...scanned].join(', ')}.`;
}
