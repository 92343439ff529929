import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Citation {
  row: number;
  file: string;
  name: string;
}

/** Every test that docs/faults.md names, with the row it stands in and the file its column names. */
function citations(): Citation[] {
  let file = '';
  const cited: Citation[] = [];
  for (const line of readFileSync(join(ROOT, 'docs/faults.md'), 'utf8').split('\n')) {
    file = /^\| row .*tests in `([^`]+)`/.exec(line)?.[1] ?? file;
    const row = /^\| (\d+)/.exec(line)?.[1];
    if (row === undefined) continue;
    const names = [...line.matchAll(/`(row \d+: [^`]+)`/g)].map((match) => match[1]!);
    expect(names.length, `row ${row} names no test`).toBeGreaterThan(0);
    for (const name of names) cited.push({ row: Number(row), file, name });
  }
  return cited;
}

/** The names of the tests in a file, as they stand there. */
function testsIn(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(/'(row \d+: [^']+)'/g)].map((match) => match[1]!);
}

describe('docs/faults.md', () => {
  const cited = citations();

  it('has each row from 1 to 45', () => {
    const rows = new Set(cited.map(({ row }) => row));
    expect([...rows].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
  });

  it('names tests that are there, in the row they are about', () => {
    for (const { row, file, name } of cited) {
      expect(testsIn(file), `row ${row}`).toContain(name);
      expect(name).toMatch(new RegExp(`^row ${row}: `));
    }
  });

  it('leaves out none of them', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /^faults-.*\.test\.ts$/.test(name));
    const there = files.flatMap((name) => testsIn(`test/main/monitor/${name}`));
    expect(there.length).toBeGreaterThan(45);
    expect(cited.map(({ name }) => name).toSorted()).toEqual(there.toSorted());
  });
});
