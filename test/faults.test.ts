import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

interface Row {
  id: string;
  /** Each test it names, with the file it is said to be in. */
  tests: { file: string; name: string }[];
  text: string;
}

/** The rows of docs/faults.md. The last cell names tests: after their file, or in the one the head of the table names. */
function tableRows(): Row[] {
  let file = '';
  const rows: Row[] = [];
  for (const line of readFileSync(join(ROOT, 'docs/faults.md'), 'utf8').split('\n')) {
    if (line.startsWith('| row ')) file = /tests in `([^`]+)`/.exec(line)?.[1] ?? '';
    const id = /^\| (\d+|[WDCR]\d+)\b/.exec(line)?.[1];
    if (id === undefined) continue;
    const last = line.split(/(?<!\\)\|/).at(-2)!;
    const tests: Row['tests'] = [];
    let named = file;
    for (const [, quoted = ''] of last.matchAll(/`([^`]+)`/g)) {
      if (/^test\/\S+\.tsx?$/.test(quoted)) named = quoted;
      else tests.push({ file: named, name: quoted.replaceAll('\\|', '|') });
    }
    rows.push({ id, tests, text: line });
  }
  return rows;
}

const sourceOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Whether a file has a test, or a case of one, of just this title. */
function hasTitle(file: string, name: string): boolean {
  const source = sourceOf(file);
  return ["'", '"', '`'].some((quote) => {
    const title = `${quote}${name}${quote},`;
    for (let at = source.indexOf(title); at >= 0; at = source.indexOf(title, at + 1))
      if (/[([]\s*$/.test(source.slice(0, at))) return true;
    return false;
  });
}

const rows = tableRows();
const named = rows.flatMap(({ tests }) => tests.map(({ name }) => name));

describe('docs/faults.md', () => {
  it('has each row from 1 to 70, and none twice', () => {
    const numbers = rows.map(({ id }) => Number(id)).filter((number) => !Number.isNaN(number));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 70 }, (_, index) => index + 1));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('has each row from the field', () => {
    const numbered = (letter: string, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);
    const field = [
      ...numbered('W', 1, 19),
      ...numbered('D', 1, 17),
      ...numbered('C', 1, 13),
      ...numbered('R', 0, 15),
    ];
    expect(rows.map(({ id }) => id).filter((id) => Number.isNaN(Number(id)))).toEqual(field);
  });

  it.each(rows.map((row) => [row.id, row] as const))(
    'row %s names tests that are there, or says why none is',
    (id, row) => {
      for (const { file, name } of row.tests) {
        expect(hasTitle(file, name), `${file}: ${name}`).toBe(true);
        const number = /^row (\d+): /.exec(name)?.[1];
        if (number !== undefined) expect(number).toBe(id);
      }
      if (row.tests.length === 0) expect(row.text).toMatch(/Not tested|yet to come|see [WDCR]\d+/);
    },
  );

  it('leaves out no test that has the number of a row', () => {
    const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
      .map((name) => `test/${name.replaceAll('\\', '/')}`)
      .filter((name) => /\.(test|spec)\.tsx?$/.test(name));
    const there = files.flatMap((file) =>
      [...sourceOf(file).matchAll(/'(row \d+: [^']+)'/g)].map((match) => match[1]!),
    );
    expect(there.length).toBeGreaterThan(45);
    expect(there.filter((name) => !named.includes(name))).toEqual([]);
  });
});
