import { describe, expect, it } from 'vitest';
import { tableText } from '../../../src/renderer/components/table-text.ts';
import fc from '../../support/seeds.ts';

describe('a table in the clipboard', () => {
  it('has its headings first, a line a row', () => {
    const table = {
      headings: ['Day', 'Lowest'],
      rows: [
        ['Sat, 21 Nov', '52 mg/dL'],
        ['Sun, 22 Nov', ''],
      ],
    };
    expect(tableText(table)).toBe('Day\tLowest\nSat, 21 Nov\t52 mg/dL\nSun, 22 Nov\t\n');
  });

  it.each([
    ['=HYPERLINK("x")', '\'=HYPERLINK("x")'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
    ['+x', "'+x"],
    ['\t=1', "'=1"],
    ['-3', '-3'],
    ['+0,2', '+0,2'],
    ['−4', '−4'],
    ['7.4 mmol/L', '7.4 mmol/L'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
  ])('%j is written %j', (cell, written) => {
    expect(tableText({ headings: ['x'], rows: [[cell]] })).toBe(`x\n${written}\n`);
  });

  it('whatever the words are, rows and cells stay as many as they were', () => {
    const row = (cells: number) =>
      fc.array(fc.string({ unit: 'binary' }), { minLength: cells, maxLength: cells });
    const tables = fc
      .integer({ min: 1, max: 5 })
      .chain((cells) => fc.record({ headings: row(cells), rows: fc.array(row(cells)) }));
    fc.assert(
      fc.property(tables, (table) => {
        const lines = tableText(table).split('\n').slice(0, -1);
        expect(lines).toHaveLength(table.rows.length + 1);
        for (const line of lines) expect(line.split('\t')).toHaveLength(table.headings.length);
      }),
    );
  });
});
