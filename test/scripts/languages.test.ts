import { describe, expect, it } from 'vitest';
import { faultsOf, generated, readCatalogues, type Catalogues } from '../../scripts/messages/languages.ts';
import { messagesOf, placeholdersOf, type Catalogue } from '../../src/shared/messages/catalogue.ts';
import { PSEUDO, pseudoOf } from '../../src/shared/messages/pseudo.ts';

const english: Catalogue = {
  tray: { quit: 'Quit', since: 'since {{time}}' },
  lows_zero: 'no low',
  lows_one: '{{count}} low',
  lows_other: '{{count}} lows',
};
const beside = (tag: string, own: Catalogue): Catalogues =>
  new Map([
    ['en', english],
    [tag, own],
  ]);

describe('a language', () => {
  it.each([...readCatalogues().keys()])('%s is whole', (tag) => {
    expect(faultsOf(readCatalogues(), tag)).toEqual([]);
  });

  it('is one file: with it, it is among the languages', async () => {
    const made = beside('nb', { ...english, tray: { quit: 'Avslutt', since: 'siden {{time}}' } });
    expect(faultsOf(made, 'nb')).toEqual([]);
    const written = [...(await generated(made)).values()].join('\n');
    expect(written).toContain(`import nb from './nb.json' with { type: 'json' };`);
    expect(written).toContain(`'tray.since': { time: Told };`);
  });

  it.each<[string, string, Catalogue, string[]]>([
    [
      'lacks a message',
      'nb',
      { ...english, tray: { quit: 'Avslutt' } },
      ['nb.json: "tray.since" is missing.'],
    ],
    ['has one too many', 'nb', { ...english, more: 'x' }, ['nb.json: "more" is not in en.json.']],
    [
      'lacks a placeholder and has another',
      'nb',
      { ...english, tray: { quit: 'Avslutt', since: 'siden {{tid}}' } },
      ['nb.json: "tray.since" has {{tid}}, which nothing fills.', 'nb.json: "tray.since" lacks {{time}}.'],
    ],
    [
      'lacks plural forms of its own',
      'pl',
      english,
      ['pl.json: "lows_few" is missing.', 'pl.json: "lows_many" is missing.'],
    ],
    [
      'has plural forms of another',
      'ja',
      english,
      ['ja.json: "lows_one" is a plural form that this language has not.'],
    ],
    [
      'has one text where there are plural forms',
      'nb',
      { tray: english['tray']!, lows: '{{count}} lave' },
      ['nb.json: "lows" has plural forms in one of the languages only.'],
    ],
    [
      'says nothing',
      'nb',
      { ...english, tray: { quit: ' ', since: 'siden {{time}}' } },
      ['nb.json: "tray.quit" says nothing.'],
    ],
    [
      'leaves a figure out where there is more than one of it',
      'nb',
      { ...english, lows_other: 'noen lave' },
      ['nb.json: "lows_other" lacks {{count}}.'],
    ],
  ])('that %s is refused', (_, tag, own, faults) => {
    expect(faultsOf(beside(tag, own), tag)).toEqual(faults);
  });

  it('may do without its figure for one, and without a form for none', () => {
    const { lows_zero: _, ...rest } = english;
    expect(faultsOf(beside('nb', { ...rest, lows_one: 'en lav' }), 'nb')).toEqual([]);
  });
});

describe('the pseudo-language', () => {
  const own = readCatalogues().get('en')!;
  const pseudo = pseudoOf(own);

  it('has every message and placeholder of English', () => {
    expect(faultsOf(beside(PSEUDO, pseudoOf(english)), PSEUDO)).toEqual([]);
    const names = (catalogue: Catalogue) =>
      messagesOf(catalogue).map(([key, text]) => [key, placeholdersOf(text)]);
    expect(names(pseudo)).toEqual(names(own));
  });

  it('is in brackets, longer, and without a letter of English', () => {
    const before = new Map(messagesOf(own));
    for (const [key, text] of messagesOf(pseudo)) {
      expect(text).toMatch(/^\[.*\]$/su);
      expect(text.replaceAll(/\{\{\w+\}\}/g, '')).not.toMatch(/[A-Za-z]/);
      const letters = before.get(key)!.replaceAll(/\{\{\w+\}\}/g, '').length;
      if (letters >= 10) expect(text.replaceAll(/\{\{\w+\}\}/g, '').length).toBeGreaterThan(letters * 1.35);
    }
  });
});
