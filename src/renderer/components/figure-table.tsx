import type { ComponentChildren } from 'preact';

/** Rows under one title, or under none. */
export interface FigureGroup {
  title?: string;
  rows: readonly {
    id: string;
    name: ComponentChildren;
    /** One for each heading but the first. */
    cells: readonly (string | number)[];
  }[];
}

interface Props {
  title: string;
  /** Of the columns; the first has the names of the rows. */
  headings: readonly string[];
  groups: readonly FigureGroup[];
  /** Its columns are as wide as those of the others on the page. */
  aligned?: boolean;
}

/** A table of figures; where there is no room each of its rows is a list. */
export function FigureTable({ title, headings, groups, aligned = false }: Props) {
  return (
    <div class="table-room" tabIndex={0} role="region" aria-label={title}>
      <table class={`figures ${aligned ? 'aligned' : ''}`}>
        <thead>
          <tr>
            {headings.map((one) => (
              <th key={one} scope="col">
                {one}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.title}>
            {group.title !== undefined && (
              <tr class="group">
                <th scope="rowgroup" colSpan={headings.length}>
                  {group.title}
                </th>
              </tr>
            )}
            {group.rows.map(({ id, name, cells }) => (
              <tr key={id} data-figure={id}>
                <th scope="row">{name}</th>
                {cells.map((one, i) => (
                  // What it is, where there is no room for a table.
                  <td key={headings[i + 1]} data-label={headings[i + 1]}>
                    {one}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
