import { MARKS, marksIn } from '../../../shared/chart/reading-blocks.ts';
import { firstFrom, isEmpty } from '../../../shared/chart/reading-columns.ts';
import { say } from '../../../shared/messages/say.ts';
import { showsHeldBack } from '../drawing/marks.ts';
import type { Scene } from '../drawing/scene.ts';

/** What the marks in the view mean; only of those that are there. */
export function ChartLegend({ scene }: { scene: Scene }) {
  const { loaded, window, gaps, usual } = scene;
  const { columns, blocks, scans, alarms, sensorChanges } = loaded;
  const inside = (at: number): boolean => at >= window.from && at < window.to;
  const start = firstFrom(columns.at, window.from);
  const marks = marksIn(columns, blocks, start, firstFrom(columns.at, window.to, start));
  const isThere = (name: keyof typeof MARKS): boolean => (marks & MARKS[name]) !== 0;
  const items: [shown: boolean, symbol: string, text: string][] = [
    [isThere('live'), 'live', say('chart.legend.live')],
    // All of the history look the same; whence they are is named.
    [isThere('graph'), 'history', say('chart.legend.graph')],
    [isThere('import'), 'history', say('chart.sources.import')],
    [isThere('logbook'), 'history', say('chart.sources.logbook')],
    [!isEmpty(scans, window), 'scan', say('chart.sources.scan')],
    [isThere('lo'), 'lo', say('chart.legend.lo')],
    [isThere('hi'), 'hi', say('chart.legend.hi')],
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
          <li key={text}>
            <span class={`chart-symbol chart-symbol-${symbol}`} aria-hidden="true" />
            {text}
          </li>
        ))}
    </ul>
  );
}
