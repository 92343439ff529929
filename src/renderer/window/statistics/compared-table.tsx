import { say } from '../../../shared/messages/say.ts';
import { FigureTable } from '../../components/figure-table.tsx';
import type { Table } from '../../components/table-text.ts';
import type { FigureRow } from './compared-rows.ts';

const COLUMNS = ['figure', 'now', 'before', 'change', 'goal'] as const;

/** Rows under one title, or under none. */
export interface RowGroup {
  title?: string;
  rows: readonly FigureRow[];
}

/** Figures of this period beside those of the one before. */
export function ComparedTable({ title, groups }: { title: string; groups: readonly RowGroup[] }) {
  const hasGoals = groups.some(({ rows }) => rows.some(({ goal }) => goal !== ''));
  const columns = COLUMNS.filter((one) => one !== 'goal' || hasGoals);
  const cells = columns.filter((one) => one !== 'figure');
  return (
    <FigureTable
      title={title}
      headings={columns.map((one) => say(`window.statistics.headings.${one}`))}
      groups={groups.map((group) => ({
        ...group,
        rows: group.rows.map((row) => ({
          id: row.id,
          name: <Name row={row} />,
          cells: cells.map((one) => row[one]),
        })),
      }))}
      aligned
    />
  );
}

/** With the colour of its range, and what it is. */
function Name({ row: { name, term, range } }: { row: FigureRow }) {
  return (
    <>
      {range && <span class={`key ${range}`} aria-hidden="true" />} {name}
      {term !== '' && <span class="hint">{term}</span>}
    </>
  );
}

/** The same rows for the clipboard; what stands under a title is called by it. */
export function tableOf(groups: readonly RowGroup[]): Table {
  return {
    headings: COLUMNS.map((one) => say(`window.statistics.headings.${one}`)),
    rows: groups.flatMap(({ title, rows }) =>
      rows.map(({ name, now, before, change, goal }) => [
        title === undefined ? name : `${title}: ${name}`,
        now,
        before,
        change,
        goal,
      ]),
    ),
  };
}
