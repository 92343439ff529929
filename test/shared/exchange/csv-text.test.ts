import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { quoted, textCell } from '../../../src/shared/exchange/csv-text.ts';
import { isoStampBytes, STAMP_BYTES } from '../../../src/shared/exchange/stamp-bytes.ts';
import { dayFirstMinutes, isoStamps } from '../../../src/shared/exchange/stamp-text.ts';
import { guarded, unguarded } from '../../../src/shared/formula-guard.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

/** Texts with what spreadsheets and parsers trip over. */
const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', "'", ',', ';', ' '),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});
const numRuns = runs(500, 10_000);

test('no text begins as a formula does', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(guarded(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect([text, `'${text}`]).toContain(guarded(text));
      if (guarded(text) !== text) expect(unguarded(guarded(text))).toBe(text);
    }),
    { numRuns },
  );
});

test('what is harmless stays as it is', () => {
  for (const text of ['', 'Ada', '0HPD2YWLC0', "'=", 'a=b', '’-'])
    expect([guarded(text), textCell(text)]).toEqual([text, text]);
});

test('cells come out of any reader of tables as they went in', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 2, maxLength: 5 }), (cells) => {
      const row = cells.map((cell) => textCell(cell)).join(',');
      const { data } = Papa.parse<string[]>(row, { delimiter: ',', newline: '\r\n' });
      expect(data).toEqual([cells.map(guarded)]);
      const always = Papa.parse<string[]>(cells.map(quoted).join(','), { delimiter: ',' });
      expect(always.data).toEqual([cells]);
    }),
    { numRuns },
  );
});

test('times are written as the platform writes them, in whatever order they come', () => {
  const second = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 });
  fc.assert(
    fc.property(fc.array(second, { minLength: 1 }), (seconds) => {
      const [iso, minute, bytes] = [isoStamps(), dayFirstMinutes(), isoStampBytes()];
      for (const one of seconds) {
        const text = new Date(one * 1000).toISOString();
        expect(iso(one)).toBe(text.slice(0, 19));
        const into = new Uint8Array(STAMP_BYTES + 2).fill(46);
        bytes(one, new DataView(into.buffer), 1);
        expect(new TextDecoder().decode(into)).toBe(`.${text.slice(0, 19)}.`);
        const [year, month, day] = text.split(/[-T]/);
        expect(minute(one)).toBe(`${day}-${month}-${year} ${text.slice(11, 16)}`);
      }
    }),
    { numRuns },
  );
});
