import { firstFrom, LIVE } from '../../../shared/chart/reading-columns.ts';
import { groupOf } from '../../../shared/chart/reading-groups.ts';
import { say } from '../../../shared/messages/say.ts';
import { showsHeldBack } from '../drawing/marks.ts';
import type { Scene } from '../drawing/scene.ts';

/** What the marks in the view mean; only of those that are there. */
export function ChartLegend({ scene }: { scene: Scene }) {
  const { loaded, window, gaps, usual } = scene;
  const { columns, scans, alarms, sensorChanges } = loaded;
  const inside = (at: number): boolean => at >= window.from && at < window.to;
  const there = { live: false, history: false, lo: false, hi: false };
  const end = firstFrom(columns.at, window.to);
  for (let i = firstFrom(columns.at, window.from); i < end; i++) {
    if (columns.source[i] === LIVE) there.live = true;
    else there.history = true;
    if (columns.offScale[i] === -1) there.lo = true;
    else if (columns.offScale[i] === 1) there.hi = true;
  }
  const items: [shown: boolean, symbol: string, text: string][] = [
    [there.live, 'live', say('chart.legend.live')],
    [there.history, 'history', say('chart.legend.history')],
    [groupOf(scans, window) !== null, 'scan', say('chart.sources.scan')],
    [there.lo, 'lo', say('chart.legend.lo')],
    [there.hi, 'hi', say('chart.legend.hi')],
    [gaps.some(({ from, to }) => to > window.from && from < window.to), 'gap', say('chart.legend.gap')],
    [
      alarms.some(({ at, decision }) => inside(at) && decision !== 'heldBack'),
      'alarm',
      say('chart.legend.alarm'),
    ],
    [
      showsHeldBack(window) && alarms.some(({ at, decision }) => inside(at) && decision === 'heldBack'),
      'held',
      say('chart.legend.held'),
    ],
    [sensorChanges.some(inside), 'sensor', say('chart.newSensor')],
    [usual !== null && usual.day.to > window.from, 'usual', say('chart.legend.usual')],
  ];
  return (
    <ul class="chart-legend">
      {items
        .filter(([shown]) => shown)
        .map(([, symbol, text]) => (
          <li key={symbol}>
            <span class={`chart-symbol chart-symbol-${symbol}`} aria-hidden="true" />
            {text}
          </li>
        ))}
    </ul>
  );
}
