import { describe, expect, it } from 'vitest';
import { contentOf, textOf, type FileText } from '../../../src/main/exchange/file-content.ts';
import { IMPORT_LIMITS } from '../../../src/shared/exchange/import-file.ts';

function text(bytes: Uint8Array): FileText {
  const found = textOf(bytes);
  if (!found.ok) throw new Error(found.problem.code);
  return found.value;
}

function rows(source: string): readonly (readonly string[])[] {
  const found = contentOf(source);
  if (!found.ok || found.value.is !== 'table') throw new Error('no table');
  return found.value.table.rows;
}

describe('the text of a file', () => {
  const german = 'Gerät,Größe\r\n1,2\r3,4\n';
  it.each([
    ['utf-8', Buffer.from(german), 'utf-8', 'read'],
    ['utf-8 with a mark', Buffer.from(`\ufeff${german}`), 'utf-8', 'read'],
    ['utf-16le with a mark', Buffer.from(`\ufeff${german}`, 'utf16le'), 'utf-16le', 'read'],
    ['utf-16be with a mark', Buffer.from(`\ufeff${german}`, 'utf16le').swap16(), 'utf-16be', 'read'],
    ['utf-16le without', Buffer.from(german, 'utf16le'), 'utf-16le', 'guessed'],
    ['utf-16be without', Buffer.from(german, 'utf16le').swap16(), 'utf-16be', 'guessed'],
    ['windows-1252', Buffer.from(german, 'latin1'), 'windows-1252', 'guessed'],
  ])('is read in %s, and its lines end in one way', (_, bytes, encoding, basis) => {
    expect(text(bytes)).toEqual({ text: 'Gerät,Größe\n1,2\n3,4\n', encoding, basis });
  });

  it('has what only Windows-1252 has, and no zeros', () => {
    expect(text(Buffer.from([0x80, 0x2c, 0x00, 0x96, 0x81])).text).toBe('€,–\u0081');
  });

  it('of more than may be is a problem', () => {
    expect(textOf(new Uint8Array(IMPORT_LIMITS.bytes + 1))).toEqual({
      ok: false,
      problem: { code: 'fileTooLarge', params: { megabytes: 64 } },
    });
  });

  it('without anything in it is a problem', () => {
    for (const empty of ['', ' \n\t\n']) {
      expect(contentOf(empty)).toMatchObject({ problem: { params: { fault: 'noText' } } });
    }
  });
});

describe('the rows of a file', () => {
  it.each([
    ['commas', 'a,b,c\n1,"5,4",2\n1,"6,4",2\n', ['1', '5,4', '2']],
    ['semicolons, with commas in decimals', 'a;b;c\n1;5,4;2\n1;6,4;2\n', ['1', '5,4', '2']],
    ['tabs', 'a\tb\tc\n1\t5,4\t2\n1\t6,4\t2\n', ['1', '5,4', '2']],
    ['lines in one pair of quotes', '"a,b,c"\n"1,""5,4"",2"\n"1,""6,4"",2"\n', ['1', '5,4', '2']],
    ['all fields quoted', '"a","b","c"\n"1","5,4","2"\n', ['1', '5,4', '2']],
  ])('are divided by %s', (_, source, second) => {
    expect(rows(source)[1]).toEqual(second);
  });

  it('go over ends of lines only between quotes that fit', () => {
    expect(rows('a,b,c\n1,"two\nlines",3\n4,5,6')).toEqual([
      ['a', 'b', 'c'],
      ['1', 'two\nlines', '3'],
      ['4', '5', '6'],
    ]);
    expect(rows('a,b,c\n1,"2,3\n4,5,6\n7,"8",9')).toEqual([
      ['a', 'b', 'c'],
      ['1', '\ufffd'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
  });

  it('are found without going over a line again for each comma of it', () => {
    expect(rows(`"${','.repeat(4_000_000)}`)).toEqual([['\ufffd']]);
  });

  it('are a list where the text is one of JSON, and a table where it only begins like one', () => {
    expect(contentOf(' [{"a":1}]')).toEqual({ ok: true, value: { is: 'list', list: [{ a: 1 }] } });
    expect(contentOf('[a],b\n1,2')).toMatchObject({ value: { is: 'table' } });
    expect(contentOf('{"a":1}')).toMatchObject({ value: { is: 'table' } });
  });
});
