import { useState } from 'preact/hooks';
import { dayGroups, groupOf, hourGroups, type ReadingGroup } from '../../../shared/chart/reading-groups.ts';
import { sourceAt } from '../../../shared/chart/reading-columns.ts';
import type { Span } from '../../../shared/statistics/series.ts';
import { unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { DAY } from '../../../shared/time.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { dayText, clockText } from '../../../shared/messages/times.ts';
import { dayTimeText, readersOffset } from '../drawing/times.ts';
import { rangeName } from '../drawing/range-colors.ts';
import { withScans, type Scene } from '../drawing/scene.ts';
import { readingText } from './tooltip.tsx';

/** Views longer than this are told day by day, each of which opens into its hours. */
const HOURLY_MS = 3.5 * DAY;

/** What the chart shows, as a table: hours with their lowest, mean and highest value; each opens into its readings. */
export function ReadingTable({ scene, name }: { scene: Scene; name: string }) {
  const { window, loaded, unit } = scene;
  const daily = window.to - window.from > HOURLY_MS;
  const rows = stretches(scene, window, daily ? dayGroups : hourGroups);
  const scanned = groupOf(loaded.scans, window) !== null;
  if (rows.length === 0) return <p class="chart-nothing">{say('chart.nothing')}</p>;
  return (
    <div class="chart-table" tabIndex={0} role="group" aria-label={say('chart.name', { person: name })}>
      <table>
        <caption>
          {say('chart.table.caption', {
            person: name,
            from: dayTimeText(window.from),
            to: dayTimeText(window.to),
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('chart.table.time')}</th>
            <th scope="col">{say('chart.table.readings')}</th>
            <th scope="col">{`${say('chart.table.lowest')}, ${unitLabel(unit)}`}</th>
            <th scope="col">{say('chart.table.mean')}</th>
            <th scope="col">{say('chart.table.highest')}</th>
            {scanned && <th scope="col">{say('chart.table.scans')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <StretchRows
              key={one.from}
              stretch={one}
              scene={scene}
              scanned={scanned}
              level={daily ? 'day' : 'hour'}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An hour or a day in which there is something; `group`: the figures of its readings, of which scans are none. */
interface Stretch extends Span {
  group: ReadingGroup | null;
  scans: number;
}

/** Newest first. */
function stretches(scene: Scene, span: Span, groupsOf: typeof hourGroups): Stretch[] {
  const { columns, scans } = scene.loaded;
  const found = new Map<number, Stretch>();
  for (const group of groupsOf(columns, span, readersOffset)) {
    const { from, to } = group;
    found.set(from, { from, to, group, scans: 0 });
  }
  for (const { from, to, start, end } of groupsOf(scans, span, readersOffset))
    found.set(from, { from, to, group: found.get(from)?.group ?? null, scans: end - start });
  return [...found.values()].sort((a, b) => b.from - a.from);
}

interface StretchRowsProps {
  stretch: Stretch;
  scene: Scene;
  /** There is a column for scans. */
  scanned: boolean;
  level: 'day' | 'hour';
}

function StretchRows({ stretch, scene, scanned, level }: StretchRowsProps) {
  const [open, setOpen] = useState(false);
  const { group } = stretch;
  const figure = (mgdl: number | undefined): string =>
    mgdl === undefined ? '–' : glucoseNumber(mgdl, scene.unit);
  const time = level === 'day' ? dayText(stretch.from) : dayTimeText(stretch.from);
  return (
    <>
      <tr class={`chart-row-${level}`}>
        <th scope="row">
          <button
            type="button"
            aria-expanded={open}
            aria-label={open ? say('chart.table.close', { time }) : say('chart.table.open', { time })}
            onClick={() => setOpen(!open)}
          >
            {time}
          </button>
        </th>
        <td>{group ? group.end - group.start : 0}</td>
        <td>{figure(group?.min)}</td>
        <td>{figure(group?.mean)}</td>
        <td>{figure(group?.max)}</td>
        {scanned && <td>{stretch.scans}</td>}
      </tr>
      {open &&
        level === 'day' &&
        stretches(scene, stretch, hourGroups).map((hour) => (
          <StretchRows key={hour.from} stretch={hour} scene={scene} scanned={scanned} level="hour" />
        ))}
      {open && level === 'hour' && <ReadingRows span={stretch} scene={scene} columns={scanned ? 5 : 4} />}
    </>
  );
}

function ReadingRows({ span, scene, columns: wide }: { span: Span; scene: Scene; columns: number }) {
  const columns = withScans(scene, span);
  const newestFirst = Array.from(columns.at.keys()).reverse();
  return (
    <>
      {newestFirst.map((i) => (
        <tr key={columns.at[i]} class="chart-row-reading">
          <td>{clockText(columns.at[i] ?? 0)}</td>
          <td colSpan={wide}>
            {`${readingText(columns, i, scene)} · ${say(`chart.ranges.${rangeName(columns.mgdl[i] ?? 0, scene.target)}`)} · ${say(
              `chart.sources.${sourceAt(columns, i)}`,
            )}`}
          </td>
        </tr>
      ))}
    </>
  );
}
