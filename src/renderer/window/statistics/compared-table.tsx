import { say } from '../../../shared/messages/say.ts';
import type { Table } from '../../components/table-text.ts';
import type { FigureRow } from './compared-rows.ts';

const COLUMNS = ['figure', 'now', 'before', 'change', 'goal'] as const;

/** Rows under one title, or under none. */
export interface RowGroup {
  title?: string;
  rows: readonly FigureRow[];
}

/** Figures of this period beside those of the one before; where there is no room each row is a list. */
export function ComparedTable({ title, groups }: { title: string; groups: readonly RowGroup[] }) {
  const hasGoals = groups.some(({ rows }) => rows.some(({ goal }) => goal !== ''));
  const columns = COLUMNS.filter((one) => one !== 'goal' || hasGoals);
  return (
    <div class="table-room" tabIndex={0} role="region" aria-label={title}>
      <table class="figures compared">
        <thead>
          <tr>
            {columns.map((one) => (
              <th key={one} scope="col">
                {say(`window.statistics.headings.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.title}>
            {group.title !== undefined && (
              <tr class="group">
                <th scope="rowgroup" colSpan={columns.length}>
                  {group.title}
                </th>
              </tr>
            )}
            {group.rows.map((row) => (
              <Row key={row.id} row={row} cells={columns.filter((one) => one !== 'figure')} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

type Column = (typeof COLUMNS)[number];

function Row({ row, cells }: { row: FigureRow; cells: readonly Exclude<Column, 'figure'>[] }) {
  const { id, name, term, range } = row;
  return (
    <tr data-figure={id}>
      <th scope="row">
        {range && <span class={`key ${range}`} aria-hidden="true" />} {name}
        {term !== '' && <span class="hint">{term}</span>}
      </th>
      {cells.map((one) => (
        // What it is, where there is no room for a table.
        <td key={one} data-label={say(`window.statistics.headings.${one}`)}>
          {row[one]}
        </td>
      ))}
    </tr>
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
