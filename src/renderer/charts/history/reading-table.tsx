import { useState } from 'preact/hooks';
import { dayGroups, hourGroups, type ReadingGroup } from '../../../shared/chart/reading-groups.ts';
import { sourceAt } from '../../../shared/chart/reading-columns.ts';
import { unitLabel } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { DAY } from '../../../shared/time.ts';
import { glucoseNumber } from '../../../shared/messages/figures.ts';
import { dayText, clockText } from '../../../shared/messages/times.ts';
import { dayTimeText, readersOffset } from '../drawing/times.ts';
import { rangeName } from '../drawing/range-colors.ts';
import type { Scene } from '../drawing/scene.ts';
import { readingText } from './tooltip.tsx';

/** Views longer than this are told day by day, each of which opens into its hours. */
const HOURLY_MS = 3.5 * DAY;

/** What the chart shows, as a table: hours with their lowest, mean and highest value; each opens into its readings. */
export function ReadingTable({ scene, name }: { scene: Scene; name: string }) {
  const { window, loaded, unit } = scene;
  const daily = window.to - window.from > HOURLY_MS;
  const groups = daily
    ? dayGroups(loaded.columns, window, readersOffset)
    : hourGroups(loaded.columns, window, readersOffset);
  if (groups.length === 0) return <p class="chart-nothing">{say('chart.nothing')}</p>;
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
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRows key={group.from} group={group} scene={scene} level={daily ? 'day' : 'hour'} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupRows({ group, scene, level }: { group: ReadingGroup; scene: Scene; level: 'day' | 'hour' }) {
  const [open, setOpen] = useState(false);
  const figure = (mgdl: number): string => glucoseNumber(mgdl, scene.unit);
  const time = level === 'day' ? dayText(group.from) : dayTimeText(group.from);
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
        <td>{group.end - group.start}</td>
        <td>{figure(group.min)}</td>
        <td>{figure(group.mean)}</td>
        <td>{figure(group.max)}</td>
      </tr>
      {open &&
        level === 'day' &&
        hourGroups(scene.loaded.columns, group, readersOffset).map((hour) => (
          <GroupRows key={hour.from} group={hour} scene={scene} level="hour" />
        ))}
      {open && level === 'hour' && <ReadingRows group={group} scene={scene} />}
    </>
  );
}

function ReadingRows({ group, scene }: { group: ReadingGroup; scene: Scene }) {
  const { columns } = scene.loaded;
  const rows = Array.from({ length: group.end - group.start }, (_, i) => group.end - 1 - i);
  return (
    <>
      {rows.map((i) => (
        <tr key={columns.at[i]} class="chart-row-reading">
          <td>{clockText(columns.at[i] ?? 0)}</td>
          <td colSpan={4}>
            {`${readingText(columns, i, scene)} · ${say(`chart.ranges.${rangeName(columns.mgdl[i] ?? 0, scene.target)}`)} · ${say(
              `chart.sources.${sourceAt(columns, i)}`,
            )}`}
          </td>
        </tr>
      ))}
    </>
  );
}
