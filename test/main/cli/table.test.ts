import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/main/cli/program.ts';
import { tableLines, type Column } from '../../../src/main/cli/table.ts';
import { cutTo, rowsOf, shortenedTo, widthOf } from '../../../src/main/cli/text-width.ts';
import { cleanEnvironment, temporaryDirectory } from '../../support/run-cli.ts';

const NAMES = [
  'Ada Lindqvist',
  '👩‍👧 Zoe\u0301 Müller',
  '山田 花子さんと長い名前の人',
  'שרה כהן',
  'عائشة بنت محمد',
  'Wolfeschlegelsteinhausenbergerdorff',
  '',
];
const COLUMNS: Column[] = [
  { heading: 'Person' },
  { heading: 'Glucose', number: true },
  { heading: 'Unit' },
  { heading: 'Range', spare: 2 },
  { heading: 'Age', number: true },
  { heading: 'Measured (UTC+01:00)', spare: 1 },
];
const ROWS = NAMES.map((name, i) => [
  name,
  `${5 + i}.${i}`,
  'mmol/L',
  'in range',
  '3 h 05 min',
  '2026-11-21 14:30:05',
]);

describe('C5: a table', () => {
  it.each([30, 40, 60, 80, 120])('fits into %i cells, whatever the names', (room) => {
    const lines = tableLines(COLUMNS, ROWS, room);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(room);
    // The value, its unit and its age are there at any width.
    for (const [, value] of ROWS) expect(lines.join('\n')).toMatch(new RegExp(`(^|\\s)${value}(\\s|$)`, 'm'));
    expect(lines.join('\n').match(/3 h/g)).toHaveLength(NAMES.length);
  });

  it('has its columns one below the other, by cells', () => {
    const lines = tableLines(COLUMNS, ROWS, null);
    const starts = lines.map((line) => stringWidth(/^.*?(?=Unit|mmol\/L)/.exec(line)![0]));
    expect(new Set(starts).size).toBe(1);
  });

  it('leaves out what is spare, in its order, and nothing else', () => {
    const rows = ROWS.slice(0, 1);
    const headings = (room: number) => tableLines(COLUMNS, rows, room)[0]!.split(/ {2,}/);
    expect(headings(80)).toEqual(['Person', 'Glucose', 'Unit', 'Range', 'Age', 'Measured (UTC+01:00)']);
    expect(headings(60)).toEqual(['Person', 'Glucose', 'Unit', 'Range', 'Age']);
    expect(headings(46)).toEqual(['Person', 'Glucose', 'Unit', 'Age']);
  });

  it('parts no word that a row can hold', () => {
    const sentence = 'the system does not say whether it was shown, or acknowledged by somebody';
    const lines = tableLines(
      [{ heading: 'What' }, { heading: 'Why it was so' }],
      [['a test of it', sentence]],
      30,
    );
    const words = new Set(lines.slice(1).join(' ').split(/\s+/));
    for (const word of sentence.split(' ')) expect(words).toContain(word);
  });

  it('makes bars shorter, the longest first as long as there is room, and keeps the smallest', () => {
    const bars = [
      [40, 'a'],
      [20, 'b'],
      [1, 'c'],
    ].map(([n, name]) => [String(name), '█'.repeat(Number(n))]);
    const columns = [{ heading: 'Name' }, { heading: '', bar: true }];
    const lengths = (room: number) =>
      tableLines(columns, bars, room)
        .slice(1)
        .map((line) => line.split('█').length - 1);
    expect(lengths(80)).toEqual([40, 20, 1]);
    expect(lengths(26)).toEqual([20, 10, 1]);
    expect(lengths(10)).toEqual([0, 0, 0]);
  });

  it('becomes paragraphs where nothing else helps, an id in one piece', () => {
    const id = '3f6b0d52-91c4-4e0b-8a67-5b2d7c1e9f04';
    const columns = [{ heading: 'Person' }, { heading: 'Id', whole: true }, { heading: 'Latest reading' }];
    expect(tableLines(columns, [['Ada Lindqvist', id, '2026-11-21 14:30:05']], 54)).toEqual([
      'Person          Ada Lindqvist',
      `Id              ${id}`,
      'Latest reading  2026-11-21 14:30:05',
    ]);
  });
});

describe('C5: a text', () => {
  it.each([
    ['Ada', 3],
    ['Zoe\u0301', 3],
    ['山田', 4],
    ['👩‍👧', 2],
    ['שרה', 3],
  ])('%s takes %i cells', (text, cells) => expect(widthOf(text)).toBe(cells));

  it('is cut between characters only', () => {
    expect(cutTo('山田花子', 5)).toBe('山田');
    expect(cutTo('Zoe\u0301 Ada', 3)).toBe('Zoe\u0301');
    expect(cutTo('👩‍👧👩‍👧', 3)).toBe('👩‍👧');
    expect(shortenedTo('Ada Lindqvist', 8)).toBe('Ada Lin…');
    expect(shortenedTo('Ada Lindqvist', 5)).toBe('Ada…');
  });

  it('ends its rows between words, and loses nothing', () => {
    expect(rowsOf('one two three', 7)).toEqual(['one two', 'three']);
    expect(rowsOf('Wolfeschlegel is', 6)).toEqual(['Wolfes', 'chlege', 'l is']);
    expect(rowsOf('山田花子', 4)).toEqual(['山田', '花子']);
    expect(rowsOf('', 4)).toEqual(['']);
  });
});

describe('C5: --help', () => {
  const commands = [
    '',
    'authenticate',
    'current',
    'history',
    'stats',
    'alarms',
    'simulate',
    'watch',
    'time-in-range',
  ];

  const cases: [string, number][] = [
    ['', 60],
    ['stats', 60],
    ...commands.map((one): [string, number] => [one, 80]),
  ];
  it.each(cases)('of %j fits into %i cells', async (command, columns) => {
    const terminal = () => Object.assign(new PassThrough(), { isTTY: true, columns });
    const streams = { out: terminal(), error: terminal() };
    const args = ['--data-dir', temporaryDirectory(), ...command.split(' ').filter(Boolean), '--help'];
    expect(await main(args, cleanEnvironment(), streams)).toBe(0);
    const lines = String(streams.out.read()).split('\n');
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  });
});
